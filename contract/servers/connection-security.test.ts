import { describe, expect, test } from 'vitest';
import { fail, ok } from '../result.ts';
import { formatAddress, parseAddress, type ServerAddress, sameAddress } from './address.ts';
import { allowedSecurity, securityOf, shownSecurity } from './connection-security.ts';

const read = (text: string): ServerAddress => {
  const parsed = parseAddress(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.value;
};

describe('how a connection to an address is made', () => {
  test.each([
    ['127.0.0.1:8100', 'plain', 'own-computer'],
    ['127.9.9.9:8100', 'plain', 'own-computer'],
    ['[::1]:8100', 'plain', 'own-computer'],
    ['[0:0:0:0:0:0:0:1]:8100', 'plain', 'own-computer'],
    ['[::ffff:127.0.0.1]:8100', 'plain', 'own-computer'],
    ['LocalHost:8100', 'plain', 'own-computer'],
    ['localhost.:8100', 'plain', 'own-computer'],
    ['ws://127.0.0.1:8100', 'plain', 'own-computer'],
    ['wss://localhost:8100', 'tls', 'tls'],
    ['10.0.0.1:8100', 'tls', 'tls'],
    ['128.0.0.1:8100', 'tls', 'tls'],
    ['[::2]:8100', 'tls', 'tls'],
    ['[fe80::1%eth0]:8100', 'tls', 'tls'],
    ['[::ffff:10.0.0.1]:8100', 'tls', 'tls'],
    // A name that only begins like an address of this computer is somebody else's.
    ['127.0.0.1.example:8100', 'tls', 'tls'],
    ['localhost.example:8100', 'tls', 'tls'],
    ['cfg-a.example:8100', 'tls', 'tls'],
    ['wss://cfg-a.example:8100', 'tls', 'tls'],
    ['ws://cfg-a.example:8100', 'plain', 'plain'],
    ['WS://[fe80::1%eth0]:8100', 'plain', 'plain'],
  ] as const)('%s: %s, shown as %s', (text, security, shown) => {
    expect(securityOf(read(text))).toBe(security);
    expect(shownSecurity(read(text))).toBe(shown);
  });
});

describe('what policy allows', () => {
  const refused = (text: string) =>
    fail(
      `policy allows no connection without encryption to ${text}. Use TLS (wss://), or set AllowPlaintext`,
    );
  test.each([
    ['ws://cfg-a.example:8100', false, refused('ws://cfg-a.example:8100')],
    ['ws://cfg-a.example:8100', true, ok('plain')],
    // The setting allows what is written; what is not written stays encrypted.
    ['cfg-a.example:8100', true, ok('tls')],
    ['cfg-a.example:8100', false, ok('tls')],
    ['ws://127.0.0.1:8100', false, ok('plain')],
    ['127.0.0.1:8100', false, ok('plain')],
  ] as const)('%s with AllowPlaintext %s', (text, allowPlaintext, outcome) => {
    expect(allowedSecurity(read(text), text, allowPlaintext)).toEqual(outcome);
  });
});

describe('an address with its scheme', () => {
  test.each(['wss://cfg-a.example:8100', 'ws://[::1]:8100', 'cfg-a.example:8100'])(
    '%s is written as it was read',
    (text) => {
      expect(formatAddress(read(text))).toBe(text);
    },
  );

  test.each([
    ['wss://CFG-A.example:8100', 'cfg-a.example:8100', true],
    ['ws://127.0.0.1:8100', '127.0.0.1:8100', true],
    ['ws://cfg-a.example:8100', 'cfg-a.example:8100', false],
    ['wss://127.0.0.1:8100', '127.0.0.1:8100', false],
  ])('%s and %s are one: %s', (one, other, same) => {
    expect(sameAddress(read(one), read(other))).toBe(same);
  });

  test.each([
    ['https://cfg-a.example:8100', 'expected wss://, ws:// or the address alone'],
    ['wss://cfg-a.example', 'expected host:port'],
    ['wss://cfg-a.example:8100/', 'is not a port'],
    ['wss://user:word@cfg-a.example:8100', 'expected host:port'],
    ['wss://', 'expected host:port'],
    ['wss:cfg-a.example:8100', 'expected host:port'],
  ])('%s is refused: %s', (text, why) => {
    const parsed = parseAddress(text);
    expect(parsed.ok ? '' : parsed.error.message).toContain(why);
  });
});
