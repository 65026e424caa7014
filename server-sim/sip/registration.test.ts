import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EdgeBench } from './testing/edge-bench.ts';
import { DOMAIN, startEdge } from './testing/edge-bench.ts';
import { HeldTimers } from './testing/held-timers.ts';
import { digestFor, field, fields, tagOf } from './testing/raw-device.ts';

let edge: EdgeBench;
let timers: HeldTimers;

beforeEach(async () => {
  timers = new HeldTimers();
  edge = await startEdge({ timers });
});

afterEach(async () => {
  await edge.kill();
});

describe('registration', () => {
  test('challenges with SHA-256 first and MD5 second, each in a header field of its own', async () => {
    const device = await edge.device();
    device.send(device.registerText());
    const challenges = fields(await device.response(401, 'REGISTER'), 'WWW-Authenticate');
    expect(challenges).toHaveLength(2);
    expect(challenges[0]).toMatch(
      /^Digest realm="switchhook.test", nonce="[^"]+", algorithm=SHA-256, qop="auth"$/,
    );
    expect(challenges[1]).toMatch(/algorithm=MD5/);
  });

  test.each([0, 1])('accepts the digest of either challenge (%i) and tells the switch', async (which) => {
    const device = await edge.device();
    device.send(device.registerText());
    const challenge = fields(await device.response(401, 'REGISTER'), 'WWW-Authenticate')[which] ?? '';
    const { number: user, password } = device.options;
    const digest = digestFor(challenge, { method: 'REGISTER', uri: `sip:${DOMAIN}`, user, password });
    device.send(device.registerText([`Authorization: ${digest}`]));
    const ok = await device.response(200, 'REGISTER');
    expect(field(ok, 'Contact')).toBe(`${device.contact};expires=3600`);
    expect(field(ok, 'Date')).toBe('Mon, 05 Jan 2026 08:00:00 GMT');
    expect(tagOf(field(ok, 'To'))).not.toBe('');
    expect(await edge.switchSide.next('registered')).toEqual({
      type: 'registered',
      side: 'A',
      device: '1001',
      contact: device.contact.slice(1, -1),
    });
  });

  test('refuses a wrong password with a new challenge and keeps it out of the log', async () => {
    const device = await edge.device('1001', { password: 'let me in' });
    device.send(device.registerText());
    const challenge = field(await device.response(401, 'REGISTER'), 'WWW-Authenticate');
    const digest = digestFor(challenge, {
      method: 'REGISTER',
      uri: `sip:${DOMAIN}`,
      user: '1001',
      password: 'let me in',
    });
    device.send(device.registerText([`Authorization: ${digest}`]));
    const again = await device.response(401, 'REGISTER');
    expect(field(again, 'WWW-Authenticate')).not.toContain('stale');
    const log = edge.logged.join('\n');
    expect(log).toContain('wrong password');
    expect(log).not.toContain('let me in');
    expect(log).not.toContain('response=');
  });

  test('a nonce count that comes twice, and a nonce that is too old, are stale', async () => {
    const device = await edge.device();
    device.send(device.registerText());
    const challenge = field(await device.response(401, 'REGISTER'), 'WWW-Authenticate');
    const authorize = (count: number): string => {
      const request = {
        method: 'REGISTER',
        uri: `sip:${DOMAIN}`,
        user: '1001',
        password: device.options.password,
      };
      return `Authorization: ${digestFor(challenge, { ...request, count })}`;
    };
    device.send(device.registerText([authorize(1)]));
    await device.response(200, 'REGISTER');
    device.send(device.registerText([authorize(2)]));
    await device.response(200, 'REGISTER');
    device.send(device.registerText([authorize(2)]));
    expect(field(await device.response(401, 'REGISTER'), 'WWW-Authenticate')).toContain('stale=true');
    timers.advance(11 * 60_000);
    device.send(device.registerText([authorize(3)]));
    expect(field(await device.response(401, 'REGISTER'), 'WWW-Authenticate')).toContain('stale=true');
  });

  test('a device may register itself only', async () => {
    const device = await edge.device('1002');
    device.send(device.registerText());
    const challenge = field(await device.response(401, 'REGISTER'), 'WWW-Authenticate');
    const digest = digestFor(challenge, {
      method: 'REGISTER',
      uri: `sip:${DOMAIN}`,
      user: '1001',
      password: device.options.password,
    });
    device.send(device.registerText([`Authorization: ${digest}`]));
    await device.response(403, 'REGISTER');
  });

  test('an expired registration is gone, and the switch hears why', async () => {
    const device = await edge.device();
    await device.register(30);
    await edge.switchSide.next('registered');
    timers.advance(29_999);
    expect(edge.switchSide.reports.waiting()).toEqual([]);
    timers.advance(1);
    expect(await edge.switchSide.next('unregistered')).toMatchObject({
      device: '1001',
      cause: 'registration expired',
    });
  });

  test('a refresh on the same connection is not reported again', async () => {
    const device = await edge.registered();
    await device.register(600);
    expect(edge.switchSide.reports.waiting()).toEqual([]);
  });

  test('Contact * with Expires 0 removes everything', async () => {
    const device = await edge.registered();
    const text = device.registerText(['Expires: 0']).replace(/Contact: [^\r]+/, 'Contact: *');
    device.send(text);
    const challenge = field(await device.response(401, 'REGISTER'), 'WWW-Authenticate');
    const { number: user, password } = device.options;
    const digest = digestFor(challenge, { method: 'REGISTER', uri: `sip:${DOMAIN}`, user, password });
    const authorized = device.registerText(['Expires: 0', `Authorization: ${digest}`]);
    device.send(authorized.replace(/Contact: [^\r]+/, 'Contact: *'));
    const ok = await device.response(200, 'REGISTER');
    expect(fields(ok, 'Contact')).toEqual([]);
    expect(await edge.switchSide.next('unregistered')).toMatchObject({ cause: 'removed by the device' });
  });

  test('the same instance on a new connection takes the place of the old one', async () => {
    const instance = 'urn:uuid:00000000-0000-1000-8000-000a95a0e128';
    const old = await edge.registered('1001', { instance });
    const fresh = await edge.device('1001', { instance });
    const ok = await fresh.register();
    expect(fields(ok, 'Contact')).toHaveLength(1);
    expect(field(ok, 'Contact')).toContain(`;+sip.instance="<${instance}>";reg-id=1;expires=`);
    expect(field(ok, 'Require')).toBe('outbound');
    expect(await edge.switchSide.next('registered')).toMatchObject({ contact: fresh.contact.slice(1, -1) });
    await old.close();
    edge.switchSide.offer('leg-1');
    await fresh.request('INVITE');
    expect(edge.switchSide.reports.waiting()).toEqual([]);
  });

  test('a device whose connection closes is gone', async () => {
    const device = await edge.registered();
    device.cut();
    expect(await edge.switchSide.next('unregistered')).toMatchObject({
      side: 'A',
      cause: 'connection closed',
    });
  });

  test('another domain is not served, and too short an interval is told the shortest', async () => {
    const device = await edge.device();
    device.send(device.registerText().replace(`REGISTER sip:${DOMAIN}`, 'REGISTER sip:elsewhere.test'));
    expect(await device.response(404, 'REGISTER')).toContain(`serves ${DOMAIN}`);
    device.send(device.registerText());
    const challenge = field(await device.response(401, 'REGISTER'), 'WWW-Authenticate');
    const { number: user, password } = device.options;
    const digest = digestFor(challenge, { method: 'REGISTER', uri: `sip:${DOMAIN}`, user, password });
    device.send(device.registerText(['Expires: 5', `Authorization: ${digest}`]));
    expect(field(await device.response(423, 'REGISTER'), 'Min-Expires')).toBe('10');
  });
});

describe('keep-alive', () => {
  test('CR LF CR LF is answered by CR LF', async () => {
    const device = await edge.device();
    device.send('\r\n\r\n');
    expect(await device.inbox.next('pong', () => true)).toBe('\r\n');
  });

  test('OPTIONS is answered without registration', async () => {
    const device = await edge.device();
    device.send(
      device.message([
        `OPTIONS sip:${DOMAIN} SIP/2.0`,
        `${device.via('z9hG4bKping')};rport`,
        'Max-Forwards: 0',
        'From: <sip:1001@switchhook.test>;tag=1',
        `To: <sip:${DOMAIN}>`,
        'Call-ID: ping',
        'CSeq: 1 OPTIONS',
      ]),
    );
    const ok = await device.response(200, 'OPTIONS');
    expect(field(ok, 'Allow')).toContain('INVITE');
    expect(field(ok, 'Via')).toMatch(/;branch=z9hG4bKping;rport=\d+;received=127\.0\.0\.1$/);
  });
});
