import { expect, test } from 'vitest';
import { createLatestOnly } from './latest-only.ts';

/** Jobs that end when the test says so. */
function jobs() {
  const started: string[] = [];
  const ends = new Map<string, (outcome: string) => void>();
  return {
    started,
    end: (name: string) => ends.get(name)?.(name),
    job: (name: string) => () => {
      started.push(name);
      return new Promise<string>((resolve) => ends.set(name, resolve));
    },
  };
}

test('one after another; of those that wait, the last stands for all', async () => {
  const { started, end, job } = jobs();
  const queue = createLatestOnly<string>();
  const first = queue.run(job('one'));
  const waiting = [queue.run(job('two')), queue.run(job('three')), queue.run(job('four'))];
  expect(started).toEqual(['one']);
  end('one');
  expect(await first).toBe('one');
  await Promise.resolve();
  expect(started).toEqual(['one', 'four']);
  const late = queue.run(job('five'));
  end('four');
  expect(await Promise.all(waiting)).toEqual(['four', 'four', 'four']);
  expect(queue.idle()).toBe(false);
  await Promise.resolve();
  end('five');
  expect(await late).toBe('five');
  expect(started).toEqual(['one', 'four', 'five']);
  await Promise.resolve();
  expect(queue.idle()).toBe(true);
});

test('a job that fails does not stop the next', async () => {
  const queue = createLatestOnly<string>();
  const failing = queue.run(() => Promise.reject(new Error('no')));
  const next = queue.run(() => Promise.resolve('yes'));
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('yes');
});
