import { createLatestOnly, type LatestOnly } from './latest-only.ts';

/** Runs jobs for many things: those of one in order, and of the ones that wait only the latest (`LatestOnly`). */
export interface LatestById<Outcome> {
  run(id: string, job: () => Promise<Outcome>): Promise<Outcome>;
}

export function createLatestById<Outcome>(): LatestById<Outcome> {
  const queues = new Map<string, LatestOnly<Outcome>>();
  return {
    run: async (id, job) => {
      const queue = queues.get(id) ?? createLatestOnly();
      queues.set(id, queue);
      const outcome = await queue.run(job);
      if (queue.idle() && queues.get(id) === queue) queues.delete(id);
      return outcome;
    },
  };
}
