import { voiceSessions } from '../contract/desk/voice-sessions.ts';
import { otherSide } from '../contract/servers/pair-state.ts';
import type { Side } from '../contract/servers/server-kind.ts';
import type { RunningApp } from './support/app.ts';
import { logged, readLog } from './support/app-log.ts';
import { setDeadline } from './support/bad-servers.ts';
import { loseNetwork, tellPower } from './support/computer.ts';
import { deskState } from './support/desk-state.ts';
import { agentHears, lineHas } from './support/hearing.ts';
import { withoutEchoCanceller } from './support/listen.ts';
import { differenceText, lastingDifferences } from './support/state-differences.ts';
import { aileen, letTalk, placeCall } from './support/story.ts';
import { agentTone, expect, test } from './support/test.ts';
import type { Control } from './support/tier.ts';
import { until } from './support/until.ts';

const agentId = '12345';
const used = ['cti', 'sip'] as const;
type Used = Readonly<Record<(typeof used)[number], Side>>;

/** What may leave every connection dead with nobody saying so, and how the log names it. */
const causes = [
  [
    'the computer sleeps and wakes',
    'The computer woke',
    (app) => tellPower(app.application, 'suspend', 'resume'),
  ],
  ['the network goes and comes', 'The network has changed', (app) => loseNetwork(app.application)],
] as const satisfies readonly (readonly [string, string, (app: RunningApp) => Promise<void>])[];

/** Which sides serve the desk, now that CTI and SIP both do. */
async function sidesOf({ desk }: RunningApp): Promise<Used> {
  const { connections } = await until(
    'a whole desk',
    () => deskState(desk),
    ({ agent, phone }) => agent?.known === 'live' && phone.registration === 'registered',
  );
  const { cti, sip } = connections;
  if (!cti.inUse || !sip.inUse) throw new Error('CTI and SIP should be connected');
  return { cti: cti.inUse, sip: sip.inUse };
}

/**
 * The servers in use vanish without a word: not a byte of them comes any more, as to a computer that slept. The
 * heartbeat would take a minute to notice, so that who notices in the time of a test was woken.
 */
async function cutOff(app: RunningApp, control: Control): Promise<Used> {
  const sides = await sidesOf(app);
  for (const kind of used) await control.server(`${kind}-${sides[kind].toLowerCase()}`, 'cut');
  return sides;
}

async function movedFrom(app: RunningApp, before: Used): Promise<void> {
  await until(
    `the other servers than CTI ${before.cti} and SIP ${before.sip} serve it`,
    async () => {
      const { agent, phone, connections } = await deskState(app.desk);
      return [agent?.known, phone.registration, connections.cti.inUse, connections.sip.inUse];
    },
    ([known, registration, cti, sip]) =>
      known === 'live' &&
      registration === 'registered' &&
      cti === otherSide(before.cti) &&
      sip === otherSide(before.sip),
  );
}

/** The sound goes both ways, desk and switch are of one mind, and no leg is left anywhere. */
async function isWhole(app: RunningApp, control: Control, callId: string): Promise<void> {
  await agentHears(app.phone, { all: [aileen.tone] });
  await lineHas(control, callId, { agent: agentId }, { all: [agentTone] });
  await lineHas(control, callId, { number: aileen.number }, { all: [agentTone] });
  const differences = await lastingDifferences(async () => ({
    desk: await deskState(app.desk),
    at: await control.agent(agentId),
  }));
  expect(differences.map(differenceText)).toEqual([]);
  expect(await control.ghosts()).toEqual([]);
}

async function stateOf({ desk }: RunningApp): Promise<object> {
  const { agent, sessions } = await deskState(desk);
  return {
    agent,
    calls: voiceSessions(sessions).map(({ id, phase, call }) => ({ id, phase, answeredAt: call.answeredAt })),
  };
}

/** How often the log says that every server was asked. */
async function asked(app: RunningApp): Promise<number> {
  return (await readLog(app)).split('every server is asked at once').length - 1;
}

test.beforeEach(({ control }) => setDeadline(control, 60_000));

for (const [what, told, happen] of causes) {
  test.describe(`${what}`, () => {
    test('in a call, every connection alive: nothing changes', async ({ app, desk, control }) => {
      await withoutEchoCanceller(app.phone);
      const callId = await letTalk(desk, control);
      await agentHears(app.phone, { all: [aileen.tone] });
      const [sides, before] = [await sidesOf(app), await stateOf(app)];
      await happen(app);
      await logged(app, told);
      await isWhole(app, control, callId);
      expect([await sidesOf(app), await stateOf(app)]).toEqual([sides, before]);
    });

    test('in a call, its connections dead: the other servers have it at once, the sound and the state are the same', async ({
      app,
      desk,
      control,
    }) => {
      await withoutEchoCanceller(app.phone);
      const callId = await letTalk(desk, control);
      const before = await stateOf(app);
      const dead = await cutOff(app, control);
      await happen(app);
      await movedFrom(app, dead);
      await isWhole(app, control, callId);
      expect(await stateOf(app)).toEqual(before);
      await desk.tool('Release').click();
      await control.wait({ for: 'call', callId, phase: 'ended' });
      await expect(desk.plate).toContainText('Wrap-up');
    });

    test('while the agent is Ready, its connections dead: the next call rings', async ({
      app,
      desk,
      control,
    }) => {
      await desk.logIn();
      await desk.whole();
      await desk.ready();
      const dead = await cutOff(app, control);
      await happen(app);
      await movedFrom(app, dead);
      await expect(desk.plate.getByText('Ready', { exact: true })).toBeVisible();
      const callId = await placeCall(desk, control);
      await desk.answer();
      await isWhole(app, control, callId);
    });
  });
}

test('a screen that is locked and unlocked in a call changes nothing, and no server is asked', async ({
  app,
  desk,
  control,
}) => {
  await withoutEchoCanceller(app.phone);
  const callId = await letTalk(desk, control);
  await agentHears(app.phone, { all: [aileen.tone] });
  const [times, before] = [await asked(app), await stateOf(app)];
  await tellPower(app.application, 'lock-screen', 'unlock-screen');
  await isWhole(app, control, callId);
  expect([await asked(app), await stateOf(app)]).toEqual([times, before]);
});
