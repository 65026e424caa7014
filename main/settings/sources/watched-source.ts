import type { Timers } from '../../timers.ts';
import type { Layer } from '../layers/layer.ts';
import type { PolicySource } from './source.ts';
import { watchPlaces } from './watch-places.ts';

export interface WatchedSourceOptions {
  /** What the files say; never throws. */
  readonly read: () => readonly Layer[];
  /** What tells one state of them from another. */
  readonly state: () => string;
  /** The folders they are in. */
  readonly folders: readonly string[];
  readonly timers: Timers;
}

/** A source of which it can be told whether it may have changed since it was read. */
export function watchedSource({ read, state, folders, timers }: WatchedSourceOptions): PolicySource {
  let seen = state();
  return {
    read: () => {
      // Before its content: what changes in between is read again.
      seen = state();
      return read();
    },
    watch: (changed) => watchPlaces({ folders, state, seen: () => seen, timers }, changed),
  };
}
