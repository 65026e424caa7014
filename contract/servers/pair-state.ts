import type { ConnectionView, SideView } from '../desk/desk-state.ts';
import { type Side, sides } from './server-kind.ts';

/** Which side is tried first: one of the two at random (seed 004, start-up step 3), or A. */
export type ServerOrder = 'random' | 'primary-first';

/** What a server's Hello says of it. */
export interface ServerSays {
  readonly side: Side;
  /** The cluster's id. */
  readonly cluster: string;
}

/** One side of a pair: what is shown of it, and what the rules need besides. */
export interface PairSide extends Omit<SideView, 'security'> {
  /** What its socket, if it has one, is for: to be used, or only to be asked whether the server lives. */
  readonly socket: 'none' | 'use' | 'probe';
  /** Whether it has failed in this round. */
  readonly tried: boolean;
  /** Until then nobody moves to it by choice: it was left for not answering, or could not be had. */
  readonly avoidedUntil: number;
  /** What its last Hello said; null: not known, or a kind of server that does not say. */
  readonly says: ServerSays | null;
}

/** What a pair waits for; it has one timer. */
export type PairTimer =
  /** Both sides failed: for the next round. */
  | 'back-off'
  /** One side is being connected: for the other to begin beside it. */
  | 'head-start'
  /** One side is in use: for the other to be asked whether it lives. */
  | 'probe';

/** One pair's state: which sides there are, which is in use, what was tried. Plain data. Instants are the caller's. */
export interface PairState {
  readonly order: ServerOrder;
  readonly sides: Readonly<Record<Side, PairSide>>;
  readonly inUse: Side | null;
  /** Where it began: `moved` is told from it. Follows its address when the addresses change. */
  readonly firstUsed: Side | null;
  /** Full rounds, one after another, in which neither side held. */
  readonly round: number;
  /** The first server of this round needs no head start any more. */
  readonly raced: boolean;
  /** How often the side that is not in use is asked whether it lives, milliseconds; 0: never. */
  readonly probeEveryMs: number;
  /**
   * How long the primary must have been seen to live before a pair whose order is primary first comes home to it,
   * milliseconds; 0: it never does.
   */
  readonly homeAfterMs: number;
  /** Whether the agent is at rest: nothing of his may be disturbed by a change of server that nobody needs. */
  readonly isIdle: boolean;
  readonly started: boolean;
  /** What the driver's timer for this pair is for; null: it holds none. */
  readonly timer: PairTimer | null;
  /** Neither side answered in the last full round, and none has since; or both addresses are blank. */
  readonly down: boolean;
  /** When the status that is shown began. */
  readonly since: number;
}

/** What every event says of its moment. `random` is in [0, 1): it chooses sides and spreads waits. */
export interface PairMoment {
  readonly now: number;
  readonly random: number;
}

/** Told by whoever drives the pair. Nothing is told of a socket after `abandon` or `leave` was asked for it. */
export type PairEvent = PairMoment &
  (
    | { readonly type: 'start' }
    /** The server has taken the connection; whether it is the one we want shows later. Not every kind tells this. */
    | { readonly type: 'opened'; readonly side: Side }
    /** The server has said who it is, and it is one we want. */
    | { readonly type: 'connected'; readonly side: Side; readonly says: ServerSays | null }
    /** Could not connect, or was lost. `error` is a sentence that names the address and the cause. */
    | { readonly type: 'failed'; readonly side: Side; readonly error: string }
    /** It lives, but has not answered a request in time; told again for as long as that is so. */
    | { readonly type: 'unanswered'; readonly side: Side; readonly error: string }
    /** It has answered everything after all. */
    | { readonly type: 'answered'; readonly side: Side }
    /** The wait is over. */
    | { readonly type: 'timer' }
    /** The agent does not want to wait for the next round. */
    | { readonly type: 'retry' }
    | { readonly type: 'addresses'; readonly a: string | null; readonly b: string | null }
    | { readonly type: 'probing'; readonly everyMs: number }
    | { readonly type: 'homing'; readonly afterMs: number }
    /** The agent came to rest, or something of his is under way. */
    | { readonly type: 'idle'; readonly isIdle: boolean }
    | { readonly type: 'stop' }
  );

export type PairEffect =
  | { readonly type: 'connect'; readonly side: Side; readonly address: string }
  /** A dead socket is abandoned, never waited for. Where the side has no socket, nothing is done. */
  | { readonly type: 'abandon'; readonly side: Side }
  /** The server is well and not needed: it is told so. Where the side has no socket, nothing is done. */
  | { readonly type: 'leave'; readonly side: Side }
  /** The two sides change places: their sockets are kept under their new names. */
  | { readonly type: 'swap' }
  /** Then send `timer`. It takes the place of an earlier wait. */
  | { readonly type: 'wait'; readonly for: PairTimer; readonly ms: number };

export interface PairStep {
  readonly state: PairState;
  readonly effects: readonly PairEffect[];
}

/** Said of a side that has no address. */
export const noAddress = 'No address is set.';

/** Blank addresses are null, whatever the spaces. */
export function addressOrNull(text: string | null): string | null {
  return text?.trim() || null;
}

export function otherSide(side: Side): Side {
  return side === 'A' ? 'B' : 'A';
}

/** A side that nothing is known of yet. */
export function freshSide(address: string | null, started: boolean, now: number): PairSide {
  return {
    address,
    state: started && address !== null ? 'untried' : 'unused',
    since: now,
    error: address === null ? noAddress : null,
    answeredAt: null,
    socket: 'none',
    tried: false,
    avoidedUntil: Number.NEGATIVE_INFINITY,
    says: null,
  };
}

/** What is shown of a side that is neither used nor being connected: how it was when it was asked last. */
export function restingState({ error, answeredAt }: PairSide): 'silent' | 'standby' | 'untried' {
  if (error !== null) return 'silent';
  return answeredAt === null ? 'untried' : 'standby';
}

/** The sides that have a socket to be used: being connected or in use. */
export function usedSides({ sides: both }: PairState): readonly Side[] {
  return sides.filter((side) => both[side].socket === 'use');
}

export function withSide(state: PairState, side: Side, part: Partial<PairSide>): PairState {
  return { ...state, sides: { ...state.sides, [side]: { ...state.sides[side], ...part } } };
}

export function unchanged(state: PairState): PairStep {
  return { state, effects: [] };
}

/** How the pair is shown. */
export function pairStatus(state: PairState): ConnectionView['status'] {
  if (!state.started) return 'off';
  if (state.inUse !== null) return state.inUse === state.firstUsed ? 'up' : 'moved';
  return state.down ? 'down' : 'connecting';
}
