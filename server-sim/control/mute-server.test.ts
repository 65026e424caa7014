import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { subprotocol } from '../../contract/wire/subprotocol.ts';
import { startTier } from '../index.ts';
import { RawDevice } from '../sip/testing/raw-device.ts';
import { createTestTier, type TestTier } from './test-tier.ts';

let tier: TestTier;
beforeAll(async () => {
  tier = createTestTier(await startTier());
});
afterEach(() => tier.reset());
afterAll(() => tier.close());

it('makes a configuration server that says Hello, answers heartbeats, and never a download', async () => {
  const changed = await tier.control('POST', '/servers/configuration-a/mute', {
    types: ['GlobalSettingsDownloadRequest'],
  });
  expect(changed).toMatchObject({
    after: expect.any(Number),
    server: { name: 'configuration-a', state: 'up', muteTo: ['GlobalSettingsDownloadRequest'] },
  });
  await tier.control('POST', '/wait', {
    for: 'event',
    type: 'server',
    server: 'configuration-a',
    detail: { state: 'up', muteTo: 'GlobalSettingsDownloadRequest' },
    after: changed.after,
  });
  const desk = await tier.connect(tier.addresses.configuration.a, subprotocol.configuration);
  desk.send({ type: 'GlobalSettingsDownloadRequest', id: 'd1' });
  desk.send({ type: 'HeartbeatRequest', id: 'h1' });
  expect(await desk.next()).toMatchObject({ type: 'HeartbeatConf', id: 'h1' });
  await tier.control('POST', '/servers/configuration-a/mute', { types: [] });
  desk.send({ type: 'GlobalSettingsDownloadRequest', id: 'd2' });
  expect(await desk.next()).toMatchObject({ type: 'GlobalSettingsDownloadConf', id: 'd2' });
});

it('makes a SIP server that is mute to a method', async () => {
  await tier.control('POST', '/servers/sip-a/mute', { types: ['REGISTER'] });
  const port = Number(tier.addresses.sip.a.split(':')[1]);
  const login = { number: '52513', password: 'quiet-otter-4711', domain: 'edinburgh.example' };
  const mute = await RawDevice.connect(port, login);
  mute.register().catch(() => undefined);
  mute.send(
    mute.message([
      'OPTIONS sip:edinburgh.example SIP/2.0',
      mute.via(),
      'Max-Forwards: 70',
      'From: <sip:52513@edinburgh.example>;tag=a',
      'To: <sip:edinburgh.example>',
      'Call-ID: options',
      'CSeq: 1 OPTIONS',
    ]),
  );
  await mute.response(200, 'OPTIONS');
  const { lines } = await tier.control('GET', '/log/sip-a?lines=20');
  expect(JSON.stringify(lines)).toContain('asked REGISTER; sip-a is mute to it');
  mute.cut();
  await tier.control('POST', '/servers/sip-a/mute', { types: [] });
  const heard = await RawDevice.connect(port, login);
  await heard.register();
  heard.cut();
});

it('makes a CTI server that is mute to logins alone, or to another state', async () => {
  const desk = await tier.logIn(tier.addresses.cti.a);
  const ask = (id: string, target: object): void => desk.send({ type: 'SetAgentStateRequest', id, target });
  await tier.control('POST', '/servers/cti-a/mute', { types: ['SetAgentStateRequest/Login'] });
  const { agentId, password, device, phone } = {
    agentId: '12345',
    password: 'xxyyzz',
    device: '52513',
    phone: 'hardphone',
  };
  ask('muted', { state: 'Login', agentId, password, device, phone, takeOver: false });
  ask('heard', { state: 'NotReady', reasonCode: 1 });
  expect(await desk.nextOf('RequestConf')).toMatchObject({ id: 'r1' });
  expect(await desk.nextOf('RequestConf')).toMatchObject({ id: 'heard' });
  await tier.control('POST', '/servers/cti-a/mute', { types: ['SetAgentStateRequest/NotReady'] });
  ask('muted too', { state: 'NotReady', reasonCode: 2 });
  ask('ready', { state: 'Ready' });
  expect(await desk.nextOf('RequestConf')).toMatchObject({ id: 'ready' });
});

it.each([
  [
    'cti-a',
    { types: ['SetAgentStateRequest/Lunch'] },
    /409 cti-a is never asked "SetAgentStateRequest\/Lunch"/,
  ],
  ['configuration-a', { types: ['SetSessionMode'] }, /409 configuration-a is never asked "SetSessionMode"/],
  ['configuration-a', { types: 'all' }, /400 body\.types/],
  ['configuration-a', {}, /400 body\.types/],
  ['media', { types: ['INVITE'] }, /409 media is never asked "INVITE"/],
  ['nobody', { types: [] }, /404 There is no server "nobody"/],
])('refuses to make %s mute: %j', async (server, body, sentence) => {
  await expect(tier.control('POST', `/servers/${server}/mute`, body)).rejects.toThrow(sentence);
});
