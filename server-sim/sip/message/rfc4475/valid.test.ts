import { describe, expect, test } from 'vitest';
import type { Address } from '../address.ts';
import { parameter } from '../parameters.ts';
import type { SipMessage } from '../parse-message.ts';
import { parseMessage } from '../parse-message.ts';
import type { Request } from '../request.ts';
import { readRequest } from '../request.ts';
import type { Response } from '../response.ts';
import { readResponse } from '../response.ts';
import type { SipUri, Uri } from '../uri.ts';
import { parseVias } from '../via.ts';
import { validMessages } from './valid-messages.ts';

function message(name: string): SipMessage {
  const torture = validMessages.find((one) => one.name === name);
  if (torture === undefined) throw new Error(`no message ${name}`);
  const parsed = parseMessage(torture.text, torture.encoding);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault));
  return parsed.message;
}

function request(name: string): Request {
  const parsed = message(name);
  if (parsed.type !== 'request') throw new Error(`${name} is no request`);
  const read = readRequest(parsed);
  if (!read.ok) throw new Error(JSON.stringify(read.fault));
  return read.value;
}

function response(name: string): Response {
  const parsed = message(name);
  if (parsed.type !== 'response') throw new Error(`${name} is no response`);
  const read = readResponse(parsed);
  if (!read.ok) throw new Error(JSON.stringify(read.fault));
  return read.value;
}

function sip(uri: Uri): SipUri {
  if (uri.type !== 'sip') throw new Error(`${uri.text} is no SIP URI`);
  return uri;
}

function contacts(one: Request): readonly Address[] {
  return one.contacts === '*' ? [] : one.contacts;
}

