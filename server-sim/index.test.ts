import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { configurationAnswer } from '../contract/configuration/messages.ts';
import { subprotocol } from '../contract/wire/subprotocol.ts';
import { callEvent, createTestTier, type TestTier } from './control/test-tier.ts';
import { openTestClient } from './host/test-client.ts';
import { startTier } from './index.ts';

let tier: TestTier;

// The same servers, put together in two ways: nothing may differ.
describe.each([
  ['in one process', { processes: false }],
  ['each server in its own process', { processes: true }],
])('the whole tier, %s', (_way, way) => {
  beforeAll(async () => {
    tier = createTestTier(await startTier(way));
  }, 60_000);
  afterAll(() => tier.close());
  beforeEach(() => tier.reset());

  it('gives profiles with its own addresses, and licences, from both sides', async () => {
    const { configuration, licensing } = tier.addresses;
    const desk = await tier.connect(configuration.b, subprotocol.configuration);
    desk.send({ type: 'GlobalSettingsDownloadRequest', id: 'd1' });
    const answer = configurationAnswer.parse(await desk.next());
    expect(answer).toMatchObject({
      type: 'GlobalSettingsDownloadConf',
      configuration: {
        configurationServers: configuration,
        cluster: { id: 'edinburgh' },
        profiles: [
          { name: 'Billing, blended', cti: tier.addresses.cti, licensing, sip: tier.addresses.sip },
          {},
        ],
      },
    });
    const seat = await tier.connect(licensing.a, subprotocol.licensing);
    seat.send({ type: 'AcquireLicenceRequest', id: 'a1', agentId: '12345', desk: 'desk-12345' });
    expect(await seat.next()).toMatchObject({ type: 'AcquireLicenceConf', seats: 20, inUse: 1 });
  });

  it('brings a call to a Ready agent, who answers it by CTI', async () => {
    const desk = await tier.logIn(tier.addresses.cti.a);
    const placed = await tier.control('POST', '/calls', { caller: 'Aileen Mackay' });
    const offered = await tier.control('POST', '/wait', {
      for: 'event',
      type: 'call',
      callId: placed.callId,
      agentId: '12345',
      detail: { event: 'Delivered' },
      after: placed.after,
    });
    expect(offered).toHaveProperty('event.agentId', '12345');
    const { call } = await callEvent(desk, 'Delivered');
    expect(call).toMatchObject({
      callId: placed.callId,
      connection: 'Alerting',
      customer: { name: 'Aileen Mackay' },
      variables: { account: '4410 2289 07' },
      skillGroup: { name: 'Billing' },
    });
    desk.send({ type: 'AnswerCallRequest', id: 'an1', callId: call.callId });
    expect((await callEvent(desk, 'Established')).call.connection).toBe('Connected');
    await tier.control('POST', '/wait', { for: 'agent', agentId: '12345', state: 'Talking' });
    await tier.control('POST', `/calls/${call.callId}/hang-up`);
    expect((await callEvent(desk, 'End')).call.end?.cause).toBe('released-by-far-end');
    await tier.control('POST', '/wait', { for: 'agent', agentId: '12345', state: 'WrapUp' });
  });

  it('takes an unanswered call back when the held clock is advanced', async () => {
    const desk = await tier.logIn(tier.addresses.cti.b);
    await tier.control('POST', '/clock', { action: 'hold' });
    await tier.control('POST', '/calls', { caller: 'Rhona Baird' });
    await callEvent(desk, 'Delivered');
    await tier.control('POST', '/clock', { action: 'advance', milliseconds: 19_999 });
    const { agents } = await tier.control('GET', '/agents');
    expect(agents).toContainEqual(expect.objectContaining({ agentId: '12345', state: 'Reserved' }));
    const advanced = await tier.control('POST', '/clock', { action: 'advance', milliseconds: 1 });
    expect(advanced).toMatchObject({ held: true });
    const waited = await tier.control('POST', '/wait', {
      for: 'agent',
      agentId: '12345',
      state: 'NotReady',
      reasonCode: 32_767,
    });
    expect(waited).toHaveProperty('agent.since', advanced.now);
  });

  it('goes on with CTI server B when A is killed in a call', async () => {
    const { cti } = tier.addresses;
    const onA = await tier.logIn(cti.a);
    await tier.control('POST', '/calls', { caller: 'Marek Dolan', menuMs: 0 });
    const { call } = await callEvent(onA, 'Delivered');
    onA.send({ type: 'AnswerCallRequest', id: 'an1', callId: call.callId });
    await callEvent(onA, 'Established');
    await tier.control('POST', '/servers/cti-a/kill');
    expect((await onA.closed).code).toBe(1006);
    await expect(openTestClient(cti.a, subprotocol.cti)).rejects.toThrow('ECONNREFUSED');

    const onB = await tier.connect(cti.b, subprotocol.cti);
    const desk = { id: 'desk-12345', name: 'Desk of 12345' };
    onB.send({ type: 'SetSessionMode', id: 's2', agentId: '12345', peripheralId: 5_000, desk });
    expect(await onB.nextOf('QueryAgentStateConf')).toMatchObject({ state: 'Talking' });
    onB.send({
      type: 'SetAgentStateRequest',
      id: 'l2',
      target: {
        state: 'Login',
        agentId: '12345',
        password: 'xxyyzz',
        device: '52513',
        phone: 'hardphone',
        takeOver: false,
      },
    });
    expect(await onB.nextOf('SnapshotCallsConf')).toMatchObject({
      calls: [{ callId: call.callId, connection: 'Connected' }],
    });
    onB.send({ type: 'ReleaseCallRequest', id: 're2', callId: call.callId });
    expect((await callEvent(onB, 'End')).call.end?.cause).toBe('released-by-agent');
  });

  it('is as new after a reset', async () => {
    await tier.logIn(tier.addresses.cti.a);
    await tier.control('POST', '/servers/configuration-b/kill');
    await tier.control('POST', '/servers/sip-a/freeze');
    await tier.control('POST', '/servers/media/kill');
    await tier.control('POST', '/clock', { action: 'hold' });
    const { after } = await tier.control('POST', '/reset');
    await tier.control('POST', '/wait', { for: 'event', type: 'scenario', after });
    const { servers } = await tier.control('GET', '/servers');
    expect((servers as readonly { state: string }[]).map(({ state }) => state)).toEqual(Array(11).fill('up'));
    const { agents } = await tier.control('GET', '/agents');
    expect((agents as readonly { state: string }[]).every(({ state }) => state === 'LoggedOut')).toBe(true);
    expect(await tier.control('GET', '/clock')).toMatchObject({ held: false });
    expect(await tier.control('GET', '/calls')).toEqual({ calls: [] });
  });
});
