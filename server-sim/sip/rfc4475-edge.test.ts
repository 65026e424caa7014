import { describe, expect, test } from 'vitest';
import { createDialogStore } from './b2bua/dialog-store.ts';
import { createSipEdge } from './edge.ts';
import { invalidHeaderFields } from './message/rfc4475/invalid-header-fields.ts';
import { invalidStartLines } from './message/rfc4475/invalid-start-lines.ts';
import { otherMessages } from './message/rfc4475/other-messages.ts';
import type { TortureMessage } from './message/rfc4475/table.ts';
import { validMessages } from './message/rfc4475/valid-messages.ts';
import { NotingMedia, SwitchSide } from './testing/edge-bench.ts';
import { HeldTimers } from './testing/held-timers.ts';
import { MemoryLink } from './testing/memory-link.ts';
import { digestFor, field, fields } from './testing/raw-device.ts';

const USER = '1001';
const PASSWORD = 'secret';
const all = [...validMessages, ...invalidStartLines, ...invalidHeaderFields, ...otherMessages];

class Bench {
  readonly link = new MemoryLink();
  readonly switchSide = new SwitchSide();
  readonly logged: string[] = [];

  constructor(domain = 'example.com') {
    const edge = createSipEdge({
      side: 'A',
      domain,
      credentials: () => ({ type: 'password', password: PASSWORD }),
      media: new NotingMedia(),
      switchLink: this.switchSide,
      dialogs: createDialogStore(),
      log: (level, text, extra) => this.logged.push(`${level} ${text} ${JSON.stringify(extra)}`),
      timers: new HeldTimers(),
    });
    edge.accept(this.link);
  }

  /** All that the edge answers to a message. */
  answers(text: string): readonly string[] {
    const before = this.link.sent.length;
    this.link.deliver(text);
    return this.link.sent.slice(before);
  }

  /** The final answer's start line and the whole answer. */
  answer(name: string): string {
    return this.answers(torture(name).text).at(-1) ?? 'nothing';
  }

  status(name: string): number {
    return Number(this.answer(name).split(' ')[1]);
  }

  /** Sends a REGISTER twice, the second time with credentials put in. */
  registered(text: string): string {
    const challenge = fields(this.answers(text).at(-1) ?? '', 'WWW-Authenticate').at(-1) ?? '';
    const user = decodeURIComponent(/\r\nTo: [^\r]*sip:([^@]+)@/.exec(text)?.[1] ?? '');
    const uri = /^REGISTER (\S+)/.exec(text)?.[1] ?? '';
    const plain = digestFor(challenge, { method: 'REGISTER', uri, user, password: PASSWORD });
    const digest = plain.replaceAll('\0', '\\\0');
    return this.answers(text.replace('\r\n', `\r\nAuthorization: ${digest}\r\n`)).at(-1) ?? 'nothing';
  }
}

function torture(name: string): TortureMessage {
  const message = all.find((one) => one.name === name);
  if (message === undefined) throw new Error(`no message ${name}`);
  return message;
}

function statusLine(answer: string): string {
  return answer.split('\r\n')[0] ?? '';
}

describe('RFC 4475, section 3.1.1, as an edge answers them', () => {
  test.each([
    ['wsinv', 'its To tag names no dialog', 481],
    ['intmeth', 'the method is unknown', 501],
    ['esc02', 'it is no REGISTER', 501],
    ['lwsdisp', 'it is a heartbeat', 200],
    ['longreq', 'its sender has to authenticate', 401],
    ['semiuri', 'it is a heartbeat', 200],
    ['transports', 'it is a heartbeat', 200],
    ['mpart01', 'messages are not for edges', 405],
  ])('%s, as %s: %i', (name, _why, status) => {
    expect(new Bench().status(name)).toBe(status);
  });

  test('transports: the answer carries all hops in their order', () => {
    const answer = new Bench().answer('transports');
    expect(fields(answer, 'Via').map((via) => via.split(' ')[0])).toEqual([
      'SIP/2.0/UDP',
      'SIP/2.0/SCTP',
      'SIP/2.0/TLS',
      'SIP/2.0/UNKNOWN',
      'SIP/2.0/TCP',
    ]);
  });

  test.each(['unreason', 'noreason'])('%s, a response to nothing, is dropped', (name) => {
    const bench = new Bench();
    expect(bench.answers(torture(name).text)).toEqual([]);
    expect(bench.logged.at(-1)).toContain('fits no transaction');
  });

  test('esc01: the user is escaped, the domain another', () => {
    expect(new Bench().status('esc01')).toBe(404);
    expect(new Bench('example.net').status('esc01')).toBe(401);
  });

  test('escnull: two contacts are registered under the whole user name', async () => {
    const bench = new Bench();
    const ok = bench.registered(torture('escnull').text);
    expect(fields(ok, 'Contact')).toEqual([
      '<sip:%00@host5.example.com>;expires=3600',
      '<sip:%00%00@host5.example.com>;expires=3600',
    ]);
    expect((await bench.switchSide.next('registered')).device).toBe('null-\0-null');
  });

  test('dblreq: the REGISTER counts, the INVITE after it does not', () => {
    const bench = new Bench();
    expect(field(bench.registered(torture('dblreq').text), 'Contact')).toContain(
      'sip:j.user@host.example.com',
    );
    expect(bench.switchSide.reports.waiting().join()).not.toContain('dialled');
  });
});

