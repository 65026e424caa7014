import { describe, expect, it } from 'vitest';
import { choosePayloads, offeredFormats } from './payloads.ts';

describe('the choice of payload formats', () => {
  it('takes the first codec and the keys of its clock', () => {
    expect(choosePayloads(offeredFormats)).toMatchObject({
      audio: { codec: 'opus', payloadType: 111, clockRate: 48_000 },
      events: { payloadType: 110, clockRate: 48_000 },
    });
    expect(choosePayloads(offeredFormats.slice(1))).toMatchObject({
      audio: { codec: 'pcmu', payloadType: 0, clockRate: 8_000 },
      events: { payloadType: 126, clockRate: 8_000 },
    });
  });

  it('takes keys of another clock rather than none, and does without', () => {
    const opus = { name: 'OPUS', payloadType: 96, clockRate: 48_000 };
    const keys = { name: 'telephone-event', payloadType: 101, clockRate: 8_000 };
    expect(choosePayloads([opus, keys])?.events).toEqual({ payloadType: 101, clockRate: 8_000 });
    expect(choosePayloads([opus])?.events).toBeNull();
  });

  it('understands every agreed format, not only the one it sends', () => {
    expect([...(choosePayloads(offeredFormats)?.received ?? [])]).toEqual([
      [111, 'opus'],
      [0, 'pcmu'],
      [110, 'event'],
      [126, 'event'],
    ]);
  });

  it('is null without a codec of ours', () => {
    expect(choosePayloads([{ name: 'G722', payloadType: 9, clockRate: 8_000 }])).toBeNull();
    expect(choosePayloads([{ name: 'telephone-event', payloadType: 101, clockRate: 8_000 }])).toBeNull();
  });
});
