import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import type { ServerTarget } from '../../contract/diagnostics/diagnostics-report.ts';
import type { ServerKind, Side } from '../../contract/servers/server-kind.ts';
import { trusting, usualEncryption } from '../servers/testing/encryptions.ts';
import {
  helloText,
  type ServerPlan,
  startHttpServer,
  startServer,
  startTcpServer,
  type TestServer,
} from '../servers/testing/test-server.ts';
import { realTimers } from '../timers.ts';
import { causeFinding } from './cause-finding.ts';
import type { Finding } from './finding.ts';
import { checkServer, type ServerChecksOptions } from './server-checks.ts';

/** What the servers' Hello tells. */
const serverTime = 1_700_000_000_000;

type Options = Partial<ServerChecksOptions> & {
  readonly kind?: ServerKind;
  readonly sides?: readonly Side[];
};

/** Every check of a server, by its name. */
async function checksOf(
  address: string,
  { kind = 'cti', sides = ['A'], ...options }: Options = {},
): Promise<Record<string, Finding>> {
  const target: ServerTarget = { type: 'server', kind, sides: [...sides], address, source: null };
  const found: Record<string, Finding> = {};
  const names = { services: () => Promise.reject(), addresses: async () => ['127.0.0.1'] };
  await checkServer(
    target,
    {
      names,
      encryption: usualEncryption,
      cluster: 'cluster-1',
      limitMs: 5_000,
      now: () => serverTime,
      timers: realTimers,
      ...options,
    },
    (check, finding) => {
      found[check] = finding;
    },
  );
  return found;
}

async function begin(server: Promise<TestServer>): Promise<TestServer> {
  const started = await server;
  onTestFinished(() => started.kill());
  return started;
}

const serve = (plan: ServerPlan = {}): Promise<TestServer> => begin(startServer(plan));

/** "pass pass fail unknown unknown unknown", in the order of the checks. */
function outcomes(found: Record<string, Finding>): string {
  return ['name', 'port', 'protocol', 'role', 'certificate', 'clock']
    .map((check) => found[check]?.outcome ?? 'missing')
    .join(' ');
}

test('the right server passes; a plain connection has no certificate to judge', async () => {
  const closed = Promise.withResolvers<number>();
  const said: string[] = [];
  const { address } = await serve({
    onConnection: (socket: WebSocket) => socket.on('close', (code: number) => closed.resolve(code)),
    onMessage: (_socket, { type }) => said.push(type),
  });
  const found = await checksOf(address, { now: () => serverTime + 2_000 });
  expect(outcomes(found)).toBe('pass pass pass pass unknown pass');
  expect(found.role?.found).toBe('It is CTI server A of the cluster "cluster-1".');
  expect(found.clock?.found).toBe("Its clock and this computer's are 2 s apart.");
  // Nothing was asked of it, and it is left with a farewell (RFC 6455, 7.4.1).
  expect(await closed.promise).toBe(1_000);
  expect(said).toEqual([]);
});

test('a server of another kind speaks, and has the wrong role', async () => {
  const { address } = await serve({ greeting: helloText({ kind: 'licensing' }) });
  const found = await checksOf(address);
  expect(outcomes(found)).toBe('pass pass pass fail unknown unknown');
  expect(found.role).toMatchObject({
    found: `CTI server A (${address}) is another server: it says it is licensing server A, not a cti server.`,
    remedy: expect.stringContaining('The address is stale or wrong'),
  });
});

test('a server that does not choose the protocol fails at it', async () => {
  const { address } = await serve({ protocol: 'switchhook.licensing.1' });
  const found = await checksOf(address);
  expect(outcomes(found)).toBe('pass pass fail unknown unknown unknown');
  expect(found.protocol?.found).toContain('is not a CTI server');
});

test('a server of another cluster has the wrong role', async () => {
  const { address } = await serve({ cluster: 'cluster-2' });
  const { role } = await checksOf(address);
  expect(role).toMatchObject({
    outcome: 'fail',
    found: `CTI server A (${address}) is another server: it belongs to the cluster "cluster-2", not to "cluster-1".`,
  });
  expect((await checksOf(address, { cluster: null })).role?.outcome).toBe('pass');
});

