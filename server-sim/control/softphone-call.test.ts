import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTier } from '../index.ts';
import type { Heard } from '../links/media-control.ts';
import { hears, hearsMusic, until } from '../media/testing/scene.ts';
import { createTestDevice, type TestDevice } from '../media/testing/test-device.ts';
import { bodyOf, field, RawDevice } from '../sip/testing/raw-device.ts';
import { callEvent, createTestTier, type TestTier } from './test-tier.ts';

const agentHertz = 880;
let tier: TestTier;
let phones: RawDevice[] = [];
let sounds: TestDevice[] = [];

async function register(address: string, device = '52513'): Promise<RawDevice> {
  const phone = await RawDevice.connect(Number(address.split(':')[1]), {
    number: device,
    password: 'quiet-otter-4711',
    domain: 'edinburgh.example',
  });
  phones.push(phone);
  await phone.register();
  return phone;
}

// The same servers, put together in two ways: nothing may differ.
describe.each([
  ['in one process', { processes: false }],
  ['each server in its own process', { processes: true }],
])('a softphone at the tier, %s', (_way, way) => {
  beforeAll(async () => {
    tier = createTestTier(await startTier(way));
  }, 60_000);
  afterAll(() => tier.close());
  afterEach(async () => {
    for (const phone of phones) phone.cut();
    await Promise.all(sounds.map((sound) => sound.close()));
    phones = [];
    sounds = [];
    await tier.reset();
  });

  it('rings a softphone, and sound goes both ways through the tier', async () => {
    const phone = await register(tier.addresses.sip.a);
    await tier.control('POST', '/wait', {
      for: 'event',
      type: 'deviceRegistered',
      device: '52513',
      after: 0,
    });
    const desk = await tier.logIn(tier.addresses.cti.a, { phone: 'softphone' });
    const placed = await tier.control('POST', '/calls', {
      caller: 'Aileen Mackay',
      voice: { type: 'tone', hertz: 440 },
    });
    const invite = await phone.request('INVITE');
    expect(field(invite, 'X-Switchhook-Call')).toBe(placed.callId);
    expect(field(invite, 'From')).toContain('01314960142');

    const sound = createTestDevice(agentHertz);
    sounds.push(sound);
    await phone.answer(invite, await sound.answer(bodyOf(invite)));
    await callEvent(desk, 'Established');
    await until(sound, () => sound.heard(), hears(440));
    const heard = await until(
      sound,
      async () => (await tier.control('GET', `/calls/${placed.callId}/heard?agent=12345`)).heard,
      (seen) => Math.abs(((seen as { toneHertz?: number } | null)?.toneHertz ?? 0) - agentHertz) < 3,
    );
    expect(heard).toMatchObject({ packets: expect.any(Number) });

    await tier.control('POST', `/calls/${placed.callId}/speak`, { voice: { type: 'tone', hertz: 660 } });
    await until(sound, () => sound.heard(), hears(660));
    const { after } = await tier.control('POST', `/calls/${placed.callId}/hang-up`);
    await phone.request('BYE');
    await tier.control('POST', '/wait', { for: 'agent', agentId: '12345', state: 'WrapUp' });
    expect(after).toEqual(expect.any(Number));
  });

  it('keeps the sound when the edge that carried the call is killed', async () => {
    const phone = await register(tier.addresses.sip.a);
    const desk = await tier.logIn(tier.addresses.cti.b, { phone: 'softphone' });
    const placed = await tier.control('POST', '/calls', {
      caller: 'Rhona Baird',
      voice: { type: 'tone', hertz: 523 },
    });
    const invite = await phone.request('INVITE');
    const sound = createTestDevice(agentHertz);
    sounds.push(sound);
    await phone.answer(invite, await sound.answer(bodyOf(invite)));
    await callEvent(desk, 'Established');
    await until(sound, () => sound.heard(), hears(523));

    const { after } = await tier.control('POST', '/servers/sip-a/kill');
    expect(await phone.closed).toBe(1006);
    await tier.control('POST', '/wait', { for: 'event', type: 'deviceUnregistered', device: '52513', after });
    await tier.control('POST', `/calls/${placed.callId}/speak`, { voice: { type: 'tone', hertz: 784 } });
    await until(sound, () => sound.heard(), hears(784));

    await register(tier.addresses.sip.b);
    await tier.control('POST', '/wait', { for: 'event', type: 'deviceRegistered', device: '52513', after });
    expect(await tier.control('GET', '/calls')).toMatchObject({ calls: [{ phase: 'connected' }] });
  });

  it('leaves an answer without its ACK where it is told to, and does all else; until it is told not to', async () => {
    const phone = await register(tier.addresses.sip.a);
    const desk = await tier.logIn(tier.addresses.cti.a, { phone: 'softphone' });
    await tier.control('POST', '/servers/sip-a/misbehave', { kinds: ['withoutAck'] });
    await tier.control('POST', '/calls', { caller: 'Rhona Baird' });
    const invite = await phone.request('INVITE');
    const sound = createTestDevice(agentHertz);
    sounds.push(sound);
    const sdp = await sound.answer(bodyOf(invite));
    phone.respond(invite, 180, 'Ringing', 'tag');
    phone.respond(invite, 200, 'OK', 'tag', sdp);
    await callEvent(desk, 'Established');
    await until(sound, () => sound.heard(), hears(523));
    expect(phone.inbox.waiting().filter((line) => line.startsWith('ACK'))).toEqual([]);
    await tier.control('POST', '/servers/sip-a/misbehave', { kinds: [] });
    phone.respond(invite, 200, 'OK', 'tag', sdp);
    await phone.request('ACK');
  });

  it('lets a caller hear music in the queue and while he is offered, until an agent answers', async () => {
    const phone = await register(tier.addresses.sip.a);
    await tier.control('POST', '/wait', {
      for: 'event',
      type: 'deviceRegistered',
      device: '52513',
      after: 0,
    });
    const sound = createTestDevice(agentHertz);
    sounds.push(sound);
    const place = async (to: string) =>
      (await tier.control('POST', '/calls', { caller: 'Aileen Mackay', to, menuMs: 0 })).callId;
    const callerHears = async (callId: unknown) =>
      (await tier.control('GET', `/calls/${callId}/heard?number=01314960142`)).heard as Heard | null;
    const queued = await place('7003');
    await until(sound, () => callerHears(queued), hearsMusic);
    const desk = await tier.logIn(tier.addresses.cti.a, { phone: 'softphone' });
    const offered = await place('7001');
    const invite = await phone.request('INVITE');
    await until(sound, () => callerHears(offered), hearsMusic);
    await phone.answer(invite, await sound.answer(bodyOf(invite)));
    await callEvent(desk, 'Established');
    await until(sound, () => callerHears(offered), hears(agentHertz));
  });

  it('lets an agent who dials hear the ringing tone until the far end answers', async () => {
    const phone = await register(tier.addresses.sip.a);
    await tier.control('POST', '/wait', {
      for: 'event',
      type: 'deviceRegistered',
      device: '52513',
      after: 0,
    });
    const desk = await tier.logIn(tier.addresses.cti.a, { phone: 'softphone' });
    await tier.control('POST', '/clock', { action: 'hold' });
    desk.send({ type: 'MakeCallRequest', id: 'dial', number: '01632960007' });
    const invite = await phone.request('INVITE');
    const sound = createTestDevice(agentHertz);
    sounds.push(sound);
    await phone.answer(invite, await sound.answer(bodyOf(invite)));
    await callEvent(desk, 'Delivered');
    await until(sound, () => sound.heard(), hears(425));
    await tier.control('POST', '/clock', { action: 'advance', milliseconds: 8_000 });
    await callEvent(desk, 'Established');
    await until(sound, () => sound.heard(), hears(620));
    // As long as the tone takes to come again.
    const enough = sound.packets.length + 260;
    const seen = await until(
      sound,
      () => ({
        packets: sound.packets.length,
        isRinging: sound.heard().tonesHertz.some((tone) => Math.abs(tone - 425) < 3),
      }),
      ({ packets, isRinging }) => packets >= enough || isRinging,
    );
    expect(seen.isRinging).toBe(false);
  });

  it('refuses a wrong SIP password', async () => {
    const phone = await RawDevice.connect(Number(tier.addresses.sip.b.split(':')[1]), {
      number: '52513',
      password: 'not this one',
      domain: 'edinburgh.example',
    });
    phones.push(phone);
    // The first 401 is the challenge, which `register` takes; the second is the refusal.
    phone.register().catch(() => undefined);
    expect(await phone.response(401, 'REGISTER')).toContain('WWW-Authenticate');
  });
});
