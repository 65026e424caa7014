import type { ConnectionView, SideView } from '../desk/desk-state.ts';
import { type Side, sides } from './server-kind.ts';

/** Which side is tried first: one of the two at random (seed 004, start-up step 3), or A. */
export type ServerOrder = 'random' | 'primary-first';

/** One side of a pair. `unused`: no address, or the pair is stopped. `silent`: its last try failed, `error` says why. */
export interface PairSide extends SideView {
  /** Whether it has failed in this round. */
  readonly tried: boolean;
}

/** One pair's state: which sides there are, which is in use, what was tried. Plain data. Instants are the caller's. */
export interface PairState {
  readonly order: ServerOrder;
  readonly sides: Readonly<Record<Side, PairSide>>;
  readonly inUse: Side | null;
  /** Where it began: `moved` is told from it. Follows its address when the addresses change. */
  readonly firstUsed: Side | null;
  /** Full rounds, one after another, in which neither side held. */
  readonly round: number;
  readonly started: boolean;
  /** A `wait` is running. When it is false the driver holds no timer for this pair. */
  readonly waiting: boolean;
  /** Neither side answered in the last full round, and none has since; or both addresses are blank. */
  readonly down: boolean;
  /** When the status that is shown began. */
  readonly since: number;
}

/** Told by whoever drives the pair. Nothing is told of a socket after `abandon` was asked for it. */
export type PairEvent =
  /** `random` is in [0, 1): it chooses the side. */
  | { readonly type: 'start'; readonly now: number; readonly random: number }
  /** The server has said who it is, and it is the one we want. */
  | { readonly type: 'connected'; readonly side: Side; readonly now: number }
  /** Could not connect, or was lost. `error` is a sentence that names the address and the cause. */
  | {
      readonly type: 'failed';
      readonly side: Side;
      readonly now: number;
      readonly error: string;
      readonly random: number;
    }
  /** The back-off ended, or the agent asked. */
  | { readonly type: 'retry'; readonly now: number; readonly random: number }
  | {
      readonly type: 'addresses';
      readonly a: string | null;
      readonly b: string | null;
      readonly now: number;
      readonly random: number;
    }
  | { readonly type: 'stop'; readonly now: number };

export type PairEffect =
  | { readonly type: 'connect'; readonly side: Side; readonly address: string }
  /** A dead socket is abandoned, never waited for. Where the side has no socket, nothing is done. */
  | { readonly type: 'abandon'; readonly side: Side }
  /** The address of the socket at `from` is the other side's now: the socket is kept under its new name. */
  | { readonly type: 'move'; readonly from: Side; readonly to: Side }
  /** Then send `retry`. It takes the place of an earlier wait. */
  | { readonly type: 'wait'; readonly ms: number };

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
  const state = started && address !== null ? 'standby' : 'unused';
  return { address, state, since: now, error: address === null ? noAddress : null, tried: false };
}

/** The side that has a socket: connecting or in use. Never more than one of them. */
export function liveSide(state: PairState): Side | null {
  return sides.find((side) => ['connecting', 'in-use'].includes(state.sides[side].state)) ?? null;
}

/** How the pair is shown. */
export function pairStatus(state: PairState): ConnectionView['status'] {
  if (!state.started) return 'off';
  if (state.inUse !== null) return state.inUse === state.firstUsed ? 'up' : 'moved';
  return state.down ? 'down' : 'connecting';
}
