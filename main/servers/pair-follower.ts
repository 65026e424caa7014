import type { PairEffect, PairEvent } from '../../contract/servers/pair-state.ts';
import type { PairRequest } from './server-pair-types.ts';

type Without<Event, Key extends PropertyKey> = Event extends unknown ? Omit<Event, Key> : never;

/** What a pair's rules were told, but for the moment. */
export type PairHappening = Without<PairEvent, 'now' | 'random'>;

/**
 * Follows a pair: what happened to it, what was decided on that, and what went out by it. Passwords are in requests as
 * they are: for a follower that knows what to leave out. Never throws.
 */
export interface PairFollower {
  decided(happening: PairHappening, effects: readonly PairEffect[]): void;
  /** @param sent false: no server was connected */
  asked(request: PairRequest, sent: boolean): void;
}
