import { expect, test } from 'vitest';
import type { ConnectionCause } from '../servers/connection-cause.ts';
import { pairDown, type SideFailure } from './errors.ts';
import { failuresInShort, whatToDo } from './pair-failure-words.ts';

const refused: ConnectionCause = { type: 'refused' };
const webPage: ConnectionCause = {
  type: 'not-websocket',
  status: 200,
  location: null,
  looksLike: 'it answers with a web page (HTTP 200 OK)',
};
const signIn: ConnectionCause = { ...webPage, status: 302, location: 'https://login.example/' };
const noRoute: ConnectionCause = { type: 'unreachable', code: 'EHOSTUNREACH' };
const silent: ConnectionCause = { type: 'timed-out', stage: 'connecting', afterMs: 3_000 };

function both(a: ConnectionCause, b: ConnectionCause): readonly SideFailure[] {
  return [
    { side: 'A', address: '10.0.0.1:8110', cause: a },
    { side: 'B', address: '10.0.0.2:8110', cause: b },
  ];
}

test('two servers with one fault are one sentence', () => {
  expect(failuresInShort('cti', both(refused, refused))).toBe(
    'CTI servers A (10.0.0.1:8110) and B (10.0.0.2:8110) refused the connection.',
  );
});

test('two faults are one sentence, too', () => {
  expect(failuresInShort('configuration', both(webPage, silent))).toBe(
    'Configuration server A (10.0.0.1:8110) answered as something else than a configuration server; B (10.0.0.2:8110) did not answer within 3 s.',
  );
});

test('one server alone', () => {
  expect(failuresInShort('licensing', both(refused, refused).slice(1))).toBe(
    'Licensing server B (10.0.0.2:8110) refused the connection.',
  );
});

test.each<readonly [string, ConnectionCause, string]>([
  ['a sign-in page', signIn, 'Open a web browser and sign in to the network.'],
  ['another server', webPage, 'An address is wrong: give IT the details.'],
  ['no network', noRoute, 'Check your network and the VPN.'],
  ['a dead server', refused, ''],
])('says what to do about %s', (_what, cause, advice) => {
  expect(whatToDo(both(refused, cause))).toBe(advice);
});

test('what to look at is in the details, for the help desk', () => {
  const { message, details } = pairDown('cti', both(refused, silent), 'Switchhook goes on trying.');
  expect(message).toBe(
    'CTI server A (10.0.0.1:8110) refused the connection; B (10.0.0.2:8110) did not answer within 3 s. Switchhook goes on trying.',
  );
  expect(Object.values(details)).toEqual([
    expect.stringContaining('Check that the server runs and that its port is right.'),
    expect.stringContaining('no firewall drops the connection.'),
  ]);
});
