import { afterEach, describe, expect, it } from 'vitest';
import { startTier } from '../index.ts';
import { hears, until } from '../media/testing/scene.ts';
import { createTestDevice, type TestDevice } from '../media/testing/test-device.ts';
import { bodyOf, field, RawDevice, type RawDialog } from '../sip/testing/raw-device.ts';
import type { Ghost } from './consistency.ts';
import { callEvent, createTestTier, type TestTier } from './test-tier.ts';

// What failover is measured by: an agent as the switch has him, ghosts, and holes in the sound; over real SIP and WebRTC.

const agentHertz = 880;
let tier: TestTier | null = null;
let phones: RawDevice[] = [];
let sounds: TestDevice[] = [];

afterEach(async () => {
  for (const phone of phones) phone.cut();
  await Promise.all(sounds.map((sound) => sound.close()));
  phones = [];
  sounds = [];
  await tier?.close();
  tier = null;
});

async function register(address: string): Promise<RawDevice> {
  const phone = await RawDevice.connect(Number(address.split(':')[1]), {
    number: '52513',
    password: 'quiet-otter-4711',
    domain: 'edinburgh.example',
  });
  phones.push(phone);
  await phone.register();
  return phone;
}

async function ghosts({ control }: TestTier, withinMs = 5_000): Promise<readonly Ghost[]> {
  return (await control('GET', `/consistency?withinMs=${withinMs}`)).ghosts as readonly Ghost[];
}

async function talking(way: Parameters<typeof startTier>[0]) {
  tier = createTestTier(await startTier(way));
  const phone = await register(tier.addresses.sip.a);
  await tier.control('POST', '/wait', { for: 'event', type: 'deviceRegistered', device: '52513', after: 0 });
  const desk = await tier.logIn(tier.addresses.cti.a, { phone: 'softphone' });
  const placed = await tier.control('POST', '/calls', {
    caller: 'Aileen Mackay',
    voice: { type: 'tone', hertz: 440 },
  });
  const invite = await phone.request('INVITE');
  const sound = createTestDevice(agentHertz);
  sounds.push(sound);
  const dialog = await phone.answer(invite, await sound.answer(bodyOf(invite)));
  await callEvent(desk, 'Established');
  await until(sound, () => sound.heard(), hears(440));
  return { tier, phone, sound, dialog, callId: String(placed.callId) };
}

const replaces = ({ callId, remoteTag, localTag }: RawDialog): string =>
  `Replaces: ${callId};to-tag=${remoteTag};from-tag=${localTag}`;

