import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatLoginString, loginParts, parseLoginString } from './parse-login-string.ts';

const agentId = fc.stringMatching(/^[0-9A-Za-z._-]{1,32}$/);
const password = fc.string({ maxLength: 128 }).filter((text) => !text.includes(';'));
const device = fc.stringMatching(/^[0-9A-Za-z*#+._-]{1,32}$/);

describe('a login string', () => {
  it('is read as agent, password and device', () => {
    const read = parseLoginString('12345;xxyyzz;52513');
    expect(read).toEqual({
      ok: true,
      value: { agentId: '12345', password: 'xxyyzz', device: '52513', media: { voice: true } },
    });
  });

  it('may ask for the phone', () => {
    expect(parseLoginString('12345;xxyyzz;52513;p').ok).toBe(true);
  });

  it.each([
    ['', 'agent', 1, true],
    [';xxyyzz;52513', 'agent', 1, false],
    ['12 345;xxyyzz;52513', 'agent', 3, false],
    ['12345', 'password', 6, true],
    ['12345;xxyyzz', 'device', 13, true],
    ['12345;xxyyzz;', 'device', 14, true],
    ['12345;xxyyzz;;p', 'device', 14, false],
    ['12345;xxyyzz;52 513', 'device', 16, false],
    ['12345;xxyyzz;52513;', 'media', 19, true],
    ['12345;xxyyzz;52513;pm2c', 'media', 21, false],
    ['12345;xxyyzz;52513;p;p', 'media', 21, false],
  ] as const)('%j is wrong in its %s, at character %i', (text, part, at, unfinished) => {
    const read = parseLoginString(text);
    expect(read).toMatchObject({ ok: false, error: { part, at, unfinished } });
  });

  it('with a password that is too long says so without quoting it', () => {
    const read = parseLoginString(`12345;${'s'.repeat(129)};52513`);
    expect(read).toMatchObject({ ok: false, error: { part: 'password', at: 135 } });
    expect(JSON.stringify(read)).not.toContain('sss');
  });

  it('prints back to itself', () => {
    void fc.assert(
      fc.property(agentId, password, device, (agent, secret, phone) => {
        const read = parseLoginString(`${agent};${secret};${phone}`);
        expect(read.ok).toBe(true);
        if (!read.ok) return;
        expect(parseLoginString(formatLoginString(read.value))).toEqual(read);
      }),
    );
  });

  it('of any text is read or refused, never thrown at, and its parts are its text', () => {
    void fc.assert(
      fc.property(fc.string(), (text) => {
        parseLoginString(text);
        expect(
          loginParts(text)
            .map((part) => part.text)
            .join(';'),
        ).toBe(text);
      }),
    );
  });
});
