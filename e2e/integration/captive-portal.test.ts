import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Configuration } from '../../contract/configuration/messages.ts';
import type { DeskCommand } from '../../contract/desk/desk-command.ts';
import type { DeskState } from '../../contract/desk/desk-state.ts';
import { voiceSessions } from '../../contract/desk/voice-sessions.ts';
import { deskWhen } from '../../main/desk/desk-when.ts';
import { type HeadlessDesk, openHeadlessDesk } from '../../main/headless/headless-desk.ts';
import { silentLog } from '../../main/log/testing/test-logs.ts';
import { startTier, type Tier } from '../../server-sim/index.ts';
import { Portal, signInPage } from '../support/portal.ts';
import { Control } from '../support/tier.ts';
import { until as untilSeen } from '../support/until.ts';

// In mid-call the network wants somebody to sign in: every server's address answers 302 until he has.

const portal = new Portal();
let tier: Tier;
let control: Control;
let folder: string;
let headless: HeadlessDesk;

/** The same two servers, behind the network. */
async function behind(pair: { readonly a: string; readonly b: string }): Promise<{ a: string; b: string }> {
  return { a: await portal.before(pair.a), b: await portal.before(pair.b) };
}

beforeAll(async () => {
  tier = await startTier();
  control = new Control(tier.addresses.control);
  const configurationServers = await behind(tier.addresses.configuration);
  const [cti, licensing, sip] = [
    await behind(tier.addresses.cti),
    await behind(tier.addresses.licensing),
    await behind(tier.addresses.sip),
  ];
  const { revision: _, ...cluster } = await control.get<Configuration>('/configuration');
  const profiles = cluster.profiles.map((profile) => ({
    ...profile,
    cti,
    licensing,
    sip: { ...sip, domain: profile.sip.domain },
  }));
  await control.post('/configuration', { ...cluster, configurationServers, profiles }, 'PUT');
  folder = await mkdtemp(path.join(tmpdir(), 'switchhook-portal-'));
  headless = await openHeadlessDesk({
    folder,
    configuration: configurationServers,
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
  portal.close();
  await rm(folder, { recursive: true, force: true });
  await tier.close();
});

const until = (is: (state: DeskState) => boolean): Promise<DeskState> => deskWhen(headless.desk, is);

async function done(command: DeskCommand): Promise<void> {
  expect(await headless.desk.command(command)).toEqual({ ok: true });
}

test('the desk says so in words, keeps everything, and is whole again when somebody has signed in', async () => {
  const loginString = '12345;xxyyzz;52513';
  await done({ type: 'logIn', profile: 'Billing, blended', loginString, takeOver: false });
  await until(({ phone }) => phone.registration === 'registered');
  await done({ type: 'setState', target: { state: 'Ready' } });
  const callId = await control.placeCall({
    caller: 'Aileen Mackay',
    menuMs: 0,
    voice: { type: 'tone', hertz: 440 },
  });
  await until(({ sessions }) => voiceSessions(sessions)[0]?.phone?.phase === 'ringing');
  await done({ type: 'answer', callId });
  const before = await until(({ agent }) => agent?.state === 'Talking');

  portal.shut();
  const words = `answered 302 instead of speaking Switchhook's protocol: a sign-in page of the network is in the way (it leads to ${signInPage})`;
  const shut = await until(({ connections }) =>
    (['configuration', 'cti', 'licensing'] as const).every((kind) => {
      const { status, sides } = connections[kind];
      return status === 'down' && Object.values(sides).every(({ error }) => error?.includes(words));
    }),
  );
  expect(shut.login.phase).toBe('logged-in');
  expect(shut.agent).toMatchObject({ state: 'Talking', known: 'lost' });
  expect(shut.sessions).toMatchObject([{ id: callId, phase: 'talking' }]);
  await untilSeen(
    'the caller at the desk, for sound takes another way',
    async () => headless.media?.heard(callId)?.tonesHertz ?? [],
    (tones) => tones.length === 1,
  );

  portal.open();
  const whole = await until(
    ({ agent, phone, connections }) =>
      agent?.known === 'live' &&
      phone.registration === 'registered' &&
      connections.configuration.inUse !== null,
  );
  expect(whole.agent).toMatchObject({ state: 'Talking', since: before.agent?.since });
  expect(whole.sessions).toMatchObject([{ id: callId, phase: 'talking', phone: { phase: 'established' } }]);
  await done({ type: 'release', callId });
  await until(({ agent }) => agent?.state === 'WrapUp');
}, 60_000);