describe('RFC 4475, section 3.1.1: valid messages', () => {
  test('3.1.1.1 wsinv: a short tortuous INVITE', () => {
    const invite = request('wsinv');
    expect(invite.method).toBe('INVITE');
    expect(sip(invite.uri).parameters).toEqual([{ name: 'unknownparam', value: null }]);
    expect(invite.toTag).toBe('1918181833n');
    expect(invite.from.display).toBe('J Rosenberg \\"');
    expect(invite.fromTag).toBe('98asjd8');
    expect(invite.headers.get('max-forwards')).toBe('0068');
    expect(invite.cseq).toEqual({ number: 9, method: 'INVITE' });
    expect(invite.headers.get('subject')).toBe('');
    expect(invite.headers.get('newfangledheader')).toBe('newfangled value continued newfangled value');
    expect(invite.headers.get('unknownheaderwithunusualvalue')).toBe(';;,,;;,;');
    const vias = invite.headers.all('via').flatMap((value) => {
      const parsed = parseVias(value);
      return parsed.ok ? parsed.value : [];
    });
    expect(vias.map(({ transport, host }) => `${transport} ${host}`)).toEqual([
      'UDP 192.0.2.2',
      'TCP spindle.example.com',
      'UDP 192.168.255.111',
    ]);
    expect(vias.map(({ parameters }) => parameter(parameters, 'branch'))).toEqual([
      '390skdjuw',
      'z9hG4bK9ikj8',
      'z9hG4bK30239',
    ]);
    expect(contacts(invite)[0]?.display).toBe('Quoted string ""');
    expect(contacts(invite)[0]?.parameters).toEqual([
      { name: 'newparam', value: 'newvalue' },
      { name: 'secondparam', value: null },
      { name: 'q', value: '0.33' },
    ]);
    expect(invite.body).toHaveLength(150);
  });

  test('3.1.1.2 intmeth: a wide range of valid characters', () => {
    const odd = request('intmeth');
    expect(odd.method).toBe("!interesting-Method0123456789_*+`.%indeed'~");
    expect(sip(odd.uri).user).toBe("1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*");
    expect(sip(odd.uri).password).toBe("&it+has=1,weird!*pas$wo~d_too.(doesn't-it)");
    expect(odd.to.display).toBe('BEL:\x07 NUL:\0 DEL:\x7f');
    expect(odd.from.display).toBe("token1~` token2'+_ token3*%!.-");
    expect(odd.from.parameters[0]).toEqual({ name: "fromparam''~+*_!.-%", value: 'работающий' });
    expect(odd.fromTag).toBe("_token~1'+`*%!-.");
    expect(odd.callId).toBe('intmeth.word%ZK-!.*_+\'@word`~)(><:\\/"][?}{');
    expect(odd.headers.get("extensionheader-!.%*+_`'~")).toBe('\ufeff大停電');
  });

  test('3.1.1.3 esc01: valid use of % as an escape', () => {
    const invite = request('esc01');
    expect(sip(invite.uri)).toMatchObject({ user: 'sips:user@example.com', host: 'example.net' });
    expect(sip(invite.to.uri).user).toBe('user');
    expect(sip(invite.from.uri).user).toBe('I have spaces');
    expect(sip(contacts(invite)[0]?.uri ?? invite.uri)).toMatchObject({
      user: 'caller',
      parameters: [
        { name: 'lr', value: null },
        { name: 'name', value: 'value%41' },
      ],
    });
  });

  test('3.1.1.4 escnull: escaped NULs do not end a user name', () => {
    const register = request('escnull');
    expect(sip(register.to.uri).user).toBe('null-\0-null');
    expect(contacts(register).map(({ uri }) => sip(uri).user)).toEqual(['\0', '\0\0']);
  });

  test('3.1.1.5 esc02: % where it is no escape', () => {
    const odd = request('esc02');
    expect(odd.method).toBe('RE%47IST%45R');
    expect(odd.to.display).toBe('%Z%45');
    expect(contacts(odd).map(({ uri }) => sip(uri).user)).toEqual(['alias1', 'alias3']);
    expect(odd.headers.get('c%6fntact')).toBe('<sip:alias2@host2.example.com>');
  });

  test('3.1.1.6 lwsdisp: no space between display name and <', () => {
    const { from } = request('lwsdisp');
    expect(from.display).toBe('caller');
    expect(from.uri.text).toBe('sip:caller@example.com');
  });

  test('3.1.1.7 longreq: long values', () => {
    const invite = request('longreq');
    expect(invite.to.display).toMatch(/^I have a user name of (extreme){10} proportion$/);
    expect(sip(invite.to.uri).parameters.map(({ name }) => name.length)).toEqual([13, 109, 128]);
    expect(invite.fromTag).toHaveLength(155);
    expect(invite.headers.count('via')).toBe(34);
    expect(invite.headers.all('via').at(-1)).toContain('received=192.0.2.5;branch=verylong');
    expect(invite.body).toHaveLength(150);
  });

  test('3.1.1.8 dblreq: what follows the body is not looked at', () => {
    const register = request('dblreq');
    expect(register.method).toBe('REGISTER');
    expect(register.body).toBe('');
    expect(register.headers.count('to')).toBe(1);
  });

  test('3.1.1.9 semiuri: a semicolon in the user part', () => {
    const options = request('semiuri');
    expect(sip(options.uri)).toMatchObject({
      user: 'user;par=u@example.net',
      host: 'example.com',
      parameters: [],
    });
    expect(options.headers.list('accept')).toHaveLength(6);
  });

  test('3.1.1.10 transports: unknown transports', () => {
    const vias = request('transports').headers.all('via').map(parseVias);
    expect(vias.map((via) => (via.ok ? via.value[0]?.transport : null))).toEqual([
      'UDP',
      'SCTP',
      'TLS',
      'UNKNOWN',
      'TCP',
    ]);
  });

  test('3.1.1.11 mpart01: a multipart body with binary content', () => {
    const { body, headers } = request('mpart01');
    expect(body).toHaveLength(553);
    expect(headers.get('content-type')).toBe('multipart/mixed;boundary=7a9cbec02ceef655');
    expect(body.endsWith('\r\n--7a9cbec02ceef655--\r\n')).toBe(true);
    expect(body).toContain('Sipit Test Certificate Authority');
  });

  test('3.1.1.12 unreason: an unusual reason phrase', () => {
    const ok = response('unreason');
    expect(ok.status).toBe(200);
    expect(ok.reason).toBe('= 2**3 * 5**2 но сто девяносто девять - простое');
    expect(ok.body).toHaveLength(154);
  });

  test('3.1.1.13 noreason: an empty reason phrase', () => {
    expect(response('noreason')).toMatchObject({ status: 100, reason: '' });
  });
});
