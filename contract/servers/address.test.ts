import { expect, test } from 'vitest';
import { parseAddress } from './address.ts';

test.each([
  ['cfg-a.example:8100', null],
  ['WSS://cfg-a.example:8100', 'tls'],
  ['ws://[::1]:8100', 'plain'],
])('%s is an address', (text, security) => {
  expect(parseAddress(text)).toMatchObject({ ok: true, value: { port: 8100, security } });
});

test.each(['https', 'constructor', 'toString', 'valueOf', 'hasOwnProperty'])(
  '%s:// is not how servers are spoken with',
  (scheme) => {
    expect(parseAddress(`${scheme}://a.example:1`)).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('expected wss://, ws:// or the address alone') },
    });
  },
);
