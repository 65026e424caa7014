import type { ServerKind } from '../../contract/servers/server-kind.ts';
import type { PairFollower } from '../servers/pair-follower.ts';
import type { Effect } from './effects.ts';
import type { Input } from './inputs.ts';
import type { DeskIdentity, DeskModel } from './model.ts';

/** One step of a desk: what its transition was told, and what it came to. */
export interface DeskStep {
  /** This computer's clock, as the transition was told it. */
  readonly now: number;
  /** The ids it asked for, in order. */
  readonly ids: readonly string[];
  readonly model: DeskModel;
  /** Not carried out yet. */
  readonly effects: readonly Effect[];
}

/**
 * Follows a desk: told of all that comes and of what becomes of it, before anyone else. Passwords, notes and customers'
 * data are in it as they are: for a follower that knows what to leave out. Never throws.
 */
export interface DeskFollower {
  /** @param now what the desk's first model was made with */
  begins(identity: DeskIdentity, now: number): void;
  /** Before the transition. */
  comes(input: Input): void;
  /** After it: what the last input came to. */
  became(step: DeskStep): void;
  /** Who follows one of its pairs; a login's pairs are new with each login. */
  pair(kind: ServerKind): PairFollower;
}
