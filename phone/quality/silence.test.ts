import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  listen,
  noSilence,
  type Silence,
  type SilenceLimits,
  type SilenceNews,
  usualSilenceLimits,
} from './silence.ts';

interface Second {
  readonly elapsedMs?: number;
  readonly silentForMs?: number | null;
  readonly isExpected?: boolean;
}

/** What is told, second by second. */
function story(
  seconds: readonly Second[],
  limits: SilenceLimits = usualSilenceLimits,
): readonly SilenceNews[] {
  let silence: Silence = noSilence;
  return seconds.map(({ elapsedMs = 1_000, silentForMs = null, isExpected = true }) => {
    const step = listen(silence, { elapsedMs, silentForMs, isExpected }, limits);
    silence = step.silence;
    return step.news;
  });
}

function silentSeconds(count: number, from = 0): readonly Second[] {
  return Array.from({ length: count }, (_, index) => ({ silentForMs: (from + index + 1) * 1_000 }));
}

test('warns after 5 s, each second from then on, and ends after 30 s', () => {
  const news = story(silentSeconds(30));
  expect(news.slice(0, 4).every(({ type }) => type === 'nothing')).toBe(true);
  expect(news.slice(4, 29).every(({ type }) => type === 'silent')).toBe(true);
  expect(news[4]).toEqual({ type: 'silent', forMs: 5_000 });
  expect(news[29]).toEqual({ type: 'end' });
});

test('a call that never brought a packet is silent too', () => {
  expect(story(Array.from({ length: 5 }, () => ({ silentForMs: null }))).at(-1)).toEqual({
    type: 'silent',
    forMs: 5_000,
  });
});

test('one packet ends it, once', () => {
  const news = story([...silentSeconds(6), { silentForMs: 20 }, { silentForMs: 20 }]);
  expect(news.slice(-3).map(({ type }) => type)).toEqual(['silent', 'over', 'nothing']);
});

test('on hold no sound is expected, and the time counts from the retrieve', () => {
  const held = Array.from({ length: 60 }, (_, index) => ({ silentForMs: index * 1_000, isExpected: false }));
  const after = silentSeconds(5, 60);
  const news = story([...silentSeconds(6), ...held, ...after]);
  expect(news[6]).toEqual({ type: 'over' });
  expect(news.slice(7, -1).every(({ type }) => type === 'nothing')).toBe(true);
  expect(news.at(-1)).toEqual({ type: 'silent', forMs: 5_000 });
});

test('a minute in which the process did not run is no silence', () => {
  const news = story([
    { silentForMs: 20 },
    { elapsedMs: 61_000, silentForMs: 61_000 },
    { silentForMs: 62_000 },
  ]);
  expect(news.every(({ type }) => type === 'nothing')).toBe(true);
  const asleep = story([
    ...silentSeconds(4),
    { elapsedMs: 61_000, silentForMs: 65_000 },
    { silentForMs: 66_000 },
  ]);
  expect(asleep.at(-1)).toEqual({ type: 'silent', forMs: 5_000 });
});

test('0 turns either off', () => {
  const quiet = story(silentSeconds(29), { warnAfterMs: 0, endAfterMs: 30_000 });
  expect(quiet.every(({ type }) => type === 'nothing')).toBe(true);
  const endless = story(silentSeconds(100), { warnAfterMs: 5_000, endAfterMs: 0 });
  expect(endless.at(-1)).toEqual({ type: 'silent', forMs: 100_000 });
});

test('no call is ended that brought a packet within the last 30 s of running', () => {
  const second = fc.record({
    elapsedMs: fc.integer({ min: 900, max: 70_000 }),
    heard: fc.boolean(),
    isExpected: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(second, { maxLength: 80 }), (seconds) => {
      let silentForMs = 0;
      let ranMs = 0;
      const looks = seconds.map(({ elapsedMs, heard, isExpected }) => {
        silentForMs = heard ? 0 : silentForMs + elapsedMs;
        ranMs = heard || !isExpected ? 0 : ranMs + (elapsedMs <= 3_000 ? elapsedMs : 0);
        return { elapsedMs, silentForMs, isExpected, ranMs };
      });
      for (const [index, news] of story(looks).entries()) {
        if (news.type === 'end') expect(looks[index]?.ranMs).toBeGreaterThanOrEqual(30_000);
      }
    }),
  );
});
