import { beforeEach, describe, expect, test } from 'vitest';
import { parseMessage } from '../message/parse-message.ts';
import type { Request } from '../message/request.ts';
import { readRequest } from '../message/request.ts';
import type { Response } from '../message/response.ts';
import { readResponse } from '../message/response.ts';
import { HeldTimers } from '../testing/held-timers.ts';
import { field } from '../testing/raw-device.ts';
import { ClientTransactions } from './client-transactions.ts';
import type { ServerTransaction } from './server-transaction.ts';
import { ServerTransactions } from './server-transactions.ts';

let timers: HeldTimers;
let sent: string[];

beforeEach(() => {
  timers = new HeldTimers();
  sent = [];
});

const firstLine = (text: string): string => text.split('\r\n')[0] ?? '';

function request(method: string, options: { branch?: string; cseq?: string; toTag?: string } = {}): Request {
  const text = [
    `${method} sip:a@b SIP/2.0`,
    `Via: SIP/2.0/WS x.invalid;branch=${options.branch ?? 'z9hG4bK1'}`,
    'From: <sip:c@d>;tag=f',
    `To: <sip:a@b>${options.toTag === undefined ? '' : `;tag=${options.toTag}`}`,
    'Call-ID: i',
    `CSeq: ${options.cseq ?? `1 ${method}`}`,
    '',
    '',
  ].join('\r\n');
  const parsed = parseMessage(text);
  if (!parsed.ok || parsed.message.type !== 'request') throw new Error('no request');
  const read = readRequest(parsed.message);
  if (!read.ok) throw new Error('bad request');
  return read.value;
}

function responseTo(text: string, status: number, tag = 't'): Response {
  const answer = [
    `SIP/2.0 ${status} X`,
    `Via: ${field(text, 'Via')}`,
    `From: ${field(text, 'From')}`,
    `To: ${field(text, 'To')};tag=${tag}`,
    `Call-ID: ${field(text, 'Call-ID')}`,
    `CSeq: ${field(text, 'CSeq')}`,
    '',
    '',
  ].join('\r\n');
  const parsed = parseMessage(answer);
  if (!parsed.ok || parsed.message.type !== 'response') throw new Error('no response');
  const read = readResponse(parsed.message);
  if (!read.ok) throw new Error('bad response');
  return read.value;
}

describe('server transactions', () => {
  let requests: ServerTransaction[];
  let cancelled: ServerTransaction[];
  let acks: Request[];
  let unacknowledged: number;
  let server: ServerTransactions;

  beforeEach(() => {
    requests = [];
    cancelled = [];
    acks = [];
    unacknowledged = 0;
    server = new ServerTransactions({
      source: { address: '127.0.0.1', port: 1 },
      timers,
      send: (text) => sent.push(text),
      core: {
        onRequest: (transaction) => requests.push(transaction),
        onCancel: (invite) => cancelled.push(invite),
        onAck: (ack) => acks.push(ack),
        onUnacknowledged: () => {
          unacknowledged += 1;
        },
      },
    });
  });

  function invite(): ServerTransaction {
    server.receive(request('INVITE'));
    const transaction = requests[0];
    if (transaction === undefined) throw new Error('no transaction');
    return transaction;
  }

  test('an INVITE gets 100 at once, and its repetition the last response', () => {
    const transaction = invite();
    transaction.respond({ status: 180, reason: 'Ringing', toTag: 't' });
    server.receive(request('INVITE'));
    expect(sent.map(firstLine)).toEqual(['SIP/2.0 100 Trying', 'SIP/2.0 180 Ringing', 'SIP/2.0 180 Ringing']);
    expect(requests).toHaveLength(1);
  });

  test('a refused INVITE waits for its ACK, and passes it to nobody', () => {
    const transaction = invite();
    transaction.respond({ status: 486, reason: 'Busy', toTag: 't' });
    transaction.respond({ status: 200, reason: 'OK', toTag: 't' });
    server.receive(request('INVITE'));
    expect(sent.map(firstLine).slice(1)).toEqual(['SIP/2.0 486 Busy', 'SIP/2.0 486 Busy']);
    server.receive(request('ACK', { toTag: 't' }));
    expect(transaction.state).toBe('terminated');
    expect(acks).toEqual([]);
    expect(timers.pending).toBe(0);
  });

  test('a refusal without ACK is given up after timer H', () => {
    invite().respond({ status: 486, reason: 'Busy', toTag: 't' });
    timers.advance(31_999);
    expect(unacknowledged).toBe(0);
    timers.advance(1);
    expect(unacknowledged).toBe(1);
  });

  test('an accepted INVITE absorbs repetitions until timer L, and its ACK goes to the core (RFC 6026)', () => {
    const transaction = invite();
    transaction.respond({ status: 200, reason: 'OK', toTag: 't' });
    server.receive(request('INVITE'));
    expect(sent).toHaveLength(2);
    server.receive(request('ACK', { toTag: 't', branch: 'z9hG4bK2' }));
    expect(acks).toHaveLength(1);
    timers.advance(32_000);
    expect(transaction.state).toBe('terminated');
  });

  test('CANCEL is answered 200 and handed on while the INVITE is open, 200 alone after that, 481 for nothing', () => {
    const transaction = invite();
    server.receive(request('CANCEL'));
    expect(cancelled).toEqual([transaction]);
    transaction.respond({ status: 487, reason: 'Terminated', toTag: 't' });
    server.receive(request('CANCEL'));
    expect(cancelled).toHaveLength(1);
    server.receive(request('CANCEL', { branch: 'z9hG4bK9' }));
    expect(sent.map(firstLine)).toEqual([
      'SIP/2.0 100 Trying',
      'SIP/2.0 200 OK',
      'SIP/2.0 487 Terminated',
      'SIP/2.0 200 OK',
      'SIP/2.0 481 Call/Transaction Does Not Exist',
    ]);
  });

  test('the same request by another way is a loop while the first is open', () => {
    invite();
    server.receive(request('INVITE', { branch: 'z9hG4bK2' }));
    expect(sent.map(firstLine)).toContain('SIP/2.0 482 Loop Detected');
    expect(requests).toHaveLength(1);
  });

  test('requests of RFC 2543, without a magic cookie, are told apart by Call-ID, tag and CSeq', () => {
    server.receive(request('OPTIONS', { branch: '1' }));
    server.receive(request('OPTIONS', { branch: '1' }));
    server.receive(request('OPTIONS', { branch: '1', cseq: '2 OPTIONS' }));
    expect(requests).toHaveLength(2);
  });
});

