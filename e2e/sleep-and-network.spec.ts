import { voiceSessions } from '../contract/desk/voice-sessions.ts';
import { otherSide } from '../contract/servers/pair-state.ts';
import type { RunningApp } from './support/app.ts';
import { logged, readLog } from './support/app-log.ts';
import { setDeadline } from './support/bad-servers.ts';
import { loseNetwork, tellPower } from './support/computer.ts';
import { deskState } from './support/desk-state.ts';
import { agentHears } from './support/hearing.ts';
import { withoutEchoCanceller } from './support/listen.ts';
import { aileen, letTalk, placeCall } from './support/story.ts';
import { expect, test } from './support/test.ts';
import type { Control } from './support/tier.ts';
import { until } from './support/until.ts';
import { isWhole, type Sides, sidesOf, used } from './support/whole-call.ts';

/** What may leave every connection dead with nobody saying so, and how the log names it. */
const causes = [
  [
    'the computer sleeps and wakes',
    'The computer woke',
    (app) => tellPower(app.application, 'suspend', 'resume'),
  ],
  ['the network goes and comes', 'The network has changed', (app) => loseNetwork(app.application)],
] as const satisfies readonly (readonly [string, string, (app: RunningApp) => Promise<void>])[];

/**
 * The servers in use vanish without a word: not a byte of them comes any more, as to a computer that slept. The
 * heartbeat would take a minute to notice, so that who notices in the time of a test was woken.
 */
async function cutOff(app: RunningApp, control: Control): Promise<Sides> {
  const sides = await sidesOf(app);
  for (const kind of used) await control.server(`${kind}-${sides[kind].toLowerCase()}`, 'cut');
  return sides;
}

async function movedFrom(app: RunningApp, before: Sides): Promise<void> {
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
