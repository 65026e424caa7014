import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Configuration } from '../../contract/configuration/messages.ts';
import type { DeskState } from '../../contract/desk/desk-state.ts';
import { deskWhen } from '../../main/desk/desk-when.ts';
import { type HeadlessDesk, openHeadlessDesk } from '../../main/headless/headless-desk.ts';
import { silentLog } from '../../main/log/testing/test-logs.ts';
import { startTier, type Tier } from '../../server-sim/index.ts';
import { Control } from '../support/tier.ts';
import { until as untilSeen } from '../support/until.ts';

// What becomes of a desk that is logged in when its licensing servers are gone, or its cluster is changed.

interface Licences {
  readonly graceMs: number;
  readonly licences: readonly { readonly licence: string; readonly graceEndsAt: number | null }[];
}

let tier: Tier;
let control: Control;
let folder: string;
let headless: HeadlessDesk;

beforeAll(async () => {
  tier = await startTier();
  control = new Control(tier.addresses.control);
});
afterAll(() => tier.close());
beforeEach(async () => {
  await control.reset();
  folder = await mkdtemp(path.join(tmpdir(), 'switchhook-running-'));
  headless = await openHeadlessDesk({
    folder,
    configuration: tier.addresses.configuration,
    microphone: null,
    newId: randomUUID,
    log: silentLog,
    bundles: folder,
  });
  await until(({ configuration }) => configuration.status === 'fresh');
  const loginString = '12345;xxyyzz;52513';
  const logIn = { type: 'logIn', profile: 'Billing, blended', loginString, takeOver: false } as const;
  expect(await headless.desk.command(logIn)).toEqual({ ok: true });
});
afterEach(async () => {
  await headless.close();
  await rm(folder, { recursive: true, force: true });
});

const until = (is: (state: DeskState) => boolean): Promise<DeskState> => deskWhen(headless.desk, is);
const licences = (): Promise<Licences> => control.get<Licences>('/licences');

test('its licence survives both servers for the grace they granted: he works on, and has the same seat again', async () => {
  const before = await licences();
  expect(before.graceMs).toBeGreaterThan(0);
  for (const side of ['a', 'b']) await control.server(`licensing-${side}`, 'kill');
  await until(({ connections }) => connections.licensing.status === 'down');
  expect((await licences()).licences).toMatchObject([{ graceEndsAt: expect.any(Number) }]);
  const target = { state: 'Ready' } as const;
  expect(await headless.desk.command({ type: 'setState', target })).toEqual({ ok: true });
  const ready = await until(({ agent }) => agent?.state === 'Ready');
  expect(ready.login.phase).toBe('logged-in');

  await control.server('licensing-b', 'start');
  const after = await untilSeen('the seat of the desk', licences, (now) =>
    now.licences.every(({ graceEndsAt }) => graceEndsAt === null),
  );
  expect(after.licences.map(({ licence }) => licence)).toEqual(before.licences.map(({ licence }) => licence));
  expect(headless.desk.state().agent).toMatchObject({ state: 'Ready', known: 'live' });
});

test('a change of the cluster reaches it, can be used at once, and changes nothing else', async () => {
  const { revision: _, ...cluster } = await control.get<Configuration & { revision: number }>(
    '/configuration',
  );
  const notReadyReasons = [{ code: 77, label: 'Fire drill' }];
  const desktop = { ...cluster.desktop, notReadyReasons };
  const before = headless.desk.state().agent;
  await control.post('/configuration', { ...cluster, desktop }, 'PUT');
  const changed = await until(
    ({ configuration }) =>
      configuration.status === 'fresh' && configuration.desktop.notReadyReasons[0]?.code === 77,
  );
  expect(changed).toMatchObject({ agent: before, login: { phase: 'logged-in' } });
  const target = { state: 'NotReady', reasonCode: 77 } as const;
  expect(await headless.desk.command({ type: 'setState', target })).toEqual({ ok: true });
  await until(({ agent }) => agent?.reasonCode === 77);
});
