import type { StoreApi } from 'zustand/vanilla';
import type { NewestDesk } from './desk-tools.ts';

/** Resolves when main's first state is there, or after that many milliseconds without one. */
export function firstState(desk: StoreApi<NewestDesk>, patienceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const there = (): void => {
      clearTimeout(patience);
      stop();
      resolve();
    };
    const patience = setTimeout(there, patienceMs);
    const stop = desk.subscribe(there);
  });
}
