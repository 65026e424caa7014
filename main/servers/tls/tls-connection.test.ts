import { networkInterfaces } from 'node:os';
import { describe, expect, test } from 'vitest';
import { describeCause } from '../connection-cause.ts';
import { begin, connections, endOf, open, told } from '../testing/connection-under-test.ts';
import { plaintextAllowed, trusting, usualEncryption } from '../testing/encryptions.ts';
import { ofType } from '../testing/heard.ts';
import { startHttpServer, startServer, startTcpServer } from '../testing/test-server.ts';

const encryption = trusting('ca');
const over = (address: string): string => `wss://localhost:${address.split(':').at(-1)}`;

describe('a server with a certificate of an authority that is trusted', () => {
  test.each(['server', 'by-intermediate'])('is spoken with: %s', async (certificate) => {
    const server = await begin(startServer({ certificate }));
    open(over(server.address), { encryption });
    expect((await told.next(ofType('ready'))).hello).toMatchObject({ kind: 'cti', side: 'A' });
  });

  test('is spoken with by its number too', async () => {
    const server = await begin(startServer({ certificate: 'server' }));
    open(`wss://${server.address}`, { encryption });
    await told.next(ofType('ready'));
  });

  test('answers what it is asked, and its heartbeats', async () => {
    const server = await begin(
      startServer({
        certificate: 'server',
        onMessage: (socket, { id }) =>
          socket.send(JSON.stringify({ type: 'FailureConf', id, code: 'asked', message: 'no' })),
      }),
    );
    const connection = open(over(server.address), { encryption });
    await told.next(ofType('ready'));
    expect(connection.send(JSON.stringify({ type: 'LogoutRequest', id: 'r1' }))).toBe(true);
    expect((await told.next(ofType('message'))).message).toMatchObject({ id: 'r1', code: 'asked' });
  });
});

describe('a server whose certificate is not trusted', () => {
  const name = (address: string): string => `CTI server A (${over(address)})`;
  test.each([
    ['expired', 'shows a certificate that expired on 2021-01-01. Renew the certificate of the server'],
    ['not-yet-valid', 'shows a certificate that is not valid before 2090-01-01. Check the date of this'],
    [
      'wrong-name',
      'shows a certificate for another name: for cti-a.example, cti-b.example, not for localhost. Correct the address',
    ],
    ['self-signed', 'shows a certificate that no authority has signed.'],
    ['for-clients', 'shows a certificate that cannot be trusted (INVALID_PURPOSE).'],
  ])('is refused and says why: %s', async (certificate, words) => {
    const server = await begin(startServer({ certificate }));
    const cause = await endOf(over(server.address), { encryption });
    expect(describeCause('cti', 'A', over(server.address), cause)).toContain(
      `${name(server.address)} ${words}`,
    );
  });

  test.each([
    ['server', 'Switchhook test ca'],
    ['by-intermediate', 'Switchhook test ca'],
  ])('is refused and names the authority that is not known: %s', async (certificate, issuer) => {
    const server = await begin(startServer({ certificate }));
    const cause = await endOf(over(server.address), { encryption: trusting('other-ca') });
    expect(cause).toEqual({ type: 'bad-certificate', problem: { why: 'unknown-authority', issuer } });
    expect(describeCause('cti', 'A', over(server.address), cause)).toContain(
      'of an authority that this computer does not trust (Switchhook test ca). Install the authority on this computer or name its file in TlsAuthorities',
    );
  });

  test.each([
    ['the computer trusts none of ours', usualEncryption],
    ['neither the computer nor any file is to count', trusting()],
  ])('is refused where %s', async (_, untrusting) => {
    const server = await begin(startServer({ certificate: 'server' }));
    const cause = await endOf(over(server.address), { encryption: untrusting });
    expect(cause).toMatchObject({ type: 'bad-certificate', problem: { why: 'unknown-authority' } });
  });

  test('is sent nothing, not even a request', async () => {
    let heard = 0;
    const server = await begin(startServer({ certificate: 'expired', onConnection: () => (heard += 1) }));
    await endOf(over(server.address), { encryption });
    expect(heard).toBe(0);
  });

  test('may be pinned by its own certificate', async () => {
    const server = await begin(startServer({ certificate: 'self-signed' }));
    open(over(server.address), { encryption: trusting('self-signed') });
    await told.next(ofType('ready'));
  });
});

