import { describe, expect, it } from 'vitest';
import type { DeviceOrder, EdgeSide } from '../links/device-control.ts';
import { ControlRefusal, type SwitchEvent } from '../links/switch-control.ts';
import { createQuietLog } from '../testing/quiet-log.ts';
import { createTestClock } from '../testing/test-clock.ts';
import { createPeripheral, type Peripheral } from './create-peripheral.ts';
import type { DeskLink } from './desk-link.ts';
import type { DeskAnswer } from './messages.ts';
import { createFakeMedia, nothingHeard } from './testing/fake-media.ts';
import { inShort, logInAs } from './testing/switch-bench.ts';
import { testPlan } from './testing/test-plan.ts';

const voice = { type: 'tone', hertz: 440 } as const;
const inbound = {
  from: { number: '0201', name: 'Dora' },
  to: '8001',
  variables: {},
  customer: null,
  voice,
  menuMs: 0,
};

function tier(mediaFails: readonly string[] = []) {
  const clock = createTestClock(1_000);
  const media = createFakeMedia(mediaFails);
  const log = createQuietLog();
  const orders: (DeviceOrder & { edge: EdgeSide })[] = [];
  const events: SwitchEvent[] = [];
  const peripheral = createPeripheral({
    plan: testPlan,
    clock,
    media,
    log,
    orders: (order, edge) => void orders.push({ ...order, edge }),
    newId: () => 'run',
  });
  peripheral.onEvent((event) => events.push(event));
  return { clock, media, log, orders, events, peripheral };
}

function seat(
  peripheral: Peripheral,
  agentId = '1001',
  device = '5001',
): { readonly link: DeskLink; readonly answers: DeskAnswer[] } {
  const answers: DeskAnswer[] = [];
  const desk = { id: `desk-${agentId}`, name: 'PC' };
  const attachment = { side: 'A', requestId: 'mode', agentId, peripheralId: 5000, desk } as const;
  peripheral.deviceReport({ type: 'registered', side: 'A', device, contact: 'x' });
  const link = peripheral.attachDesk(attachment, (answer) => answers.push(answer));
  link.request({ ...logInAs(agentId, device), id: 'in' });
  link.request({ type: 'SetAgentStateRequest', id: 'ready', target: { state: 'Ready' } });
  return { link, answers };
}

describe('the peripheral', () => {
  it('carries a call from the caller to wrap-up', async () => {
    const { clock, media, orders, peripheral } = tier();
    const { answers } = seat(peripheral);
    const { callId } = peripheral.placeCall(inbound);
    const [offer] = orders;
    expect(offer).toMatchObject({ type: 'offer', edge: 'A', device: '5001', callId });
    peripheral.deviceReport({ type: 'answered', legId: offer?.legId ?? '' });
    clock.advance(5_000);
    peripheral.farEndHangsUp(callId, null);
    expect(inShort(answers).slice(-5)).toEqual([
      'Reserved',
      `Established ${callId}`,
      'Talking',
      `End ${callId}`,
      'WrapUp',
    ]);
    clock.advance(30_000);
    expect(inShort(answers).at(-1)).toBe('Ready');
    await media.settled();
    expect(media.asked).toEqual([
      expect.stringMatching(/^addFarEnd .* tone$/),
      expect.stringMatching(new RegExp(`^mix ${callId} \\S+:active:music$`)),
      expect.stringMatching(new RegExp(`^mix ${callId} \\S+:active \\S+:active$`)),
      expect.stringMatching(/^removeLeg/),
      expect.stringMatching(/^removeLeg/),
      `mix ${callId}`,
    ]);
  });

  it('keeps every wait by the clock, and none when it is disposed of', () => {
    const { clock, events, peripheral } = tier();
    seat(peripheral);
    peripheral.placeCall(inbound);
    clock.advance(12_000);
    const states = events
      .filter(({ type }) => type === 'agentState')
      .map(({ at, detail }) => [at, detail.reasonCode]);
    expect(states.at(-1)).toEqual([13_000, 32_767]);
    seat(peripheral, '1002', '5002');
    const before = events.length;
    peripheral.dispose();
    clock.advance(60_000);
    peripheral.deviceReport({ type: 'registered', side: 'B', device: '5001', contact: 'x' });
    expect(events).toHaveLength(before);
  });

  it('numbers what happened, and lets a listener go', () => {
    const { events, peripheral } = tier();
    const seen: SwitchEvent[] = [];
    const stop = peripheral.onEvent((event) => seen.push(event));
    seat(peripheral);
    stop();
    peripheral.placeCall(inbound);
    expect(events.map(({ number }) => number)).toEqual(events.map((_, index) => index + 1));
    expect(events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['deviceRegistered', 'agentState', 'deskConnected', 'request', 'call']),
    );
    expect(seen.length).toBeLessThan(events.length);
  });

  it('takes what a listener asks for in the middle of it', () => {
    const { peripheral } = tier();
    seat(peripheral);
    const placed: string[] = [];
    const seenAfter: number[] = [];
    const stop = peripheral.onEvent((event) => {
      if (event.detail.event !== 'Delivered') return;
      stop();
      placed.push(peripheral.placeCall({ ...inbound, from: { number: '0202', name: 'Eve' } }).callId);
    });
    peripheral.onEvent(({ number }) => seenAfter.push(number));
    const { callId } = peripheral.placeCall(inbound);
    expect(seenAfter).toEqual([...seenAfter].sort((one, other) => one - other));
    expect(placed).toHaveLength(1);
    expect(peripheral.calls().map((call) => [call.callId, call.phase])).toEqual([
      [callId, 'offered'],
      [placed[0], 'queued'],
    ]);
  });

  it('goes on when somebody it tells fails', () => {
    const { log, peripheral } = tier();
    const desk = { id: 'd', name: 'PC' };
    const attachment = { side: 'A', requestId: 'm', agentId: '1002', peripheralId: 5000, desk } as const;
    peripheral.attachDesk(attachment, () => {
      throw new Error('a broken desk');
    });
    const { answers } = seat(peripheral);
    expect(inShort(answers)).toContain('Ready');
    expect(log.lines).toContain('error The switch could not deliver');
  });

  it('tells a desk nothing after it detached, and gives its agent up after a while', () => {
    const { clock, events, peripheral } = tier();
    const { link, answers } = seat(peripheral);
    link.detach();
    link.detach();
    const before = answers.length;
    clock.advance(60_000);
    expect(answers).toHaveLength(before);
    expect(peripheral.agents()[0]).toMatchObject({ state: 'NotReady', reasonCode: 50_002 });
    expect(events.filter(({ type }) => type === 'deskLost')).toHaveLength(1);
  });
});

