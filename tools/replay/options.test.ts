import { describe, expect, it } from 'vitest';
import { readReplayOptions } from './options.ts';

describe('the options of a replay', () => {
  it('are a bundle and where to stop', () => {
    expect(readReplayOptions(['a.zip', '--json', '--until', '2/120'])).toEqual({
      ok: true,
      value: { bundle: 'a.zip', json: true, until: { run: 2, seq: 120 }, at: null },
    });
    expect(readReplayOptions(['a.zip', '--until=7'])).toMatchObject({
      value: { until: { run: null, seq: 7 } },
    });
    expect(readReplayOptions(['a.zip', '--at', '14:05:30.250'])).toMatchObject({
      value: { at: { type: 'time-of-day', hours: 14, minutes: 5, milliseconds: 30_250 } },
    });
    expect(readReplayOptions(['a.zip', '--at', '2026-01-31T14:05:30Z'])).toMatchObject({
      value: { at: { type: 'instant', at: Date.UTC(2026, 0, 31, 14, 5, 30) } },
    });
    expect(readReplayOptions(['--help'])).toEqual({ ok: true, value: 'help' });
  });

  it.each([
    [[], 'BUNDLE'],
    [['a.zip', 'b.zip'], 'BUNDLE'],
    [['a.zip', '--until', 'soon'], '--until soon'],
    [['a.zip', '--at', '25:00'], '--at 25:00'],
    [['a.zip', '--at', '2026-99-31T00:00'], '--at 2026'],
    [['a.zip', '--at', '14:05', '--until', '3'], 'exclude'],
    [['a.zip', '--odd'], '--odd'],
  ])('%j are refused', (argv, names) => {
    const read = readReplayOptions(argv);
    expect(read.ok ? '' : read.error).toContain(names);
  });
});