test('side B set as A is told, and a server set as both is not', async () => {
  const { address } = await serve({ side: 'B' });
  expect((await checksOf(address)).role).toMatchObject({
    outcome: 'fail',
    found: 'It is CTI server B of the cluster "cluster-1", and is set as A.',
  });
  expect((await checksOf(address, { sides: ['A', 'B'] })).role?.outcome).toBe('pass');
});

test('a web server at the port is told apart', async () => {
  const { address } = await begin(
    startHttpServer((_request, response) => {
      response.setHeader('content-type', 'text/html').end('<html></html>');
    }),
  );
  const found = await checksOf(address);
  expect(outcomes(found)).toBe('pass pass fail unknown unknown unknown');
  expect(found.protocol?.found).toContain('is not a CTI server');
  expect(found.protocol?.remedy).toContain('stale or wrong');
});

test('one that takes connections and says nothing hangs', async () => {
  const { address } = await begin(startTcpServer(() => undefined));
  const found = await checksOf(address, { limitMs: 50 });
  expect(outcomes(found)).toBe('pass pass fail unknown unknown unknown');
  expect(found.protocol).toMatchObject({
    found: `CTI server A (${address}) took the connection but did not say who it is within 0.1 s.`,
    remedy: 'It hangs, or something else listens there. Look at the server and start it anew if it hangs.',
  });
});

test('one that opens and never says Hello hangs too', async () => {
  const { address } = await serve({ greeting: null });
  const { protocol } = await checksOf(address, { limitMs: 100 });
  expect(protocol?.found).toContain('did not say who it is');
});

test('a port where nothing listens is refused, and nothing more is asked', async () => {
  const server = await startServer();
  await server.kill();
  const found = await checksOf(server.address);
  expect(outcomes(found)).toBe('pass fail unknown unknown unknown unknown');
  expect(found.port).toMatchObject({
    found: `CTI server A (${server.address}) refused the connection: nothing listens there.`,
    remedy: 'Check that the server runs and that its port is right.',
  });
});

test('a name that nobody knows ends the checks', async () => {
  const names = {
    services: () => Promise.reject(),
    addresses: () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' })),
  };
  const found = await checksOf('cti-a.example:8110', { names });
  expect(outcomes(found)).toBe('fail unknown unknown unknown unknown unknown');
  expect(found.name).toMatchObject({
    found:
      'CTI server A (cti-a.example:8110) cannot be found: no address is known for the name "cti-a.example" (ENOTFOUND).',
    remedy: "Check the name and this computer's DNS.",
  });
});

test('a name server that never answers costs no more than the limit', async () => {
  const names = { services: () => Promise.reject(), addresses: () => new Promise<never>(() => undefined) };
  const found = await checksOf('cti-a.example:8110', { names, limitMs: 20 });
  expect(found.name?.found).toBe('The name "cti-a.example" was not resolved within 0 s.');
});

test('the addresses of a name are told', async () => {
  const { address } = await serve();
  const found = await checksOf(address.replace('127.0.0.1', 'localhost'), {
    names: {
      services: () => Promise.reject(),
      addresses: async () => ['::1', '127.0.0.1', '127.0.0.1', '10.0.0.1', '10.0.0.2', '10.0.0.3'],
    },
  });
  expect(found.name?.found).toBe('"localhost" is ::1, 127.0.0.1, 10.0.0.1, 10.0.0.2 and 1 more.');
  expect(found.protocol?.outcome).toBe('pass');
});

test.each([
  [7_200_000, "Its clock is 2 h ahead of this computer's."],
  [-8_430_000, "Its clock is 2 h 21 min behind this computer's."],
  [61_000, "Its clock is 61 s ahead of this computer's."],
])('a clock that differs by %i ms fails', async (differenceMs, sentence) => {
  const { address } = await serve();
  const { clock } = await checksOf(address, { now: () => serverTime - differenceMs });
  expect(clock).toMatchObject({ outcome: 'fail', found: sentence, remedy: expect.stringContaining('clock') });
});

