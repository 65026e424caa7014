import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { DeskCommand } from '../../contract/desk/desk-command.ts';
import type { CommandOutcome } from '../../contract/desk/desk-error.ts';
import type { DeskState } from '../../contract/desk/desk-state.ts';
import { deskWhen } from '../../main/desk/desk-when.ts';
import { type HeadlessDesk, openHeadlessDesk } from '../../main/headless/headless-desk.ts';
import { silentLog } from '../../main/log/testing/test-logs.ts';
import { startTier, type Tier } from '../../server-sim/index.ts';
import { Control } from '../support/tier.ts';
import { until as untilSeen } from '../support/until.ts';

// The desk with its phone, in plain Node, against the whole tier: what happens when two things go wrong at once.

let tier: Tier;
let control: Control;
let open: { readonly headless: HeadlessDesk; readonly folder: string }[] = [];

beforeAll(async () => {
  tier = await startTier();
  control = new Control(tier.addresses.control);
});
afterAll(() => tier.close());
beforeEach(() => control.reset());
afterEach(async () => {
  for (const { headless, folder } of open) {
    await headless.close();
    await rm(folder, { recursive: true, force: true });
  }
  open = [];
});

async function openDesk(): Promise<HeadlessDesk> {
  const folder = await mkdtemp(path.join(tmpdir(), 'switchhook-desk-'));
  const headless = await openHeadlessDesk({
    folder,
    configuration: tier.addresses.configuration,
    microphone: { type: 'tone', hertz: 1_000 },
    newId: randomUUID,
    log: silentLog,
    bundles: folder,
  });
  open.push({ headless, folder });
  await until(headless, ({ configuration }) => configuration.status === 'fresh');
  return headless;
}

const until = ({ desk }: HeadlessDesk, is: (state: DeskState) => boolean): Promise<DeskState> =>
  deskWhen(desk, is);

const ask = ({ desk }: HeadlessDesk, command: DeskCommand): Promise<CommandOutcome> => desk.command(command);

async function logIn(
  desk: HeadlessDesk,
  loginString = '12345;xxyyzz;52513',
  takeOver = false,
): Promise<void> {
  const logged = await ask(desk, { type: 'logIn', profile: 'Billing, blended', loginString, takeOver });
  expect(logged).toEqual({ ok: true });
  await until(desk, ({ phone }) => phone.registration === 'registered');
}

/** Logged in, Ready, and talking to a caller. Resolves with the call's id. */
async function talking(desk: HeadlessDesk): Promise<string> {
  await logIn(desk);
  expect(await ask(desk, { type: 'setState', target: { state: 'Ready' } })).toEqual({ ok: true });
  const callId = await control.placeCall({ caller: 'Aileen Mackay', menuMs: 0 });
  await until(desk, ({ sessions }) => sessions[0]?.phone?.phase === 'ringing');
  await ask(desk, { type: 'answer', callId });
  await until(desk, ({ agent, sessions }) => agent?.state === 'Talking' && sessions[0]?.phase === 'talking');
  return callId;
}

test('a take-over in mid-call cuts nobody off: the caller talks on, and then the phone goes', async () => {
  const first = await openDesk();
  const callId = await talking(first);
  const second = await openDesk();
  await logIn(second, '12345;xxyyzz;52514', true);
  const displaced = await until(first, ({ login }) => login.phase === 'displaced');
  expect(displaced.sessions).toMatchObject([{ id: callId, phone: { phase: 'established' } }]);
  await control.wait({ for: 'call', callId, phase: 'connected' });
  await control.post(`/calls/${callId}/hang-up`);
  await until(first, ({ sessions, phone }) => sessions.length === 0 && phone.registration === 'unregistered');
});

test('a logout whose CTI server dies is a logout, and the seat is free', async () => {
  const desk = await openDesk();
  await logIn(desk);
  const side = desk.desk.state().connections.cti.inUse === 'A' ? 'cti-a' : 'cti-b';
  await control.server(side, 'freeze');
  void ask(desk, { type: 'logOut', reasonCode: 11 });
  await control.server(side, 'kill');
  await until(desk, ({ login }) => login.phase === 'logged-out');
  await control.wait({ for: 'agent', agentId: '12345', state: 'LoggedOut' });
});

test('a CTI server that dies while a part of the system is offline costs no call', async () => {
  const desk = await openDesk();
  const callId = await talking(desk);
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
  const desk = await openDesk();
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
  const desk = await openDesk();
  const callId = await talking(desk);
  await ask(desk, { type: 'saveDraft', sessionId: callId, notes: 'Rebill', disposition: 2 });
  await ask(desk, { type: 'release', callId });
  await until(desk, ({ agent }) => agent?.state === 'WrapUp');
  expect(await ask(desk, { type: 'finishWrapUp', sessionId: callId })).toEqual({ ok: true });
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
