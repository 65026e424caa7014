import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { nowhere, Rig } from '../test-server/rig.ts';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.end());

test('is ready, registers with digest at the first server, and tells both sides', async () => {
  const [a, b] = [
    await rig.server({ register: 'challenge', password: 'secret-of-4711' }),
    await rig.server(),
  ];
  const phone = rig.phone();
  await phone.next('ready');
  await phone.register({ a: a.address, b: b.address });
  expect(await phone.next('registration')).toMatchObject({
    state: 'registering',
    sides: { A: { state: 'connecting' } },
  });
  expect(await phone.registered()).toMatchObject({
    sides: { A: { state: 'in-use' }, B: { state: 'untried' } },
    error: null,
  });
});

test('keeps passwords and digest answers out of the log and the events', async () => {
  const server = await rig.server({ register: 'challenge', password: 'secret-of-4711' });
  const phone = rig.phone();
  await phone.register({ a: server.address, b: nowhere });
  await phone.registered();
  const told = [...phone.log, JSON.stringify(phone.events)].join('\n');
  expect(told).toContain('REGISTER sip:desk.example');
  expect(told).not.toContain('secret-of-4711');
  expect(told).not.toMatch(/response="[0-9a-f]/);
});

test('a refusal names server, address, cause and remedy; the other side is tried at once', async () => {
  const [a, b] = [await rig.server({ register: 'forbid' }), await rig.server()];
  const phone = rig.phone();
  await phone.register({ a: a.address, b: b.address });
  const { error, sides } = await phone.registered('B');
  expect(sides.A.state).toBe('silent');
  expect(error).toBe(
    `SIP server A (${a.address}) refused to register 4711 (403 Forbidden). Check the device's SIP password.`,
  );
});

test('says of both why neither registers, and registers as soon as one comes back', async () => {
  const a = await rig.server({ register: 'error' });
  const b = await rig.server();
  await b.kill();
  const phone = rig.phone();
  await phone.register({ a: a.address, b: b.address });
  const failed = await phone.next('registration', ({ state }) => state === 'failed');
  expect(failed.error).toContain(`SIP server A (${a.address}) could not register 4711 (500`);
  expect(failed.error).toContain(`SIP server B (${b.address}) could not be reached`);
  expect(failed).toMatchObject({ inUse: null, sides: { A: { state: 'silent' }, B: { state: 'silent' } } });
  a.behaviour.register = 'accept';
  await phone.registered();
});

test('a server that leaves REGISTER unanswered is given up', async () => {
  const [a, b] = [await rig.server({ register: 'ignore' }), await rig.server()];
  const phone = rig.phone({ hurry: 20 });
  await phone.register({ a: a.address, b: b.address });
  const { error } = await phone.registered('B');
  expect(error).toContain(`SIP server A (${a.address}) did not answer REGISTER within 5 s`);
});

test('a stale address is told from a dead server', async () => {
  const json = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  json.on('connection', (socket) => socket.send('{"type":"Hello"}'));
  const other = new WebSocketServer({
    host: '127.0.0.1',
    port: 0,
    handleProtocols: () => 'switchhook.cti.1',
  });
  const html = createServer((_request, response) => response.end('<html>')).listen(0, '127.0.0.1');
  const at = (server: { address(): unknown }): string =>
    `127.0.0.1:${(server.address() as AddressInfo).port}`;
  await new Promise((resolve) => html.once('listening', resolve));
  const phone = rig.phone();
  await phone.register({ a: at(json), b: at(html) });
  const first = await phone.next('registration', ({ state }) => state === 'failed');
  expect(first.error).toContain('is not a SIP server: it says "{\\"type\\":\\"Hello\\"}"');
  expect(first.error).toContain(`SIP server B (${at(html)}) could not be reached`);
  await phone.register({ a: at(other), b: nowhere });
  const second = await phone.next('registration', ({ error }) => error?.includes(at(other)) ?? false);
  expect(second.error).toMatch(/could not be reached|does not speak/);
  json.close();
  other.close();
  html.close();
});

test('refreshes at half of what the server gives, with the same Call-ID and a higher CSeq', async () => {
  const server = await rig.server({ expires: 10 });
  const phone = rig.phone({ hurry: 20 });
  await phone.register({ a: server.address, b: nowhere });
  const [first, second] = [await server.next('REGISTER'), await server.next('REGISTER')];
  expect(second.header('call-id')).toBe(first.header('call-id'));
  expect(Number.parseInt(second.header('cseq'), 10)).toBeGreaterThan(
    Number.parseInt(first.header('cseq'), 10),
  );
});

test('a refresh that is refused moves the phone to the other server', async () => {
  const [a, b] = [await rig.server({ expires: 10 }), await rig.server()];
  const phone = rig.phone({ hurry: 20 });
  await phone.register({ a: a.address, b: b.address });
  await phone.registered('A');
  a.behaviour.register = 'error';
  await phone.registered('B');
});

test('unregisters with an expiry of 0 and says so', async () => {
  const { server, phone } = await rig.registered();
  await server.next('REGISTER');
  await phone.command({ type: 'unregister' });
  await phone.next('registration', ({ state }) => state === 'unregistered');
  expect((await server.next('REGISTER')).header('contact')).toContain('expires=0');
});

test('the same registration again keeps the connection and says where it stands', async () => {
  const { server, phone } = await rig.registered();
  await server.next('REGISTER');
  await phone.register({ a: server.address, b: nowhere });
  await phone.registered();
  expect(server.received.filter((text) => text.startsWith('REGISTER'))).toHaveLength(1);
});

test('another identity leaves the first one and registers anew', async () => {
  const { server, phone } = await rig.registered();
  await phone.command({
    type: 'register',
    servers: { a: server.address, b: nowhere },
    allowPlaintext: false,
    domain: 'desk.example',
    user: '4712',
    password: 'x',
    order: 'primary-first',
    deadlineMs: 3_000,
    probeEveryMs: 0,
  });
  await phone.registered();
  const registers = server.received.filter((text) => text.startsWith('REGISTER'));
  expect(registers.some((text) => text.includes('sip:4712@desk.example'))).toBe(true);
  expect(registers.some((text) => text.includes('sip:4711@desk.example') && text.includes('expires=0'))).toBe(
    true,
  );
});

test('a domain that makes no SIP address is said, and nothing crashes', async () => {
  const phone = rig.phone();
  await phone.command({
    type: 'register',
    servers: { a: nowhere, b: nowhere },
    allowPlaintext: false,
    domain: 'no such <domain>',
    user: '4711',
    password: 'x',
    order: 'random',
    deadlineMs: 3_000,
    probeEveryMs: 0,
  });
  const failed = await phone.next('registration', ({ state }) => state === 'failed');
  expect(failed.error).toContain('"4711@no such <domain>" is not a SIP address');
});
