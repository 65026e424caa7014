import process from 'node:process';

type End = () => Promise<unknown>;

/** What is to be ended when the bench is over, or when it is told to stop. */
export interface Endings {
  readonly add: (end: End) => void;
  /** What began last ends first; one that fails keeps no other from ending. */
  readonly end: () => Promise<void>;
}

const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Ends on Ctrl-C too, so that no tier and no app outlive the bench. */
export function createEndings(): Endings {
  const ends: End[] = [];
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      // All at once: others who hear the signal may end this process before the first has ended.
      const all = ends.splice(0).map((end) => end());
      void Promise.allSettled(all).then(() => process.exit(exitCodes[signal]));
    });
  }
  return {
    add: (end) => void ends.push(end),
    async end() {
      for (let last = ends.pop(); last; last = ends.pop()) await last().catch(() => undefined);
    },
  };
}
