import type { LookupFunction } from 'node:net';
import { expect, test } from 'vitest';
import { subprotocol } from '../../contract/wire/subprotocol.ts';
import { openClientSocket } from './client-socket.ts';
import type { ConnectionCause } from './connection-cause.ts';
import { begin } from './testing/connection-under-test.ts';
import { usualEncryption } from './testing/encryptions.ts';
import { startServer } from './testing/test-server.ts';

/** A name service in which every name has these addresses, in this order. */
function nameService(...addresses: readonly string[]): LookupFunction {
  return (_name, _options, found) =>
    found(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
}

/** What a connection to the name comes to: the first message, or why there is none. */
function dialled(port: number, lookup: LookupFunction): Promise<string | ConnectionCause | null> {
  return new Promise((resolve) => {
    const socket = openClientSocket({
      address: { host: 'cti.example', port, security: 'plain' },
      security: 'plain',
      encryption: usualEncryption,
      protocol: subprotocol.cti,
      deadlineMs: 5_000,
      lookup,
      onOpen: () => undefined,
      onMessage: (text) => {
        resolve(text);
        socket.abandon();
      },
      onLife: () => undefined,
      onEnd: resolve,
    });
  });
}

const portOf = (address: string): number => Number(address.split(':').at(-1));

test.each([
  ['one more of its kind', ['127.0.0.2', '127.0.0.1']],
  ['one of IPv6', ['::1', '127.0.0.1']],
])('a name whose first address refuses, %s, is reached by its next', async (_what, addresses) => {
  const server = await begin(startServer({ host: '127.0.0.1' }));
  expect(await dialled(portOf(server.address), nameService(...addresses))).toContain('"Hello"');
});

test('a name none of whose addresses takes the connection is refused as its first one did', async () => {
  const server = await begin(startServer({ host: '127.0.0.1' }));
  const port = portOf(server.address);
  await server.kill();
  expect(await dialled(port, nameService('127.0.0.2', '127.0.0.1'))).toEqual({ type: 'refused' });
});
