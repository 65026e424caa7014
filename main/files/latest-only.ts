/**
 * Runs jobs for one thing, one after another; of those that wait, only the latest is run, and whoever asked for an
 * earlier one gets the outcome of that one, which stands for it.
 */
export interface LatestOnly<Outcome> {
  run(job: () => Promise<Outcome>): Promise<Outcome>;
  /** Nothing runs or waits. */
  idle(): boolean;
}

export function createLatestOnly<Outcome>(): LatestOnly<Outcome> {
  type Job = () => Promise<Outcome>;
  let running: Promise<unknown> | null = null;
  let next: { job: Job; readonly outcome: Promise<Outcome> } | null = null;

  const start = (job: Job): Promise<Outcome> => {
    const outcome = job();
    const ended = outcome.then(
      () => undefined,
      () => undefined,
    );
    running = ended;
    void ended.then(() => {
      if (running === ended) running = null;
    });
    return outcome;
  };

  return {
    run: (job) => {
      if (next) {
        next.job = job;
        return next.outcome;
      }
      if (!running) return start(job);
      const outcome = running.then(() => {
        const latest = next?.job ?? job;
        next = null;
        return start(latest);
      });
      next = { job, outcome };
      return outcome;
    },
    idle: () => running === null && next === null,
  };
}
