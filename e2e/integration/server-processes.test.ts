import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DeskCommand } from '../../contract/desk/desk-command.ts';
import type { DeskState } from '../../contract/desk/desk-state.ts';
import { deskWhen } from '../../main/desk/desk-when.ts';
import { type HeadlessDesk, openHeadlessDesk } from '../../main/headless/headless-desk.ts';
import { silentLog } from '../../main/log/testing/test-logs.ts';
import { type Control, type RunningTier, startTier } from '../support/tier.ts';
import { until as untilSeen } from '../support/until.ts';

// The desk with its phone, in plain Node, against a tier whose servers are processes: a kill is a SIGKILL.

let tier: RunningTier;
let control: Control;
let open: { readonly headless: HeadlessDesk; readonly folder: string }[] = [];

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

async function done({ desk }: HeadlessDesk, command: DeskCommand): Promise<void> {
  expect(await desk.command(command)).toEqual({ ok: true });
}

/** Logged in, Ready, and talking to a caller. Resolves with the call's id. */
async function talking(desk: HeadlessDesk): Promise<string> {
  const loginString = '12345;xxyyzz;52513';
  await done(desk, { type: 'logIn', profile: 'Billing, blended', loginString, takeOver: false });
  await until(desk, ({ phone }) => phone.registration === 'registered');
  await done(desk, { type: 'setState', target: { state: 'Ready' } });
  const voice = { type: 'tone', hertz: 440 };
  const callId = await control.placeCall({ caller: 'Aileen Mackay', menuMs: 0, voice });
  await until(desk, ({ sessions }) => sessions[0]?.phone?.phase === 'ringing');
  await done(desk, { type: 'answer', callId });
  await until(desk, ({ agent, sessions }) => agent?.state === 'Talking' && sessions[0]?.phase === 'talking');
  return callId;
}

const serverOf = (desk: HeadlessDesk, kind: 'cti' | 'sip'): string =>
  `${kind}-${(desk.desk.state().connections[kind].inUse ?? 'A').toLowerCase()}`;

describe.each(['shared', 'separate'] as const)('with SIP edges whose dialogs are %s', (sipEdges) => {
  beforeAll(async () => {
    tier = await startTier([], { processes: true, sipEdges });
    control = tier.control;
  }, 60_000);
  afterAll(() => tier.stop());
  beforeEach(() => control.reset());

  test('a CTI server whose process is killed costs a talking desk nothing: it goes on with the other', async () => {
    const desk = await openDesk();
    const callId = await talking(desk);
    await control.server(serverOf(desk, 'cti'), 'kill');
    await until(
      desk,
      ({ connections, agent }) => connections.cti.status === 'moved' && agent?.known === 'live',
    );
    const { agent, calls } = await control.agent('12345');
    expect(agent.state).toBe('Talking');
    expect(desk.desk.state().agent).toMatchObject({
      state: agent.state,
      reasonCode: agent.reasonCode,
      since: agent.since,
      next: agent.next,
    });
    expect(desk.desk.state().sessions.map(({ call }) => call)).toEqual(calls);
    await done(desk, { type: 'release', callId });
    await control.wait({ for: 'agent', agentId: '12345', state: 'WrapUp' });
    expect(await control.ghosts()).toEqual([]);
  });

  test('a SIP edge whose process is killed takes no call and no sound with it', async () => {
    const desk = await openDesk();
    const callId = await talking(desk);
    const agent = { agent: '12345' };
    await untilSeen(
      "the agent's tone",
      () => control.heard(callId, agent),
      (heard) => heard?.toneHertz !== null && heard?.toneHertz !== undefined,
    );
    await control.listen(callId, agent, 1_000);
    await control.server(serverOf(desk, 'sip'), 'kill');
    await until(
      desk,
      ({ connections, phone }) => connections.sip.status === 'moved' && phone.registration === 'registered',
    );
    expect(await control.ghosts()).toEqual([]);
    const listened = await untilSeen(
      'a second of sound',
      () => control.listened(callId, agent),
      (sound) => (sound?.forMs ?? 0) > 1_000,
    );
    const silentMs = listened?.gaps.reduce((sum, { ms }) => sum + ms, 0) ?? 0;
    expect(silentMs).toBeLessThan(listened?.forMs ?? 0);
    expect((await control.heard(callId, agent))?.toneHertz).toBeCloseTo(1_000, -1);
    await control.post(`/calls/${callId}/hang-up`);
    await until(desk, ({ agent }) => agent?.state === 'WrapUp');
    expect(await control.ghosts()).toEqual([]);
  });
});
