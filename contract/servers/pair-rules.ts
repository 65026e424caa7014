import { changeAddresses } from './pair-addresses.ts';
import { goHome, idleChanged } from './pair-home.ts';
import { beginRound, demoted, lost, race } from './pair-rounds.ts';
import { alive, answersAgain, doesNotAnswer, notHad, probe } from './pair-standby.ts';
import {
  addressOrNull,
  freshSide,
  otherSide,
  type PairEffect,
  type PairEvent,
  type PairMoment,
  type PairState,
  type PairStep,
  pairStatus,
  type ServerOrder,
  unchanged,
  usedSides,
  withSide,
} from './pair-state.ts';
import { avoidedFor, timed, usualHomeMs, usualProbeMs } from './pair-timing.ts';
import { type Side, sides } from './server-kind.ts';

export { backOffMs } from './back-off.ts';
export { connectionView } from './connection-view.ts';
export { steadyMs } from './pair-rounds.ts';
export type { PairEffect, PairEvent, PairSide, PairState, PairStep, ServerOrder } from './pair-state.ts';
export { headStartMs, usualHomeMs, usualProbeMs } from './pair-timing.ts';

/** A stopped pair. Blank addresses, null or spaces, are skipped. */
export function newPair(
  order: ServerOrder,
  a: string | null,
  b: string | null,
  now: number,
  probeEveryMs = usualProbeMs,
): PairState {
  return {
    order,
    sides: {
      A: freshSide(addressOrNull(a), false, now),
      B: freshSide(addressOrNull(b), false, now),
    },
    inUse: null,
    firstUsed: null,
    round: 0,
    raced: false,
    probeEveryMs,
    homeAfterMs: usualHomeMs,
    isIdle: false,
    started: false,
    timer: null,
    down: false,
    since: now,
  };
}

/**
 * What an event makes of a pair, and what is to be done. The order of the effects is kept by the driver; after each
 * step it clears its timer when `timer` is null. An event that says nothing new gives back the same state.
 *
 * CIL alternates between its two servers in the same way (CTI OS developer guide, connection failure): the first side
 * that fails needs no action.
 */
export function pairTransition(state: PairState, event: PairEvent): PairStep {
  const step = apply(state, event);
  if (step.state === state) return step;
  const since = pairStatus(step.state) === pairStatus(state) ? state.since : event.now;
  return timed({ ...step, state: { ...step.state, since } }, event);
}

function apply(state: PairState, event: PairEvent): PairStep {
  const { now, random } = event;
  switch (event.type) {
    case 'start':
      return state.started ? unchanged(state) : start(state, now, random);
    case 'opened':
      return opened(state, event.side, now);
    case 'connected':
      return connected(state, event);
    case 'failed':
      return failed(state, event);
    case 'unanswered':
      return doesNotAnswer(state, event);
    case 'answered':
      return answersAgain(state, event.side, now);
    case 'timer':
      return timeIsUp(state, event);
    case 'retry':
      return state.started && usedSides(state).length === 0
        ? beginRound(state, now, random)
        : unchanged(state);
    case 'addresses':
      return readdress(state, event);
    case 'probing':
      return event.everyMs === state.probeEveryMs
        ? unchanged(state)
        : { state: { ...state, probeEveryMs: event.everyMs }, effects: [] };
    case 'homing':
      return event.afterMs === state.homeAfterMs
        ? unchanged(state)
        : { state: { ...state, homeAfterMs: event.afterMs }, effects: [] };
    case 'idle':
      return idleChanged(state, event.isIdle, now);
    case 'stop':
      return stop(state, now);
  }
}

function start(state: PairState, now: number, random: number): PairStep {
  const { A, B } = state.sides;
  const fresh = { A: freshSide(A.address, true, now), B: freshSide(B.address, true, now) };
  return beginRound({ ...state, sides: fresh, started: true, round: 0, down: false }, now, random);
}