describe('questions and orders of the control API', () => {
  it('reach the far end and the agent of a call', async () => {
    const { media, orders, peripheral, events } = tier();
    seat(peripheral);
    const { callId } = peripheral.placeCall(inbound);
    const legId = orders[0]?.legId ?? '';
    peripheral.deviceReport({ type: 'answered', legId });
    await peripheral.farEndSpeaks(callId, { type: 'music' }, null);
    await peripheral.farEndSendsDigits(callId, '12', '0201');
    await peripheral.loseAudio(callId, '1001', 0.1);
    expect(await peripheral.heard(callId, { agentId: '1001' })).toEqual(nothingHeard);
    expect(await peripheral.heard(callId, { number: '0201' })).toEqual(nothingHeard);
    const farEnd = media.asked.find((line) => line.startsWith('speak'))?.split(' ')[1];
    expect(media.asked.slice(-5)).toEqual([
      `speak ${farEnd} music`,
      `sendDigits ${farEnd} 12`,
      `lose ${legId} 0.1`,
      `heard ${legId}`,
      `heard ${farEnd}`,
    ]);
    media.report({ type: 'digit', legId, digit: '7' });
    expect(events.at(-1)).toMatchObject({ type: 'digit', callId, agentId: '1001', detail: { digit: '7' } });
  });

  it('are refused in words', async () => {
    const { peripheral } = tier();
    const { callId } = peripheral.placeCall(inbound);
    expect(() => peripheral.placeCall({ ...inbound, to: '9' })).toThrow(ControlRefusal);
    expect(() => peripheral.setAgentState('1001', 'Ready', null)).toThrow(/1001 is logged out/);
    expect(() => peripheral.farEndHangsUp('x', null)).toThrow(/no call x/);
    await expect(peripheral.farEndSpeaks(callId, voice, '9')).rejects.toThrow(/no far end 9/);
    await expect(peripheral.loseAudio(callId, '1001', 1)).rejects.toThrow(/has no agent 1001/);
    await expect(peripheral.heard('x', { number: '1' })).rejects.toThrow(ControlRefusal);
  });

  it('see calls with parties, views and what was written', () => {
    const { orders, peripheral } = tier();
    const { link } = seat(peripheral);
    const { callId } = peripheral.placeCall(inbound);
    peripheral.deviceReport({ type: 'answered', legId: orders[0]?.legId ?? '' });
    link.request({ type: 'SetCallDataRequest', id: 'n', callId, disposition: 2, notes: 'hello' });
    expect(peripheral.calls()).toMatchObject([
      {
        callId,
        phase: 'connected',
        parties: [
          { number: '0201', device: null, agentId: null, state: 'Connected' },
          { number: '5001', device: '5001', agentId: '1001', state: 'Connected' },
        ],
        views: { 1001: { callId, connection: 'Connected' } },
        wrapUp: [{ agentId: '1001', disposition: 2, notes: 'hello', at: 1_000 }],
      },
    ]);
    peripheral.farEndHangsUp(callId, null);
    expect(peripheral.calls()).toMatchObject([
      { phase: 'ended', views: { 1001: { connection: 'Cleared' } } },
    ]);
  });

  it('change far ends and the plan', () => {
    const { orders, peripheral } = tier();
    const { link, answers } = seat(peripheral);
    peripheral.setFarEnd({ number: '604', name: 'New', answers: 'busy', voice });
    link.request({ type: 'MakeCallRequest', id: 'call', number: '604' });
    peripheral.deviceReport({ type: 'answered', legId: orders[0]?.legId ?? '' });
    expect(answers.some((one) => one.type === 'CallEvent' && one.call.end?.cause === 'busy')).toBe(true);
    peripheral.reset({ ...testPlan, agents: testPlan.agents.slice(0, 1) });
    expect(peripheral.agents().map(({ agentId, state }) => [agentId, state])).toEqual([
      ['1001', 'LoggedOut'],
    ]);
    expect(peripheral.calls()).toEqual([]);
  });
});

describe('media that fails', () => {
  it('is written down, and what comes after is done', async () => {
    const { log, media, peripheral } = tier(['addFarEnd']);
    const { callId } = peripheral.placeCall(inbound);
    await peripheral.farEndSpeaks(callId, voice, null);
    expect(log.lines).toEqual(['error Media could not do addFarEnd']);
    expect(media.asked.at(-1)).toMatch(/^speak/);
  });
});
