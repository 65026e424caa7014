import { expect, test } from 'vitest';
import { InFlightRequests } from './in-flight.ts';
import { redact } from './redact.ts';
import { looksLikeSip, transactionKey } from './start-line.ts';

const request =
  'BYE sip:far@far.end SIP/2.0\r\nv: SIP/2.0/WS a.invalid;rport;branch=z9hG4bK1\r\nCSeq: 2 BYE\r\n\r\n';
const response =
  'SIP/2.0 200 OK\r\nVia: SIP/2.0/WS a.invalid;branch=z9hG4bK1;received=1.2.3.4\r\nCSeq: 2 BYE\r\n\r\n';
const timers = { setTimeout: () => 0, clearTimeout: () => undefined };

test('knows SIP by its first line', () => {
  expect([request, response].every(looksLikeSip)).toBe(true);
  expect(
    ['{"type":"Hello"}', '<html>', 'GET / HTTP/1.1\r\n\r\n', '', 'SIP/3.0 200 OK'].some(looksLikeSip),
  ).toBe(false);
});

test('ties a response to its request by branch and method, long or compact header names', () => {
  expect(transactionKey(request)).toMatchObject({ kind: 'request', key: 'z9hG4bK1 BYE', status: 0 });
  expect(transactionKey(response)).toMatchObject({ kind: 'response', key: 'z9hG4bK1 BYE', status: 200 });
  expect(transactionKey('SIP/2.0 200 OK\r\n\r\nVia: x;branch=body\r\nCSeq: 1 BYE')).toBeNull();
});

test('a request is open until its final response; ACK and responses are not waited for', async () => {
  const requests = new InFlightRequests(timers);
  let settled = false;
  const sent = requests.sent(request).then(() => {
    settled = true;
  });
  requests.received(response.replace('200 OK', '100 Trying'));
  await requests.sent(response);
  await requests.sent(request.replaceAll('BYE', 'ACK'));
  expect(settled).toBe(false);
  requests.received(response);
  await sent;
  requests.failAll(new Error('too late'));
});

test('a lost connection fails what is under way, and nothing else', async () => {
  const requests = new InFlightRequests(timers);
  const lost = expect(requests.sent(request)).rejects.toThrow('SIP server A was lost');
  requests.failAll(new Error('SIP server A was lost'));
  await lost;
});

test('redacts credentials and keys, and nothing else', () => {
  const text = redact(
    [
      'REGISTER sip:desk.example SIP/2.0',
      'Authorization: Digest username="4711", response="abc"',
      'proxy-authorization : Digest response="def"',
      'WWW-Authenticate: Digest nonce="n"',
      'Allow: INVITE',
      '',
      'a=ice-pwd:sesame',
      'a=rtpmap:111 opus/48000/2',
    ].join('\r\n'),
  );
  expect(text).not.toMatch(/abc|def|sesame|nonce/);
  expect(text).toContain('Allow: INVITE');
  expect(text).toContain('a=rtpmap:111 opus/48000/2');
});
