import { describe, expect, it } from 'vitest';
import { createEventLog, type EventLog } from './event-log.ts';
import { waitUntil } from './wait-until.ts';

const happens = (events: EventLog): void => events.add({ at: 0, type: 'clock', detail: {} });
const long = 60_000;
const later = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('waiting', () => {
  it('looks at once, and after each event', async () => {
    const events = createEventLog();
    const seen: number[] = [];
    const waiting = waitUntil(
      events,
      () => {
        seen.push(events.last());
        return events.last() === 2 ? 'found' : null;
      },
      long,
      [],
    );
    await later();
    happens(events);
    await later();
    happens(events);
    expect(await waiting).toEqual({ type: 'found', found: 'found' });
    expect(seen).toEqual([0, 1, 2]);
  });

  it('looks again after a look elsewhere in which something happened, and never twice at a time', async () => {
    const events = createEventLog();
    const answers: (() => void)[] = [];
    const waiting = waitUntil(
      events,
      () => {
        const seen = events.last();
        return new Promise<number | null>((resolve) => answers.push(() => resolve(seen === 3 ? seen : null)));
      },
      long,
      [],
    );
    for (let event = 1; event <= 3; event += 1) {
      happens(events);
      await later();
    }
    expect(answers).toHaveLength(1);
    answers[0]?.();
    await later();
    expect(answers).toHaveLength(2);
    answers[1]?.();
    expect(await waiting).toEqual({ type: 'found', found: 3 });
  });

  it('ends with the error of a look that failed, at the deadline, or when nobody waits any more', async () => {
    const events = createEventLog();
    const failing = waitUntil(events, () => Promise.reject(new Error('The switch is gone')), long, []);
    await expect(failing).rejects.toThrow('The switch is gone');
    expect(await waitUntil(events, () => null, 1, [])).toEqual({ type: 'deadline' });
    const leaving = new AbortController();
    const left = waitUntil(events, () => null, long, [leaving.signal]);
    leaving.abort();
    expect(await left).toEqual({ type: 'ended' });
  });
});
