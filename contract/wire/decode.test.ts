import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ctiRequest } from '../cti/requests.ts';
import { decodeMessage, encodeMessage, largestMessage } from './decode.ts';

describe('a message on the wire', () => {
  it('that is whole is read', () => {
    const message = { type: 'HeartbeatRequest', id: '7' } as const;
    expect(decodeMessage(ctiRequest, encodeMessage(message))).toEqual({ ok: true, value: message });
  });

  it.each([
    ['<html>', 'not JSON: it begins "<html>"'],
    ['{"type":"SetSess', 'not JSON: it begins "{\\"type\\":\\"SetSess"'],
    ['null', 'a message without a type'],
    ['{"type":"Dance","id":"3"}', 'Dance'],
    [
      '{"type":"MakeCallRequest","id":"3","number":"a b"}',
      'MakeCallRequest at number: not a number that can be dialled',
    ],
  ])('%s is refused with what and where', (text, message) => {
    const read = decodeMessage(ctiRequest, text);
    expect(read.ok).toBe(false);
    if (!read.ok) expect(read.error.message).toContain(message);
  });

  it('that is refused carries its id back where that could be read', () => {
    expect(decodeMessage(ctiRequest, '{"type":"Dance","id":"3"}')).toMatchObject({ error: { id: '3' } });
    expect(decodeMessage(ctiRequest, '[]')).toMatchObject({ error: { id: null } });
  });

  it('that is too large is refused before it is parsed', () => {
    const read = decodeMessage(ctiRequest, ' '.repeat(largestMessage + 1));
    expect(read).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining(String(largestMessage)) },
    });
  });

  it('of any text never throws', () => {
    void fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => void decodeMessage(ctiRequest, text)),
    );
  });
});
