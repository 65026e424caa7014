import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TestClient } from '../host/test-client.ts';
import { startTier } from '../index.ts';
import { callEvent, createTestTier, type TestTier } from './test-tier.ts';

let tier: TestTier;

type Message = Record<string, unknown>;

const misbehave = (name: string, kinds: unknown): Promise<Message> =>
  tier.control('POST', `/servers/${name}/misbehave`, { kinds } as object);

/** Whatever comes until a heartbeat is answered. */
async function caughtUp(desk: TestClient): Promise<readonly Message[]> {
  desk.send({ type: 'HeartbeatRequest', id: 'caught-up' });
  const seen: Message[] = [];
  for (;;) {
    const message = await desk.next();
    if (message.type === 'HeartbeatConf') return seen;
    seen.push(message);
  }
}

const numbersOf = (messages: readonly Message[]): readonly number[] =>
  messages.flatMap(({ sequence }) => (typeof sequence === 'number' ? [sequence] : []));

describe.each([
  ['in one process', { processes: false }],
  ['each server in its own process', { processes: true }],
])('a CTI server that misbehaves, %s', (_way, way) => {
  beforeAll(async () => {
    tier = createTestTier(await startTier(way));
  }, 60_000);
  afterAll(() => tier.close());
  afterEach(() => tier.reset());

  /** Logged in, with everything read that came by itself; then two events come. */
  async function withEvents(): Promise<readonly Message[]> {
    const desk = await tier.logIn(tier.addresses.cti.a);
    await caughtUp(desk);
    const { callId } = await tier.control('POST', '/calls', { caller: 'Aileen Mackay', menuMs: 0 });
    await tier.control('POST', '/wait', { for: 'agent', agentId: '12345', state: 'Reserved' });
    await tier.control('POST', `/calls/${callId}/hang-up`);
    await tier.control('POST', '/wait', { for: 'call', callId, phase: 'ended' });
    return await caughtUp(desk);
  }

  it('numbers its events one after the other while it does not', async () => {
    const numbers = numbersOf(await withEvents());
    expect(numbers.length).toBeGreaterThan(2);
    expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index));
  });

  it('repeats events under one number', async () => {
    await misbehave('cti-a', ['repeated']);
    const numbers = numbersOf(await withEvents());
    expect(numbers.length).toBeGreaterThan(2);
    expect(numbers.filter((_, index) => index % 2 === 0)).toEqual(
      numbers.filter((_, index) => index % 2 === 1),
    );
  });

  it('changes the places of two events, once', async () => {
    await misbehave('cti-a', ['reordered']);
    const numbers = numbersOf(await withEvents());
    const [first = 0, second = 0] = numbers;
    expect(first).toBe(second + 1);
    expect([second, first, ...numbers.slice(2)]).toEqual(numbers.map((_, index) => second + index));
  });

  it('tells a call twice, once as over, and a device without it', async () => {
    const desk = await tier.logIn(tier.addresses.cti.b);
    const { callId } = await tier.control('POST', '/calls', { caller: 'Aileen Mackay', menuMs: 0 });
    await callEvent(desk, 'Delivered');
    await misbehave('cti-b', ['contradiction']);
    const session = { agentId: '12345', peripheralId: 5_000, desk: { id: 'desk-12345', name: 'Desk' } };
    desk.send({ type: 'SetSessionMode', id: 's2', ...session });
    const { agentId, password, device, phone } = {
      agentId: '12345',
      password: 'xxyyzz',
      device: '52513',
      phone: 'hardphone',
    };
    const target = { state: 'Login', agentId, password, device, phone, takeOver: false };
    desk.send({ type: 'SetAgentStateRequest', id: 'l2', target });
    expect(await desk.nextOf('SnapshotDeviceConf')).toMatchObject({ callIds: [] });
    const snapshot = await desk.nextOf('SnapshotCallsConf');
    expect(snapshot.calls).toMatchObject([
      { callId, endedAt: null },
      { callId, endedAt: expect.any(Number) },
    ]);
  });

  it('floods, forges and answers heartbeats under another id', async () => {
    await misbehave('cti-a', ['flood', 'forged', 'wrongHeartbeat']);
    const desk = await tier.logIn(tier.addresses.cti.a);
    const seen = await caughtUp(desk);
    const numbers = numbersOf(seen);
    expect(numbers.length).toBeGreaterThan(10_000);
    expect(numbers.slice(0, 10_000)).toEqual([...numbers.slice(0, 10_000)].sort((one, next) => one - next));
    expect(numbers).toContain(1_000_000_000);
    expect(seen).toContainEqual({ type: 'RequestConf', id: 'forged-request' });
    desk.send({ type: 'HeartbeatRequest', id: 'mine' });
    expect(await desk.nextOf('HeartbeatConf')).toMatchObject({ id: 'not-mine' });
  });

  it('is shown and told, and is over with the server’s end', async () => {
    const { after, server } = await misbehave('cti-b', ['repeated', 'flood']);
    expect(server).toMatchObject({ name: 'cti-b', state: 'up', misbehaves: ['repeated', 'flood'] });
    const detail = { state: 'up', misbehaves: 'repeated flood' };
    await tier.control('POST', '/wait', { for: 'event', type: 'server', server: 'cti-b', detail, after });
    await tier.control('POST', '/servers/cti-b/kill');
    expect((await tier.control('POST', '/servers/cti-b/start')).server).toMatchObject({ misbehaves: [] });
  });

  it.each([
    ['cti-a', ['rude'], /409 cti-a cannot misbehave by "rude": it can by forged, repeated/],
    ['sip-a', ['forged'], /409 sip-a cannot misbehave by "forged": it can by withoutAck/],
    ['licensing-a', ['forged'], /409 licensing-a cannot misbehave by "forged": it can by nothing/],
    ['cti-a', 'forged', /400 body\.kinds/],
    ['nobody', [], /404 There is no server "nobody"/],
  ])('is refused for %s: %j', async (server, kinds, sentence) => {
    await expect(misbehave(server, kinds)).rejects.toThrow(sentence);
  });
});