describe('RFC 4475, section 3.1.2: invalid messages are refused', () => {
  test.each([
    ['badinv01', 'Via, character 24'],
    ['clerr', 'Content-Length says 9999 octets, 154 came'],
    ['ncl', "Content-Length, character 1: '-'"],
    ['scalar02', 'CSeq: 36893488147419103232'],
    ['quotbal', 'a closing quote'],
    ['ltgtruri', "Request-URI, character 1: '<'"],
    ['lwsruri', 'start line, character 30'],
    ['lwsstart', 'start line, character 8'],
    ['trws', 'CR LF belongs'],
    ['escruri', 'a Request-URI without headers'],
    ['baddate', 'Date, character 27'],
    ['regbadct', "Contact, character 21: '?'"],
    ['badaspec', 'To, character 19: a space'],
    ['baddn', "From, character 5: ','"],
    ['mismatch01', 'CSeq names INVITE'],
    ['mismatch02', 'CSeq names INVITE'],
  ])('%s gets 400 that says: %s', (name, problem) => {
    const bench = new Bench();
    const answer = bench.answer(name);
    expect(statusLine(answer)).toMatch(/^SIP\/2\.0 400 Bad Request: /);
    expect(statusLine(answer)).toContain(problem);
    const callId = fields(torture(name).text, 'Call-ID');
    expect(fields(answer, 'Call-ID')).toEqual(callId);
    expect(bench.logged.filter((line) => line.startsWith('warn bad message'))).toHaveLength(1);
  });

  test('badvers gets 505', () => {
    expect(new Bench().status('badvers')).toBe(505);
  });

  test.each(['scalarlg', 'bigcode'])('%s, a broken response, is dropped with a line in the log', (name) => {
    const bench = new Bench();
    expect(bench.answers(torture(name).text)).toEqual([]);
    expect(bench.logged.some((line) => line.startsWith('warn bad message'))).toBe(true);
  });

  test('scalar02 with a sound CSeq: overlarge expiry counts as not given, an overlarge Max-Forwards does not pass', () => {
    const bench = new Bench();
    const text = torture('scalar02').text.replace('36893488147419103232', '1');
    expect(statusLine(bench.answers(text).at(-1) ?? '')).toContain('Max-Forwards: 300');
    const ok = bench.registered(text.replace('Max-Forwards: 300', 'Max-Forwards: 70'));
    expect(field(ok, 'Contact')).toBe('<sip:user@host129.example.com>;expires=3600');
  });
});

