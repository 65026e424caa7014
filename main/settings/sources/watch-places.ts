import { type FSWatcher, statSync, watch } from 'node:fs';
import type { TimerHandle, Timers } from '../../timers.ts';

export interface WatchedPlaces {
  /** Changes in these are noticed at once where the system tells them; one that is absent is looked for. */
  readonly folders: readonly string[];
  /** What stands there now; two texts that differ mean that something has changed. Never throws. */
  readonly state: () => string;
  /** The state that was read last. */
  readonly seen: () => string;
  readonly timers: Timers;
}

/** How often it is looked whether something has changed of which nobody told: network drives, the registry. */
export const pollMs = 5_000;

/** A file is written in several steps, each of which is told. */
const settleMs = 50;

/** Tells when something has changed since it was read last; returns how to stop. */
export function watchPlaces(places: WatchedPlaces, changed: () => void): () => void {
  const watch = new PlacesWatch(places, changed);
  return () => watch.stop();
}

class PlacesWatch {
  readonly #places: WatchedPlaces;
  readonly #changed: () => void;
  readonly #watchers = new Map<string, { readonly identity: string; readonly watcher: FSWatcher }>();
  #settling: TimerHandle | null = null;
  #poll: TimerHandle | null = null;

  constructor(places: WatchedPlaces, changed: () => void) {
    this.#places = places;
    this.#changed = changed;
    this.#look();
    // It may have changed since it was read. Not told at once: nobody expects to be called by what he has just called.
    this.#settle();
  }

  stop(): void {
    const { timers } = this.#places;
    timers.clearTimeout(this.#settling);
    timers.clearTimeout(this.#poll);
    for (const { watcher } of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  #look(): void {
    this.#poll = this.#places.timers.setTimeout(() => {
      this.#look();
      this.#tell();
    }, pollMs);
    for (const folder of this.#places.folders) this.#watch(folder);
  }

  #tell(): void {
    if (this.#places.state() !== this.#places.seen()) this.#changed();
  }

  /** A folder that was made anew under its name is another one. */
  #watch(folder: string): void {
    const identity = identityOf(folder);
    const known = this.#watchers.get(folder);
    if (known?.identity === identity) return;
    known?.watcher.close();
    this.#watchers.delete(folder);
    if (identity === null) return;
    try {
      const watcher = watch(folder, { persistent: false }, () => this.#settle());
      // The folder is gone, or the system tells no more: what is left is to look.
      watcher.on('error', () => watcher.close());
      this.#watchers.set(folder, { identity, watcher });
    } catch {
      // The system watches no more files (ENOSPC), or not here.
    }
  }

  #settle(): void {
    const { timers } = this.#places;
    timers.clearTimeout(this.#settling);
    this.#settling = timers.setTimeout(() => this.#tell(), settleMs);
  }
}

function identityOf(folder: string): string | null {
  try {
    const { dev, ino } = statSync(folder);
    return `${dev} ${ino}`;
  } catch {
    return null;
  }
}