test('what is no address is told as it is set', async () => {
  const found = await checksOf('cti-a:port');
  expect(outcomes(found)).toBe('fail unknown unknown unknown unknown unknown');
  expect(found.name).toMatchObject({
    found: expect.stringContaining('"port" in "cti-a:port" is not a port'),
    remedy: 'Correct the address where it is set.',
  });
  expect((await checksOf('')).name?.found).toBe('No address is set.');
});

test('a SIP server answers OPTIONS', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'sip' });
  await once(server, 'listening');
  onTestFinished(() => server.close());
  const asked = Promise.withResolvers<string>();
  server.on('connection', (socket) => {
    socket.on('message', (data: Buffer) => {
      asked.resolve(data.toString());
      socket.send('SIP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n');
    });
  });
  const { port } = server.address() as AddressInfo;
  const found = await checksOf(`127.0.0.1:${port}`, { kind: 'sip' });
  expect(outcomes(found)).toBe('pass pass pass pass unknown unknown');
  expect(found.protocol?.found).toBe('It speaks SIP over WebSocket and answered OPTIONS with 200.');
  expect(await asked.promise).toMatch(/^OPTIONS sip:\S+ SIP\/2\.0\r\nVia: SIP\/2\.0\/WS /);
});

test('the connection to the port alone is ended at once', async () => {
  const ends: Promise<unknown>[] = [];
  const { address } = await begin(
    startTcpServer((socket: Socket) => {
      socket.resume();
      ends.push(once(socket, 'end'));
    }),
  );
  await checksOf(address, { limitMs: 50 });
  await expect(ends[0]).resolves.toBeDefined();
});

test('a server that speaks TLS: its certificate is judged', async () => {
  const trusted = await begin(startServer({ kind: 'cti', certificate: 'server' }));
  const address = `wss://${trusted.address}`;
  const good = await checksOf(address, { encryption: trusting('ca') });
  expect(good.certificate).toEqual({
    outcome: 'pass',
    found: 'Its certificate is trusted, and is for this name.',
    remedy: null,
  });
  expect(outcomes(good)).toBe('pass pass pass pass pass pass');
  const bad = await checksOf(address);
  expect(bad.certificate).toMatchObject({ outcome: 'fail', found: expect.stringContaining('certificate') });
});

test('one whose certificate has expired fails at that alone, with what to do', async () => {
  const server = await begin(startServer({ certificate: 'expired' }));
  const found = await checksOf(`wss://${server.address}`, { encryption: trusting('ca') });
  expect(outcomes(found)).toBe('pass pass unknown unknown fail unknown');
  expect(found.certificate).toMatchObject({
    found: `CTI server A (wss://${server.address}) shows a certificate that expired on 2021-01-01.`,
    remedy: 'Renew the certificate of the server; if that was done, check the date of this computer.',
  });
});

test('one that does not speak TLS where it has to fails at the protocol', async () => {
  const server = await begin(startServer());
  const found = await checksOf(`wss://${server.address}`, { encryption: trusting('ca') });
  expect(outcomes(found)).toBe('pass pass fail unknown unknown unknown');
  expect(found.protocol?.found).toContain('does not speak TLS');
});

test('a trusted server of another protocol has its certificate all the same', async () => {
  const server = await begin(startServer({ certificate: 'server', protocol: 'switchhook.licensing.1' }));
  const found = await checksOf(`wss://${server.address}`, { encryption: trusting('ca') });
  expect(outcomes(found)).toBe('pass pass fail unknown pass unknown');
});

test('what policy does not allow says what IT can do', () => {
  const target: ServerTarget = {
    type: 'server',
    kind: 'cti',
    sides: ['A'],
    address: 'ws://cti-a.example:8110',
    source: null,
  };
  const message = 'policy allows no connection without encryption to ws://cti-a.example:8110';
  expect(causeFinding(target, { type: 'not-allowed', message })).toMatchObject({
    outcome: 'fail',
    found: `CTI server A (ws://cti-a.example:8110) is not called: ${message}.`,
    remedy: expect.stringContaining('AllowPlaintext'),
  });
});
