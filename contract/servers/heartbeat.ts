/**
 * When to ask a server for a sign of life and when to give it up. CTI OS asks after 5 s of silence and moves after
 * about 20 s (5 s, 3 misses); TCP alone notices a vanished peer after minutes. Here one number rules:
 * the deadline. The client asks every third of it, and a server that sent nothing at all for the whole of it is dead.
 * Anything received is life: slow is not dead.
 */
export interface Heartbeat {
  /** Silence after which the server counts as dead, milliseconds. */
  readonly deadlineMs: number;
  readonly heardAt: number;
  readonly askedAt: number;
  /** When the next tick is due. */
  readonly dueAt: number;
}

export interface HeartbeatTick {
  readonly heartbeat: Heartbeat;
  readonly act: 'ask' | 'wait' | 'dead';
  /** When to tick again, milliseconds from now; 0 when dead. */
  readonly nextInMs: number;
  /** How long nothing was heard, milliseconds. */
  readonly silentForMs: number;
}

/** How often the client asks, milliseconds. */
export function heartbeatIntervalMs(deadlineMs: number): number {
  return Math.max(1, Math.floor(deadlineMs / 3));
}

/** A heartbeat that begins now. `now` is of a clock that is never set: a monotonic one. */
function start(deadlineMs: number, now: number): Heartbeat {
  return { deadlineMs, heardAt: now, askedAt: now, dueAt: now + heartbeatIntervalMs(deadlineMs) };
}

/** Something came, whatever it was. */
function heard(state: Heartbeat, now: number): Heartbeat {
  return { ...state, heardAt: Math.max(state.heardAt, now) };
}

/** A new deadline; the next tick is to be at once. */
function withDeadline(state: Heartbeat, deadlineMs: number, now: number): Heartbeat {
  return { ...state, deadlineMs, dueAt: now };
}

/**
 * How long a server has for its answer when the computer woke or its network changed, milliseconds: one that is there
 * answers in a round trip, and a connection that did not outlive the sleep never says so.
 */
export const wakeDeadlineMs = 1_000;

/** The connection may have died unheard: the server is to be asked at once; the next tick is to be at once. */
function woke(state: Heartbeat, now: number): Heartbeat {
  const { deadlineMs } = state;
  const left = Math.min(deadlineMs, wakeDeadlineMs);
  return { ...state, heardAt: now - deadlineMs + left, askedAt: now - deadlineMs, dueAt: now };
}

/** The timer went off. */
function tick(before: Heartbeat, now: number): HeartbeatTick {
  const interval = heartbeatIntervalMs(before.deadlineMs);
  // A tick that is late by a whole interval tells that this computer slept or was busy: what the server sent may
  // lie unread in the socket, so it is asked once more before it is judged.
  const overslept = now - before.dueAt > interval;
  const heardAt = overslept ? Math.max(before.heardAt, now - before.deadlineMs + interval) : before.heardAt;
  const silentForMs = now - heardAt;
  if (silentForMs >= before.deadlineMs) {
    return { heartbeat: before, act: 'dead', nextInMs: 0, silentForMs };
  }
  const act = now - before.askedAt >= interval ? 'ask' : 'wait';
  const askedAt = act === 'ask' ? now : before.askedAt;
  const nextInMs = Math.max(1, Math.min(askedAt + interval, heardAt + before.deadlineMs) - now);
  return {
    heartbeat: { ...before, heardAt, askedAt, dueAt: now + nextInMs },
    act,
    nextInMs,
    silentForMs,
  };
}

export const heartbeat = { start, heard, withDeadline, woke, tick, intervalMs: heartbeatIntervalMs } as const;