describe('RFC 4475, sections 3.2 to 3.4', () => {
  test('3.2.1 badbranch: 400, without a transaction', () => {
    const bench = new Bench();
    expect(bench.status('badbranch')).toBe(400);
    expect(bench.status('badbranch')).toBe(400);
  });

  test('3.3.1 insuf: 400 with what identity there is', () => {
    const answer = new Bench().answer('insuf');
    expect(statusLine(answer)).toContain('400 Bad Request: From is missing');
    expect(field(answer, 'CSeq')).toBe('193942 INVITE');
    expect(fields(answer, 'To')).toEqual([]);
  });

  test.each(['unkscm', 'novelsc'])('3.3.2, 3.3.3 %s: 416', (name) => {
    expect(new Bench().status(name)).toBe(416);
  });

  test('3.3.4 unksm2: a registrar refuses a To without SIP URI with 400', () => {
    expect(statusLine(new Bench().answer('unksm2'))).toMatch(
      /^SIP\/2\.0 400 To must name a user by a SIP URI/,
    );
  });

  test('3.3.5 bext01: 420 lists what is not supported, by Require as an end point', () => {
    const answer = new Bench().answer('bext01');
    expect(statusLine(answer)).toBe('SIP/2.0 420 Bad Extension');
    expect(field(answer, 'Unsupported')).toBe('nothingSupportsThis, nothingSupportsThisEither');
  });

  test('3.3.6 invut: 415 says what is accepted', () => {
    const answer = new Bench().answer('invut');
    expect(statusLine(answer)).toBe('SIP/2.0 415 Unsupported Media Type');
    expect(field(answer, 'Accept')).toBe('application/sdp');
  });

  test('3.3.7 regaut01: credentials of an unknown scheme are as none, so 401', () => {
    const answer = new Bench().answer('regaut01');
    expect(statusLine(answer)).toBe('SIP/2.0 401 Unauthorized');
    expect(fields(answer, 'WWW-Authenticate')).toHaveLength(2);
  });

  test('3.3.8 multi01: 400', () => {
    expect(statusLine(new Bench().answer('multi01'))).toContain(
      '400 Bad Request: From stands more than once',
    );
  });

  test('3.3.9 mcl01: 400', () => {
    expect(statusLine(new Bench().answer('mcl01'))).toContain(
      '400 Bad Request: Content-Length stands more than once',
    );
  });

  test('3.3.10 bcast: a response with another’s Via is dropped', () => {
    const bench = new Bench();
    expect(bench.answers(torture('bcast').text)).toEqual([]);
    expect(bench.logged.some((line) => line.includes('Via stands more than once'))).toBe(true);
  });

  test('3.3.11 zeromf: an end point answers in spite of Max-Forwards 0', () => {
    expect(new Bench().status('zeromf')).toBe(200);
  });

  test('3.3.12 cparam01: a parameter after a bare URI is the header’s', () => {
    const ok = new Bench().registered(torture('cparam01').text);
    expect(field(ok, 'Contact')).toBe('<sip:+19725552222@gw1.example.net>;unknownparam;expires=3600');
  });

  test('3.3.13 cparam02: a parameter within brackets is the URI’s', () => {
    const ok = new Bench().registered(torture('cparam02').text);
    expect(field(ok, 'Contact')).toBe('<sip:+19725552222@gw1.example.net;unknownparam>;expires=3600');
  });

  test('3.3.14 regescrt: the escaped Route stays in the contact', () => {
    const ok = new Bench().registered(torture('regescrt').text);
    expect(field(ok, 'Contact')).toBe('<sip:user@example.com?Route=%3Csip:sip.example.com%3E>;expires=3600');
  });

  test('3.3.15 sdp01: 406, as only session descriptions can be answered', () => {
    expect(new Bench().status('sdp01')).toBe(406);
  });

  test('3.4.1 inv2543: an INVITE by RFC 2543 is taken', async () => {
    const bench = new Bench();
    const register = [
      'REGISTER sip:example.com SIP/2.0',
      'Via: SIP/2.0/WS x.invalid;branch=z9hG4bKr',
      `To: <sip:${USER}@example.com>`,
      `From: <sip:${USER}@example.com>;tag=1`,
      'Call-ID: r',
      'CSeq: 1 REGISTER',
      `Contact: <sip:${USER}@x.invalid;transport=ws>`,
      '',
      '',
    ].join('\r\n');
    expect(statusLine(bench.registered(register))).toBe('SIP/2.0 200 OK');
    expect(statusLine(bench.answer('inv2543'))).toBe('SIP/2.0 100 Trying');
    const dialled = await bench.switchSide.next('dialled');
    expect(dialled).toMatchObject({ device: USER, number: 'UserB' });
    bench.switchSide.order({ type: 'progress', legId: dialled.legId });
    const ringing = bench.link.sent.at(-1) ?? '';
    expect(statusLine(ringing)).toBe('SIP/2.0 180 Ringing');
    expect(field(ringing, 'Via')).toBe('SIP/2.0/UDP iftgw.example.com;received=192.0.2.200');
  });
});

describe('all 49', () => {
  test.each(all)('$name crashes nothing, whole, cut or as Latin-1', ({ text, encoding, name }) => {
    const bench = new Bench();
    const octets = Buffer.from(text, encoding);
    bench.link.deliver(octets.toString('utf8'));
    bench.link.deliver(octets.toString('latin1'));
    for (let end = 0; end < Math.min(text.length, 600); end += 7)
      new Bench().link.deliver(text.slice(0, end));
    bench.link.deliver(
      [
        'OPTIONS sip:example.com SIP/2.0',
        'Via: SIP/2.0/WS x.invalid;branch=z9hG4bKafter',
        'To: <sip:example.com>',
        'From: <sip:a@example.com>;tag=1',
        `Call-ID: after-${name}`,
        'CSeq: 1 OPTIONS',
        '',
        '',
      ].join('\r\n'),
    );
    expect(statusLine(bench.link.sent.at(-1) ?? '')).toBe('SIP/2.0 200 OK');
  });
});