describe('TLS where there is none, and none where there is', () => {
  test('a plain server at an address of TLS', async () => {
    const server = await begin(startServer());
    const cause = await endOf(over(server.address), { encryption });
    expect(cause).toEqual({ type: 'not-tls' });
    expect(describeCause('cti', 'A', over(server.address), cause)).toContain('does not speak TLS');
  });

  test.each([
    [
      'a web server that says so',
      (): ReturnType<typeof startHttpServer> =>
        startHttpServer((_, response) => {
          response.writeHead(400, { 'content-type': 'text/html' });
          response.end('<html><center>The plain HTTP request was sent to HTTPS port</center></html>');
        }),
    ],
    [
      'an alert of TLS',
      (): ReturnType<typeof startTcpServer> =>
        startTcpServer((socket) => socket.end(Buffer.from([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x46]))),
    ],
  ])('a server of TLS at a plain address: %s', async (_, start) => {
    const server = await begin(start());
    const cause = await endOf(server.address);
    expect(cause).toEqual({ type: 'tls-only' });
    expect(describeCause('cti', 'A', server.address, cause)).toContain('Set its address with "wss://"');
  });

  test('a server that takes the connection and never shakes hands is given up by the deadline', async () => {
    const closed = Promise.withResolvers<void>();
    const server = await begin(
      startTcpServer((socket) => socket.resume().on('close', () => closed.resolve())),
    );
    const cause = await endOf(over(server.address), { encryption, deadlineMs: 50 });
    expect(cause).toEqual({ type: 'timed-out', stage: 'connecting', afterMs: 50 });
    // The socket in the middle of its handshake goes too.
    await closed.promise;
  });

  test('an abandoned connection ends in the middle of its handshake', async () => {
    const [began, closed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const server = await begin(
      startTcpServer((socket) => {
        socket.once('data', () => began.resolve());
        socket.on('close', () => closed.resolve());
      }),
    );
    open(over(server.address), { encryption });
    await began.promise;
    connections.at(-1)?.abandon();
    await closed.promise;
  });

  test('nothing listens, and the connection is cut', async () => {
    const server = await begin(startTcpServer((socket) => socket.destroy()));
    expect(await endOf(over(server.address), { encryption })).toMatchObject({ type: 'reset' });
    const dead = await startHttpServer(() => undefined);
    await dead.kill();
    expect(await endOf(over(dead.address), { encryption })).toEqual({ type: 'refused' });
  });
});

const ownAddress = Object.values(networkInterfaces())
  .flatMap((all) => all ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

describe.runIf(ownAddress)('a server elsewhere than on this computer', () => {
  const host = ownAddress ?? '';

  test('is not called without encryption', async () => {
    const server = await begin(startServer({ host }));
    const cause = await endOf(`ws://${server.address}`);
    expect(describeCause('cti', 'A', `ws://${server.address}`, cause)).toBe(
      `CTI server A (ws://${server.address}) is not called: policy allows no connection without encryption to ws://${server.address}. Use TLS (wss://), or set AllowPlaintext.`,
    );
  });

  test('is called without encryption where policy allows it and the address asks for it', async () => {
    const server = await begin(startServer({ host }));
    open(`ws://${server.address}`, { encryption: plaintextAllowed });
    await told.next(ofType('ready'));
  });

  test('is called with TLS where its address says nothing, whatever policy allows', async () => {
    const server = await begin(startServer({ host }));
    expect(await endOf(server.address, { encryption: plaintextAllowed })).toEqual({ type: 'not-tls' });
  });
});

test('the computer’s authorities are not read before a server of TLS is called', async () => {
  let read = 0;
  const counting = {
    ...encryption,
    secureContext: () => {
      read += 1;
      return encryption.secureContext();
    },
  };
  const [plain, tls] = await Promise.all([
    begin(startServer()),
    begin(startServer({ certificate: 'server' })),
  ]);
  open(plain.address, { encryption: counting });
  await told.next(ofType('ready'));
  expect(read).toBe(0);
  open(over(tls.address), { encryption: counting });
  await told.next(ofType('ready'));
  expect(read).toBe(1);
  expect(encryption.secureContext()).toBe(encryption.secureContext());
});
