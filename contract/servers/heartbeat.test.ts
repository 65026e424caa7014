import fc from 'fast-check';
import { expect, test } from 'vitest';
import { heartbeat } from './heartbeat.ts';

/** Lives through `forMs` of a connection, ticking when told to; `life` are the instants at which something comes. */
function live(
  deadlineMs: number,
  forMs: number,
  life: readonly number[],
): readonly (readonly [string, number])[] {
  let state = heartbeat.start(deadlineMs, 0);
  let due = heartbeat.intervalMs(deadlineMs);
  const acts: (readonly [string, number])[] = [];
  let unheard = life.toSorted((one, other) => one - other);
  while (due <= forMs) {
    for (const at of unheard.filter((one) => one <= due)) state = heartbeat.heard(state, at);
    unheard = unheard.filter((one) => one > due);
    const tick = heartbeat.tick(state, due);
    acts.push([tick.act, due]);
    if (tick.act === 'dead') break;
    state = tick.heartbeat;
    due += tick.nextInMs;
  }
  return acts;
}

test('asks every third of the deadline and gives up at the deadline', () => {
  expect(live(3_000, 10_000, [])).toEqual([
    ['ask', 1_000],
    ['ask', 2_000],
    ['dead', 3_000],
  ]);
});

test('an answer to the last question is life enough', () => {
  const acts = live(3_000, 10_000, [2_900]);
  expect(acts.at(-1)).toEqual(['dead', 5_900]);
});

test('slow is not dead: one message a deadline, whatever it is, keeps it alive', () => {
  const life = Array.from({ length: 50 }, (_, index) => (index + 1) * 2_999);
  expect(live(3_000, 140_000, life).some(([act]) => act === 'dead')).toBe(false);
});

test('asks on while the server talks by itself', () => {
  const life = Array.from({ length: 100 }, (_, index) => index * 100);
  expect(live(3_000, 9_000, life).filter(([act]) => act === 'ask')).toHaveLength(9);
});

test('a computer that slept asks before it judges', () => {
  const state = heartbeat.start(3_000, 0);
  const woken = heartbeat.tick(state, 3_600_000);
  expect(woken.act).toBe('ask');
  expect(heartbeat.tick(woken.heartbeat, 3_600_000 + 1_000).act).toBe('dead');
  const answered = heartbeat.heard(woken.heartbeat, 3_600_500);
  expect(heartbeat.tick(answered, 3_600_000 + 1_000).act).toBe('ask');
});

test('a shorter deadline counts from the last sign of life', () => {
  const state = heartbeat.heard(heartbeat.start(30_000, 0), 1_000);
  const shorter = heartbeat.withDeadline(state, 3_000, 2_500);
  const tick = heartbeat.tick(shorter, 2_500);
  expect([tick.act, tick.nextInMs]).toEqual(['ask', 1_000]);
  expect(heartbeat.tick(tick.heartbeat, 4_000)).toMatchObject({ act: 'dead', silentForMs: 3_000 });
});

test('an old sign of life never takes a newer one back', () => {
  const state = heartbeat.heard(heartbeat.heard(heartbeat.start(3_000, 0), 900), 800);
  expect(state.heardAt).toBe(900);
});

test('whatever the deadline and the life: dead exactly one deadline after the last sign of it', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1_000, max: 60_000 }),
      fc.array(fc.nat(100_000)),
      (deadlineMs, instants) => {
        const life = instants.toSorted((one, other) => one - other);
        const acts = live(deadlineMs, 1_000_000, life);
        const last = acts.at(-1);
        expect(last?.[0]).toBe('dead');
        const before = [0, ...life].filter((at) => at <= (last?.[1] ?? 0)).at(-1) ?? 0;
        expect((last?.[1] ?? 0) - before).toBe(deadlineMs);
      },
    ),
  );
});

test.each([
  [1_000, 1_000],
  [3_000, 1_000],
  [60_000, 1_000],
])('after a sleep a server with a deadline of %i ms is asked at once, and has %i ms', (deadlineMs, has) => {
  const now = 500_000;
  const first = heartbeat.tick(heartbeat.woke(heartbeat.start(deadlineMs, now - 100), now), now);
  expect(first.act).toBe('ask');
  expect(first.nextInMs).toBeLessThanOrEqual(has);
  const late = heartbeat.tick({ ...first.heartbeat, dueAt: now + has }, now + has);
  expect(late.act).toBe('dead');
  const heard = heartbeat.heard(first.heartbeat, now + 20);
  expect(heartbeat.tick({ ...heard, dueAt: now + has }, now + has).act).not.toBe('dead');
});