describe.each([
  ['in one process', false],
  ['each server in its own process', true],
])('a call whose SIP edge is killed, %s', (_way, processes) => {
  it('is gone on with by INVITE with Replaces where dialogs are separate, and leaves no ghost', async () => {
    const { tier, dialog, sound, callId } = await talking({ processes, sipEdges: 'separate' });
    expect(await tier.control('GET', '/scenario')).toMatchObject({ sipEdges: 'separate' });
    expect(await ghosts(tier)).toEqual([]);
    await tier.control('POST', '/servers/sip-a/kill');
    expect(await ghosts(tier, 0)).toMatchObject([
      { kind: 'call-leg-without-edge', at: 'peripheral', device: '52513', callId },
    ]);
    const fresh = await register(tier.addresses.sip.b);
    fresh.inDialog(dialog, 'INVITE', 2, { body: await sound.offer() });
    await fresh.response(481, 'INVITE');
    fresh.invite('anything', { extra: [replaces(dialog)], body: await sound.offer() });
    const ok = await fresh.response(200, 'INVITE');
    fresh.inDialog(fresh.dialogOf(ok), 'ACK', 1);
    expect(await ghosts(tier)).toEqual([]);
    await tier.control('POST', `/calls/${callId}/hang-up`);
    fresh.respond(await fresh.request('BYE'), 200, 'OK', '');
    expect(await ghosts(tier)).toEqual([]);
  }, 60_000);

  it('leaves nothing in media where its far end hangs up before anybody has come back', async () => {
    const { tier, dialog, sound, callId } = await talking({ processes, sipEdges: 'separate' });
    await tier.control('POST', '/servers/sip-a/kill');
    await tier.control('POST', `/calls/${callId}/hang-up`);
    expect(await ghosts(tier)).toEqual([]);
    const fresh = await register(tier.addresses.sip.b);
    fresh.invite('anything', { extra: [replaces(dialog)], body: await sound.offer() });
    await fresh.response(481, 'INVITE');
  }, 60_000);

  it('is gone on with by re-INVITE where dialogs are shared, though both edges were killed', async () => {
    const { tier, dialog, sound } = await talking({ processes, sipEdges: 'shared' });
    await tier.control('POST', '/servers/sip-b/kill');
    await tier.control('POST', '/servers/sip-a/kill');
    await tier.control('POST', '/servers/sip-b/start');
    const fresh = await register(tier.addresses.sip.b);
    fresh.inDialog(dialog, 'INVITE', 2, { body: await sound.offer() });
    const ok = await fresh.response(200, 'INVITE');
    expect(field(ok, 'Call-ID')).toBe(dialog.callId);
    fresh.inDialog(dialog, 'ACK', 2);
    expect(await ghosts(tier)).toEqual([]);
  }, 60_000);

  it('is over for its phone too where the far end hangs up while both shared edges are dead', async () => {
    const { tier, dialog, sound, callId } = await talking({ processes, sipEdges: 'shared' });
    await tier.control('POST', '/servers/sip-b/kill');
    await tier.control('POST', '/servers/sip-a/kill');
    await tier.control('POST', `/calls/${callId}/hang-up`);
    await tier.control('POST', '/servers/sip-b/start');
    expect(await ghosts(tier)).toEqual([]);
    const fresh = await register(tier.addresses.sip.b);
    fresh.inDialog(dialog, 'OPTIONS', 2);
    await fresh.response(481, 'OPTIONS');
    fresh.inDialog(dialog, 'INVITE', 3, { body: await sound.offer() });
    await fresh.response(481, 'INVITE');
    fresh.invite('anything', { extra: [replaces(dialog)], body: await sound.offer() });
    await fresh.response(481, 'INVITE');
    await tier.control('POST', '/servers/sip-a/start');
    expect(await ghosts(tier)).toEqual([]);
  }, 60_000);

  it('leaves nothing with the twin that shares its dialogs where the far end hangs up in the gap', async () => {
    const { tier, dialog, sound, callId } = await talking({ processes, sipEdges: 'shared' });
    await tier.control('POST', '/servers/sip-a/kill');
    await tier.control('POST', `/calls/${callId}/hang-up`);
    expect(await ghosts(tier)).toEqual([]);
    const fresh = await register(tier.addresses.sip.b);
    fresh.inDialog(dialog, 'INVITE', 2, { body: await sound.offer() });
    await fresh.response(481, 'INVITE');
    expect(await ghosts(tier)).toEqual([]);
  }, 60_000);

  it('leaves nothing where the phone had gone on by the twin, which is killed too', async () => {
    const { tier, dialog, sound, callId } = await talking({ processes, sipEdges: 'shared' });
    await tier.control('POST', '/servers/sip-a/kill');
    const second = await register(tier.addresses.sip.b);
    second.inDialog(dialog, 'INVITE', 2, { body: await sound.offer() });
    await second.response(200, 'INVITE');
    second.inDialog(dialog, 'ACK', 2);
    await tier.control('POST', '/servers/sip-a/start');
    await tier.control('POST', '/servers/sip-b/kill');
    await tier.control('POST', `/calls/${callId}/hang-up`);
    expect(await ghosts(tier)).toEqual([]);
    const third = await register(tier.addresses.sip.a);
    third.inDialog(dialog, 'INVITE', 3, { body: await sound.offer() });
    await third.response(481, 'INVITE');
  }, 60_000);

  it('takes digits by INFO as it takes those of the sound', async () => {
    const { tier, phone, dialog, callId } = await talking({ processes });
    phone.inDialog(dialog, 'INFO', 2, { body: 'Signal=7\r\n', contentType: 'application/dtmf-relay' });
    await phone.response(200, 'INFO');
    await tier.control('POST', '/wait', {
      for: 'event',
      type: 'digit',
      callId,
      detail: { digit: '7' },
      after: 0,
    });
    for (const who of ['agent=12345', 'number=01314960142']) {
      expect(await tier.control('GET', `/calls/${callId}/heard?${who}`)).toMatchObject({
        heard: { digits: '7' },
      });
    }
  }, 60_000);

  it('is told of its agent as his desk is, and its sound is listened to without a break', async () => {
    const { tier, sound, callId } = await talking({ processes });
    const listen = { agent: '12345', hertz: agentHertz };
    await until(
      sound,
      async () => (await tier.control('GET', `/calls/${callId}/heard?agent=12345`)).heard,
      (heard) => (heard as { toneHertz: number | null } | null)?.toneHertz !== null,
    );
    expect(await tier.control('GET', `/calls/${callId}/listened?agent=12345`)).toEqual({ listened: null });
    await tier.control('POST', `/calls/${callId}/listen`, listen);
    await tier.control('POST', `/calls/${callId}/listen`, { number: '01314960142', hertz: agentHertz });
    await tier.control('POST', `/calls/${callId}/lose-audio`, { agentId: '12345', share: 1 });
    const listened = async (who: string) =>
      (await tier.control('GET', `/calls/${callId}/listened?${who}`)).listened as {
        longestGapMs: number;
        forMs: number;
      };
    await until(
      sound,
      () => listened('agent=12345'),
      ({ longestGapMs }) => longestGapMs >= 300,
    );
    expect((await listened('number=01314960142')).longestGapMs).toBeGreaterThanOrEqual(200);
    const view = await tier.control('GET', '/agents/12345');
    const { calls } = await tier.control('GET', '/calls');
    expect(view).toMatchObject({
      agent: { agentId: '12345', state: 'Talking', reasonCode: null, next: { state: 'WrapUp' } },
      calls: [{ callId, connection: 'Connected', variables: { account: '4410 2289 07' } }],
      desk: { id: 'desk-12345', link: 'connected', side: 'A' },
      registrations: ['A'],
    });
    expect(view.calls).toEqual([(calls as readonly { views: Record<string, unknown> }[])[0]?.views['12345']]);
  }, 60_000);
});
