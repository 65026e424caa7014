import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Configuration } from '../../contract/configuration/messages.ts';
import type { DeskState } from '../../contract/desk/desk-state.ts';
import type { HeadlessDesk } from '../../main/headless/headless-desk.ts';
import { startTier, type Tier } from '../../server-sim/index.ts';
import { Control } from '../support/tier.ts';
import { until as untilSeen } from '../support/until.ts';
import { desksOfFile, done, logIn, until as untilDesk } from './desks.ts';

// What becomes of a desk that is logged in when its licensing servers are gone, or its cluster is changed.

interface Licences {
  readonly graceMs: number;
  readonly licences: readonly { readonly licence: string; readonly graceEndsAt: number | null }[];
}

let tier: Tier;
let control: Control;
let headless: HeadlessDesk;
const openDesk = desksOfFile();

beforeAll(async () => {
  tier = await startTier();
  control = new Control(tier.addresses.control);
});
afterAll(() => tier.close());
beforeEach(async () => {
  await control.reset();
  headless = await openDesk(tier.addresses);
  await logIn(headless);
});

const until = (is: (state: DeskState) => boolean): Promise<DeskState> => untilDesk(headless, is);
const licences = (): Promise<Licences> => control.get<Licences>('/licences');

test('its licence survives both servers for the grace they granted: he works on, and has the same seat again', async () => {
  const before = await licences();
  expect(before.graceMs).toBeGreaterThan(0);
  for (const side of ['a', 'b']) await control.server(`licensing-${side}`, 'kill');
  await until(({ connections }) => connections.licensing.status === 'down');
  expect((await licences()).licences).toMatchObject([{ graceEndsAt: expect.any(Number) }]);
  const target = { state: 'Ready' } as const;
  await done(headless, { type: 'setState', target });
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
  await done(headless, { type: 'setState', target });
  await until(({ agent }) => agent?.reasonCode === 77);
});