function stop(state: PairState, now: number): PairStep {
  if (!state.started) return unchanged(state);
  const { A, B } = state.sides;
  const held = sides.filter((side) => state.sides[side].socket !== 'none');
  return {
    state: {
      ...newPair(state.order, A.address, B.address, now, state.probeEveryMs),
      homeAfterMs: state.homeAfterMs,
      isIdle: state.isIdle,
    },
    effects: held.map((side): PairEffect => ({ type: 'abandon', side })),
  };
}

/** The first that takes the connection goes on; the other is only asked whether it lives. */
function opened(state: PairState, side: Side, now: number): PairStep {
  const { socket } = state.sides[side];
  if (socket === 'none') return { state, effects: [{ type: 'leave', side }] };
  if (socket === 'probe') return lives(state, side, now);
  if (state.inUse !== null || state.sides[side].state !== 'connecting') return unchanged(state);
  const ahead = withSide({ ...state, raced: true }, side, { answeredAt: now });
  return { state: demoted(ahead, otherSide(side), now), effects: [] };
}

function connected(state: PairState, event: Extract<PairEvent, { type: 'connected' }>): PairStep {
  const { side, now, says, random } = event;
  if (state.inUse === side) return unchanged(state);
  const { socket } = state.sides[side];
  // A socket nobody waits for: two in use at once would mean two sessions at one switch.
  if (socket === 'none') return { state, effects: [{ type: 'leave', side }] };
  const known = withSide(state, side, { says });
  if (socket === 'probe') return lives(known, side, now);
  const used: PairState = {
    ...withSide(known, side, { state: 'in-use', since: now, error: null, answeredAt: now }),
    inUse: side,
    firstUsed: state.firstUsed ?? side,
    down: false,
  };
  const other = otherSide(side);
  // It takes over from one that lives but does not answer, or it is home; else the other was slower.
  if (state.inUse === other) {
    return state.sides[other].error === null
      ? leftForHome(used, other, now)
      : leftFor(used, other, { now, random });
  }
  return { state: demoted(used, other, now), effects: [] };
}

/** A side that is not in use has shown that it lives: perhaps it is home, and has been up for long enough. */
function lives(state: PairState, side: Side, now: number): PairStep {
  const seen = alive(state, side, now);
  const home = goHome(seen.state, now);
  return { state: home.state, effects: [...seen.effects, ...home.effects] };
}

/** The secondary is well and no longer needed: it stands by. */
function leftForHome(state: PairState, side: Side, now: number): PairStep {
  const rests = { state: 'standby', since: now, answeredAt: now, socket: 'none' } as const;
  return {
    state: { ...withSide(state, side, rests), firstUsed: state.inUse },
    effects: [{ type: 'leave', side }],
  };
}

/** The side that did not answer is left, and not gone back to by choice for a while. */
function leftFor(state: PairState, side: Side, { now, random }: PairMoment): PairStep {
  return {
    state: withSide(state, side, {
      state: 'silent',
      since: now,
      socket: 'none',
      tried: true,
      avoidedUntil: now + avoidedFor(random),
    }),
    effects: [{ type: 'abandon', side }],
  };
}

function failed(state: PairState, event: Extract<PairEvent, { type: 'failed' }>): PairStep {
  const { socket } = state.sides[event.side];
  if (socket === 'none') return unchanged(state);
  const spare = socket === 'probe' || state.inUse === otherSide(event.side);
  return spare ? notHad(state, event) : lost(state, event);
}

function timeIsUp(before: PairState, { now, random }: PairMoment): PairStep {
  const state: PairState = { ...before, timer: null };
  switch (before.timer) {
    case null:
      return unchanged(before);
    case 'back-off':
      return beginRound(state, now, random);
    case 'head-start':
      return race(state, now);
    case 'probe':
      return probe(state);
  }
}

function readdress(state: PairState, event: Extract<PairEvent, { type: 'addresses' }>): PairStep {
  const change = changeAddresses(state, event.a, event.b, event.now);
  if (change === null) return unchanged(state);
  if (!state.started || usedSides(change.state).length > 0) return change;
  const begun = beginRound({ ...change.state, round: 0, down: false }, event.now, event.random);
  return { state: begun.state, effects: [...change.effects, ...begun.effects] };
}
