import { expect, onTestFinished, test } from 'vitest';
import type { PhoneEvent } from '../../contract/softphone/messages.ts';
import { unexplainedLoss, unexplainedServer } from '../../contract/softphone/unexplained-loss.ts';
import { silentLog } from '../log/testing/test-logs.ts';
import { trusting } from '../servers/testing/encryptions.ts';
import { startServer, startTcpServer } from '../servers/testing/test-server.ts';
import { realTimers } from '../timers.ts';
import { explainPhone } from './explain-phone.ts';

type Registration = Extract<PhoneEvent, { type: 'registration' }>;

const sentence = (address: string, security: 'tls' | 'plain'): string =>
  `SIP server A (${address}) ${unexplainedLoss[security]}.`;

/** A is silent, for that reason, or reached. */
function registration(error: string | null): Registration {
  return {
    type: 'registration',
    state: error === null ? 'registered' : 'failed',
    sides: {
      A: { state: error === null ? 'in-use' : 'silent', error },
      B: { state: 'unused', error: null },
    },
    inUse: error === null ? 'A' : null,
    status: error === null ? 'up' : 'down',
    misconfigured: null,
    error: error === null ? null : `Not registered. ${error}`,
  };
}

/** What is told, and the clock that says how long ago the cause was looked for. */
function explaining() {
  const told: PhoneEvent[] = [];
  const waiting: (() => void)[] = [];
  let later = 0;
  const take = explainPhone({
    encryption: trusting('ca'),
    now: Date.now,
    timers: { ...realTimers, monotonic: () => later },
    log: silentLog,
    tell: (event) => {
      told.push(event);
      for (const look of waiting.splice(0)) look();
    },
  });
  return {
    told,
    take,
    pass: (ms: number) => {
      later += ms;
    },
    toldOnce: () => new Promise<void>((resolve) => waiting.push(resolve)),
    errors: () => told.map((event) => event.type === 'registration' && event.sides.A.error),
  };
}

test('what the phone cannot know of a server is found out, and told in place of its sentence', async () => {
  const server = await startServer({ kind: 'sip', certificate: 'expired' });
  onTestFinished(server.kill);
  const address = `wss://${server.address}`;
  const { told, take, toldOnce, errors } = explaining();
  const vague = sentence(address, 'tls');
  take(registration(vague));
  expect(told).toEqual([registration(vague)]);
  await toldOnce();
  const words = `SIP server A (${address}) shows a certificate that expired on 2021-01-01. Renew the certificate of the server; if that was done, check the date of this computer.`;
  expect(errors()).toEqual([vague, words]);
  expect(told[1]).toEqual(registration(words));
  // Known from then on, and asked about once.
  take(registration(vague));
  expect(told[2]).toEqual(registration(words));
});

test('a server is asked again after a while, and what was found is forgotten once the phone has reached it', async () => {
  let connections = 0;
  const { address, kill } = await startTcpServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  onTestFinished(kill);
  const { take, toldOnce, errors, pass } = explaining();
  const vague = sentence(address, 'plain');
  const cut = expect.stringContaining('cut the connection without a farewell');
  const refused = expect.stringContaining('refused the connection: nothing listens there.');
  take(registration(vague));
  await toldOnce();
  pass(9_999);
  take(registration(vague));
  expect(errors()).toEqual([vague, cut, cut]);
  expect(connections).toBe(1);
  await kill();
  pass(1);
  take(registration(vague));
  await toldOnce();
  expect(errors().slice(3)).toEqual([cut, refused]);
  take(registration(null));
  take(registration(vague));
  expect(errors().slice(5)).toEqual([null, vague]);
  await toldOnce();
});

test('what the phone does know is passed on as it is, and nobody is asked', () => {
  const { told, take } = explaining();
  const known = registration('SIP server A (127.0.0.1:1) sent nothing for 3 s and counts as dead.');
  const network: PhoneEvent = { type: 'network', isOnline: false };
  take(known);
  take(network);
  expect(told).toEqual([known, network]);
});

test.each([
  [sentence('[::1]:5066', 'plain'), { side: 'A', address: '[::1]:5066' }],
  [sentence('wss://sip-a.example:5066', 'tls'), { side: 'A', address: 'wss://sip-a.example:5066' }],
  ['SIP server B (127.0.0.1:1) could not be reached.', null],
  [`${sentence('127.0.0.1:1', 'plain')} The phone tries again.`, null],
])('%s', (text, server) => {
  expect(unexplainedServer(text)).toEqual(server);
});
