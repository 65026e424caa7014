import { expect, test } from 'vitest';
import { type ConnectionCause, describeCause, isStaleAddress } from './connection-cause.ts';

const causes: readonly (readonly [ConnectionCause, boolean, string])[] = [
  [
    { type: 'bad-address', message: '"x" is not an address: expected host:port, such as cfg-a.example:8100' },
    false,
    'The address of licensing server B is wrong: "x" is not an address: expected host:port, such as cfg-a.example:8100.',
  ],
  [
    { type: 'refused' },
    false,
    'Licensing server B (lic-b:3000) refused the connection: nothing listens there. Check that the server runs and that its port is right.',
  ],
  [
    { type: 'unreachable', code: 'EHOSTUNREACH' },
    false,
    'Licensing server B (lic-b:3000) cannot be reached from this computer (EHOSTUNREACH). Check the network, the VPN and the firewall.',
  ],
  [
    { type: 'name-not-found', host: 'lic-b', code: 'ENOTFOUND' },
    false,
    `Licensing server B (lic-b:3000) cannot be found: no address is known for the name "lic-b" (ENOTFOUND). Check the name and this computer's DNS.`,
  ],
  [
    { type: 'timed-out', stage: 'connecting', afterMs: 3_000 },
    false,
    'Licensing server B (lic-b:3000) did not answer within 3 s. Check that it runs and that no firewall drops the connection.',
  ],
  [
    { type: 'timed-out', stage: 'hello', afterMs: 2_500 },
    false,
    'Licensing server B (lic-b:3000) took the connection but did not say who it is within 2.5 s. It hangs, or something else listens there.',
  ],
  [
    { type: 'reset', code: 'ECONNRESET' },
    false,
    'Licensing server B (lic-b:3000) cut the connection without a farewell (ECONNRESET). The server, or something on the way to it, failed.',
  ],
  [
    {
      type: 'not-websocket',
      status: 200,
      location: null,
      looksLike: 'it answers with a web page (HTTP 200 OK)',
    },
    true,
    'Licensing server B (lic-b:3000) is not a licensing server: it answers with a web page (HTTP 200 OK). The address is stale or wrong: correct it in the cluster or in the settings of this desk.',
  ],
  [
    { type: 'not-websocket', status: 502, location: null, looksLike: 'it answers HTTP 502 Bad Gateway' },
    false,
    'Licensing server B (lic-b:3000) is not there: it answers HTTP 502 Bad Gateway. Something before it, such as a load balancer, cannot reach it.',
  ],
  [
    {
      type: 'not-websocket',
      status: 302,
      location: 'http://sign-in.example/',
      looksLike: 'it redirects to http://sign-in.example/ (HTTP 302 Found)',
    },
    false,
    "Licensing server B (lic-b:3000) answered 302 instead of speaking Switchhook's protocol: a sign-in page of the network is in the way (it leads to http://sign-in.example/). Open a web browser and sign in to the network; where there is nothing to sign in to, the address is wrong.",
  ],
  [
    { type: 'not-websocket', status: 511, location: null, looksLike: 'it answers HTTP 511' },
    false,
    "Licensing server B (lic-b:3000) answered 511 instead of speaking Switchhook's protocol: a sign-in page of the network is in the way. Open a web browser and sign in to the network; where there is nothing to sign in to, the address is wrong.",
  ],
  [
    {
      type: 'not-websocket',
      status: 301,
      location: 'https://wiki.example/',
      looksLike: 'it redirects to https://wiki.example/ (HTTP 301 Moved Permanently)',
    },
    true,
    'Licensing server B (lic-b:3000) is not a licensing server: it redirects to https://wiki.example/ (HTTP 301 Moved Permanently). The address is stale or wrong: correct it in the cluster or in the settings of this desk.',
  ],
  [
    { type: 'wrong-protocol', detail: 'sent a message larger than is allowed' },
    true,
    'Licensing server B (lic-b:3000) is not a licensing server: it sent a message larger than is allowed. The address is stale or wrong: correct it in the cluster or in the settings of this desk.',
  ],
  [
    {
      type: 'wrong-server',
      found: { kind: 'cti', side: 'A', cluster: 'x' },
      expected: { kind: 'licensing', cluster: 'x' },
    },
    true,
    'Licensing server B (lic-b:3000) is another server: it says it is cti server A, not a licensing server. The address is stale or wrong: correct it in the cluster or in the settings of this desk.',
  ],
  [
    { type: 'unusable-answer', detail: 'AcquireLicenceConf at licence: expected string' },
    false,
    'Licensing server B (lic-b:3000) sent an answer that cannot be used: AcquireLicenceConf at licence: expected string. What is set there is wrong, or the server is of another version: correct it in the cluster.',
  ],
  [
    { type: 'silent', forMs: 3_000 },
    false,
    'Licensing server B (lic-b:3000) sent nothing for 3 s and counts as dead.',
  ],
  [
    { type: 'closed', code: 4_000, reason: '' },
    false,
    'Licensing server B (lic-b:3000) closed the connection (code 4000).',
  ],
];

test.each(causes)('%j', (cause, stale, sentence) => {
  expect(describeCause('licensing', 'B', 'lic-b:3000', cause)).toBe(sentence);
  expect(isStaleAddress(cause)).toBe(stale);
});
