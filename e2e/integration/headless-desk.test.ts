import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTier, type Tier } from '../../server-sim/index.ts';
import { Control } from '../support/tier.ts';
import { until as untilSeen } from '../support/until.ts';
import { desksOfFile, done, logIn, talking, until } from './desks.ts';

// The desk with its phone, in plain Node, against the whole tier: what happens when two things go wrong at once.

let tier: Tier;
let control: Control;
const openDesk = desksOfFile();

beforeAll(async () => {
  tier = await startTier();
  control = new Control(tier.addresses.control);
});
afterAll(() => tier.close());
beforeEach(() => control.reset());

test('a take-over in mid-call cuts nobody off: the caller talks on, and then the phone goes', async () => {
  const first = await openDesk(tier.addresses);
  const callId = await talking(first, control);
  const second = await openDesk(tier.addresses);
  await logIn(second, { loginString: '12345;xxyyzz;52514', takeOver: true });
  const displaced = await until(first, ({ login }) => login.phase === 'displaced');
  expect(displaced.sessions).toMatchObject([{ id: callId, phone: { phase: 'established' } }]);
  await control.wait({ for: 'call', callId, phase: 'connected' });
  await control.post(`/calls/${callId}/hang-up`);
  await until(first, ({ sessions, phone }) => sessions.length === 0 && phone.registration === 'unregistered');
});

test('a logout whose CTI server dies is a logout, and the seat is free', async () => {
  const desk = await openDesk(tier.addresses);
  await logIn(desk);
  const side = desk.desk.state().connections.cti.inUse === 'A' ? 'cti-a' : 'cti-b';
  await control.server(side, 'freeze');
  void desk.desk.command({ type: 'logOut', reasonCode: 11 });
  await control.server(side, 'kill');
  await until(desk, ({ login }) => login.phase === 'logged-out');
  await control.wait({ for: 'agent', agentId: '12345', state: 'LoggedOut' });
});

test('a CTI server that dies while a part of the system is offline costs no call', async () => {
  const desk = await openDesk(tier.addresses);
  const callId = await talking(desk, control);
  await control.post('/system-status', { centralController: 'offline' });
  const side = desk.desk.state().connections.cti.inUse === 'A' ? 'cti-a' : 'cti-b';
  await control.server(side, 'kill');
  await until(desk, ({ connections }) => connections.cti.status === 'moved');
  await control.post('/system-status', { centralController: 'online' });
  const state = await until(desk, ({ agent }) => agent?.known === 'live');
  expect(state).toMatchObject({
    login: { phase: 'logged-in' },
    agent: { state: 'Talking' },
    sessions: [{ id: callId }],
  });
});

test('an app that is closed while CTI is gone gives its seat back', async () => {
  const desk = await openDesk(tier.addresses);
  await logIn(desk);
  await control.server('cti-a', 'kill');
  await control.server('cti-b', 'kill');
  await until(desk, ({ agent }) => agent?.known === 'lost');
  await desk.close();
  const seats = await control.get<{ lines: readonly unknown[] }>('/log/licensing-a');
  const more = await control.get<{ lines: readonly unknown[] }>('/log/licensing-b');
  expect(JSON.stringify([...seats.lines, ...more.lines])).toMatch(/gave|given back|released/i);
});

test('notes and disposition reach the switch, once', async () => {
  const desk = await openDesk(tier.addresses);
  const callId = await talking(desk, control);
  await done(desk, { type: 'saveDraft', sessionId: callId, notes: 'Rebill', disposition: 2 });
  await done(desk, { type: 'release', callId });
  await until(desk, ({ agent }) => agent?.state === 'WrapUp');
  await done(desk, { type: 'finishWrapUp', sessionId: callId });
  const wrapUp = await untilSeen(
    'the notes at the switch',
    async () => {
      const { calls } = await control.get<{ calls: { callId: string; wrapUp: object[] }[] }>('/calls');
      return calls.find((call) => call.callId === callId)?.wrapUp ?? [];
    },
    (found) => found.length > 0,
  );
  expect(wrapUp).toMatchObject([{ notes: 'Rebill', disposition: 2 }]);
});
