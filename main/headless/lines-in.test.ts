import { describe, expect, it } from 'vitest';
import { readLine } from './lines-in.ts';

describe('a line in', () => {
  it('is a desk command, heard or end, with its id as text', () => {
    expect(readLine('{"id":7,"type":"answer","callId":"c"}')).toEqual({
      ok: true,
      value: { id: '7', ask: { type: 'command', command: { type: 'answer', callId: 'c' } } },
    });
    expect(readLine('{"id":"h","type":"heard","callId":"c"}')).toEqual({
      ok: true,
      value: { id: 'h', ask: { type: 'heard', callId: 'c' } },
    });
    expect(readLine('{"type":"end"}')).toEqual({ ok: true, value: { id: null, ask: { type: 'end' } } });
  });

  it.each([
    ['this is no JSON', null, /not JSON: it begins "this is no JSON"/],
    ['[]', null, /"type"/],
    ['{"type":"end","id":{}}', null, /"id"/],
    ['{"id":"a","type":"nonsense"}', 'a', /^nonsense: type: /],
    ['{"id":8,"type":"dial"}', '8', /^dial: number: /],
    ['{"id":"b","type":"heard"}', 'b', /"callId"/],
  ])('%s is refused with why, and with its id', (text, id, message) => {
    expect(readLine(text)).toEqual({ ok: false, error: { id, message: expect.stringMatching(message) } });
  });
});