describe('client transactions', () => {
  let events: string[];
  let client: ClientTransactions;

  beforeEach(() => {
    events = [];
    client = new ClientTransactions({ host: 'edge.test', timers, send: (text) => sent.push(text) });
  });

  const user = {
    onResponse: (response: Response) => events.push(String(response.status)),
    onFailure: (cause: string) => events.push(cause),
  };

  function start(method: string): ReturnType<ClientTransactions['request']> {
    return client.request(
      {
        method,
        uri: 'sip:x@y',
        fields: [
          ['From', '<sip:a@b>;tag=1'],
          ['To', '<sip:x@y>'],
          ['Call-ID', 'c'],
          ['CSeq', `7 ${method}`],
          ['Supported', 'replaces'],
        ],
      },
      user,
    );
  }

  test('a refused INVITE is acknowledged in its own transaction', () => {
    start('INVITE');
    const invite = sent[0] ?? '';
    expect(client.receive(responseTo(invite, 486))).toBe(true);
    const ack = sent[1] ?? '';
    expect(firstLine(ack)).toBe('ACK sip:x@y SIP/2.0');
    expect(field(ack, 'Via')).toBe(field(invite, 'Via'));
    expect(field(ack, 'CSeq')).toBe('7 ACK');
    expect(field(ack, 'To')).toBe('<sip:x@y>;tag=t');
    expect(ack).not.toContain('Supported');
    expect(client.receive(responseTo(invite, 486))).toBe(false);
    expect(events).toEqual(['486']);
  });

  test('every 2xx of an INVITE goes to its user until timer M (RFC 6026)', () => {
    start('INVITE');
    const invite = sent[0] ?? '';
    client.receive(responseTo(invite, 200, 'one'));
    client.receive(responseTo(invite, 200, 'two'));
    client.receive(responseTo(invite, 486, 'late'));
    expect(events).toEqual(['200', '200']);
    timers.advance(32_000);
    expect(client.receive(responseTo(invite, 200, 'one'))).toBe(false);
  });

  test('an INVITE without any response fails by timer B; one that rings does not', () => {
    start('INVITE');
    timers.advance(32_000);
    expect(events).toEqual(['timeout']);
    start('INVITE');
    client.receive(responseTo(sent[1] ?? '', 180));
    timers.advance(3_600_000);
    expect(events).toEqual(['timeout', '180']);
  });

  test('any other request fails by timer F, provisional responses or not', () => {
    start('BYE');
    client.receive(responseTo(sent[0] ?? '', 100));
    timers.advance(32_000);
    expect(events).toEqual(['100', 'timeout']);
  });

  test('a CANCEL has the INVITE’s identity, and bounds the wait for its end', () => {
    const invite = start('INVITE');
    client.receive(responseTo(sent[0] ?? '', 180));
    client.cancel(invite, [['Reason', 'SIP;cause=200']]);
    const cancel = sent[1] ?? '';
    expect(firstLine(cancel)).toBe('CANCEL sip:x@y SIP/2.0');
    expect(field(cancel, 'Via')).toBe(field(sent[0] ?? '', 'Via'));
    expect(field(cancel, 'CSeq')).toBe('7 CANCEL');
    expect(field(cancel, 'Reason')).toBe('SIP;cause=200');
    client.receive(responseTo(cancel, 200));
    timers.advance(32_000);
    expect(events).toEqual(['180', 'timeout']);
  });

  test('a closed connection fails what is open', () => {
    start('INVITE');
    start('BYE');
    client.close();
    expect(events).toEqual(['connection closed', 'connection closed']);
    expect(timers.pending).toBe(0);
  });

  test('a response for another host is not ours', () => {
    start('BYE');
    const stray = responseTo((sent[0] ?? '').replace('edge.test', 'other.test'), 200);
    expect(client.receive(stray)).toBe(false);
  });
});
