import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DeskCommand } from '../../contract/desk/desk-command.ts';
import type { DeskState } from '../../contract/desk/desk-state.ts';
import { voiceSessions } from '../../contract/desk/voice-sessions.ts';
import { deskWhen } from '../../main/desk/desk-when.ts';
import { type HeadlessDesk, openHeadlessDesk } from '../../main/headless/headless-desk.ts';
import { silentLog } from '../../main/log/testing/test-logs.ts';
import { startTier, type Tier } from '../../server-sim/index.ts';
import { Control } from '../support/tier.ts';

// A desk that prefers A was driven to B, and A is back: it goes home when the agent is at rest, and not before.

const kinds = ['cti', 'licensing', 'sip'] as const;

let tier: Tier;
let control: Control;
let folder: string;
let headless: HeadlessDesk;

beforeAll(async () => {
  tier = await startTier();
  control = new Control(tier.addresses.control);
  const { revision: _, ...settings } = await control.get<{ revision: number; desktop: object }>(
    '/configuration',
  );
  const desktop = { ...settings.desktop, standbyProbeMs: 10_000, homeAfterMs: 1_000 };
  await control.post('/configuration', { ...settings, desktop }, 'PUT');
  folder = await mkdtemp(path.join(tmpdir(), 'switchhook-home-'));
  const order = { serverOrder: 'primary-first', phoneOrder: 'primary-first' };
  await writeFile(path.join(folder, 'settings.json'), JSON.stringify(order));
  headless = await openHeadlessDesk({
    folder,
    configuration: tier.addresses.configuration,
    policies: [],
    microphone: { type: 'tone', hertz: 1_000 },
    newId: randomUUID,
    log: silentLog,
    bundles: folder,
  });
  await until(({ configuration }) => configuration.status === 'fresh');
});
afterAll(async () => {
  await headless.close();
  await rm(folder, { recursive: true, force: true });
  await tier.close();
});

const until = (is: (state: DeskState) => boolean): Promise<DeskState> => deskWhen(headless.desk, is);

async function done(command: DeskCommand): Promise<void> {
  expect(await headless.desk.command(command)).toEqual({ ok: true });
}

const allOn = (side: 'A' | 'B') => (state: DeskState) =>
  kinds.every((kind) => state.connections[kind].inUse === side);

test('stays on B through the call and its wrap-up, and is home after it with nothing changed', async () => {
  const loginString = '12345;xxyyzz;52513';
  await done({ type: 'logIn', profile: 'Billing, blended', loginString, takeOver: false });
  await until(allOn('A'));
  await done({ type: 'setState', target: { state: 'Ready' } });
  const callId = await control.placeCall({ caller: 'Aileen Mackay', menuMs: 0 });
  await until(({ sessions }) => voiceSessions(sessions)[0]?.phone?.phase === 'ringing');
  await done({ type: 'answer', callId });
  await until(({ agent }) => agent?.state === 'Talking');

  for (const kind of kinds) await control.server(`${kind}-a`, 'kill');
  await until(allOn('B'));
  for (const kind of kinds) await control.server(`${kind}-a`, 'start');
  // Found again, and seen once more when it had been up for its time: from here on only the call keeps the desk.
  const seenTwice = (state: DeskState): boolean =>
    kinds
      .filter((kind) => kind !== 'sip')
      .every((kind) => {
        const { state: shown, since, answeredAt } = state.connections[kind].sides.A;
        return shown === 'standby' && (answeredAt ?? 0) - since >= 1_000;
      });
  const inCall = await until(
    (state) => seenTwice(state) && state.connections.sip.sides.A.state === 'standby',
  );
  expect(allOn('B')(inCall)).toBe(true);
  expect(inCall.sessions).toMatchObject([{ id: callId, phase: 'talking' }]);

  await done({ type: 'release', callId });
  const wrapUp = await until(({ agent }) => agent?.state === 'WrapUp');
  expect(allOn('B')(wrapUp)).toBe(true);
  const seen: string[] = [];
  const stop = headless.desk.onChange(({ agent }) => {
    if (agent) seen.push(`${agent.state} ${agent.known}`);
  });
  await done({ type: 'finishWrapUp', sessionId: callId });
  const home = await until((state) => allOn('A')(state) && state.agent?.state === 'Ready');
  await until(({ phone, login }) => phone.registration === 'registered' && login.phase === 'logged-in');
  stop();
  expect(new Set(seen)).toEqual(new Set(['WrapUp live', 'Ready live']));
  const { agent, desk } = await control.agent('12345');
  expect(desk?.side).toBe('A');
  expect(headless.desk.state().agent).toMatchObject({ state: agent.state, since: agent.since });
  expect(home.sessions).toEqual([]);
  expect(home.connections.cti.status).toBe('up');

  // What comes next comes by A.
  const next = await control.placeCall({ caller: 'Aileen Mackay', menuMs: 0 });
  await until(
    ({ sessions }) =>
      voiceSessions(sessions).findIndex(({ id, phone }) => id === next && phone?.phase === 'ringing') === 0,
  );
  await done({ type: 'answer', callId: next });
  await until(({ agent: now }) => now?.state === 'Talking');
  await done({ type: 'release', callId: next });
}, 60_000);
