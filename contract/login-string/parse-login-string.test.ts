import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loginParts } from './login-parts.ts';
import { formatLoginString, parseLoginString } from './parse-login-string.ts';
import type { AgentLoginType } from './parts.ts';
import { parseVoiceLogin } from './voice-alone.ts';

const agentId = fc.stringMatching(/^[0-9A-Za-z._-]{1,32}$/);
const agentName = fc.stringMatching(/^[\p{L}]{1,8}(?: [\p{L}'.-]{1,8}){0,3}$/u);
const password = fc.string({ maxLength: 128 }).filter((text) => !text.includes(';'));
const device = fc.stringMatching(/^[0-9A-Za-z*#+._-]{1,32}$/);
const media = fc
  .stringMatching(/^p?(?:m[2-6]?)?(?:c[2-5]?)?$/)
  .filter((text) => text !== '')
  .map((text) => `;${text}`);
const types = [0, 1, 2, 5] as const;

/** Strings that the grammar of a type has (seed 001). */
function stringsOf(type: AgentLoginType): fc.Arbitrary<string> {
  const end = fc.tuple(device, fc.oneof(fc.constant(''), media)).map((parts) => parts.join(''));
  switch (type) {
    case 0:
      return fc.tuple(agentId, password, end).map((parts) => parts.join(';'));
    case 1:
      return fc.tuple(password, end).map((parts) => parts.join(';'));
    case 2:
      return end;
    case 5:
      return fc.tuple(agentName, password, end).map((parts) => parts.join(';'));
  }
}

describe('a login string', () => {
  it.each([
    [0, '12345;xxyyzz;52513', { by: 'agent-id', agentId: '12345', password: 'xxyyzz' }],
    [1, 'xxyyzz;52513', { by: 'system-user-with-password', password: 'xxyyzz' }],
    [2, '52513', { by: 'system-user' }],
    [5, 'Inés Duarte;xxyyzz;52513', { by: 'agent-name', agentName: 'Inés Duarte', password: 'xxyyzz' }],
  ] as const)('of type %i is read as it: %s', (type, text, identity) => {
    expect(parseLoginString(text, type)).toEqual({
      ok: true,
      value: { identity, device: '52513', media: 'defaults' },
    });
  });

  it.each([
    ['p', { voice: true, actions: null, chats: null }],
    ['pm2c', { voice: true, actions: 2, chats: 'default' }],
    ['pmc', { voice: true, actions: 'default', chats: 'default' }],
    ['m6', { voice: false, actions: 6, chats: null }],
    ['c5', { voice: false, actions: null, chats: 5 }],
    ['m2c', { voice: false, actions: 2, chats: 'default' }],
  ] as const)('may ask for %s', (text, asked) => {
    const read = parseLoginString(`12345;xxyyzz;52513;${text}`, 0);
    expect(read).toMatchObject({ ok: true, value: { media: asked } });
  });

  it.each([
    [0, '', 'agent', 1, true],
    [0, ';xxyyzz;52513', 'agent', 1, false],
    [0, '12 345;xxyyzz;52513', 'agent', 3, false],
    [0, `${'1'.repeat(33)};xxyyzz;52513`, 'agent', 33, false],
    [0, '12345', 'password', 6, true],
    [0, '12345;xxyyzz', 'device', 13, true],
    [0, '12345;xxyyzz;', 'device', 14, true],
    [0, '12345;xxyyzz;;p', 'device', 14, false],
    [0, '12345;xxyyzz;52 513', 'device', 16, false],
    [0, '12345;xxyyzz;52513;', 'media', 20, true],
    [0, '12345;xxyyzz;52513;pm2x', 'media', 23, false],
    [0, '12345;xxyyzz;52513;p;p', 'media', 21, false],
    [1, '', 'password', 1, true],
    [1, 'xxyyzz', 'device', 7, true],
    [1, 'xxyyzz;52513;p2', 'media', 15, false],
    [2, '', 'device', 1, true],
    [2, '52513;m7', 'media', 8, false],
    [2, '52513;cm', 'media', 8, false],
    [5, 'Inés Duarte', 'password', 12, true],
    [5, 'Inés/Duarte;a;52513', 'name', 5, false],
    [5, '   ;a;52513', 'name', 1, false],
  ] as const)('of type %i, %j, is wrong in its %s, at character %i', (type, text, part, at, unfinished) => {
    const read = parseLoginString(text, type);
    expect(read).toMatchObject({ ok: false, error: { part, at, unfinished } });
  });

  it.each([
    ['m1', 'm1 is no number of action items'],
    ['m7', 'm7 is no number of action items'],
    ['c6', 'c6 is no number of chats'],
    ['p2', 'The phone has no number'],
    ['m22', 'A number stands where none belongs'],
    ['cp', 'p stands in the wrong place'],
    ['pp', 'p is there twice'],
    ['P', 'P is written small'],
    ['pm2e', 'e is not known here'],
  ])('with the media %s says what is wrong: %s', (text, title) => {
    expect(parseLoginString(`52513;${text}`, 2)).toMatchObject({ ok: false, error: { title } });
  });

  it('with a password that is too long says so without quoting it', () => {
    const read = parseLoginString(`12345;${'s'.repeat(129)};52513`, 0);
    expect(read).toMatchObject({ ok: false, error: { part: 'password', at: 135 } });
    expect(JSON.stringify(read)).not.toContain('sss');
  });

  it.each(types)('of type %i that the grammar has is read and prints back to itself', (type) => {
    void fc.assert(
      fc.property(stringsOf(type), (text) => {
        const read = parseLoginString(text, type);
        expect(read.ok).toBe(true);
        if (read.ok) expect(formatLoginString(read.value)).toBe(text);
      }),
    );
  });

  it.each(types)('of type %i, of any text, is refused unless it prints back to itself', (type) => {
    const near = fc.stringMatching(/^[0-9pmcPMC;. é]{0,24}$/);
    void fc.assert(
      fc.property(fc.oneof(fc.string(), near), (text) => {
        const read = parseLoginString(text, type);
        if (read.ok) expect(formatLoginString(read.value)).toBe(text);
        else expect(read.error.at).toBeLessThanOrEqual(text.length + 1);
        expect(
          loginParts(text, type)
            .map((part) => part.text)
            .join(';'),
        ).toBe(text);
      }),
    );
  });
});

describe('where there is voice alone', () => {
  it.each(['52513', '52513;p'])('%s is a login', (text) => {
    expect(parseVoiceLogin(text, 2).ok).toBe(true);
  });

  it.each([
    ['52513;pm2c', 8],
    ['52513;c', 7],
  ])('%s asks for more, at character %i', (text, at) => {
    expect(parseVoiceLogin(text, 2)).toMatchObject({ ok: false, error: { part: 'media', at } });
  });
});
