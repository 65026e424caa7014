import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { voiceSessions } from '../../contract/desk/voice-sessions.ts';
import type { HeadlessDesk } from '../../main/headless/headless-desk.ts';
import { type Control, type RunningTier, startTier } from '../support/tier.ts';
import { until as untilSeen } from '../support/until.ts';
import { desksOfFile, done, talking, until } from './desks.ts';

// The desk with its phone, in plain Node, against a tier whose servers are processes: a kill is a SIGKILL.

let tier: RunningTier;
let control: Control;
const openDesk = desksOfFile();

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
    const desk = await openDesk(tier.addresses);
    const callId = await talking(desk, control);
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
    expect(voiceSessions(desk.desk.state().sessions).map(({ call }) => call)).toEqual(calls);
    await done(desk, { type: 'release', callId });
    await control.wait({ for: 'agent', agentId: '12345', state: 'WrapUp' });
    expect(await control.ghosts()).toEqual([]);
  });

  test('a SIP edge whose process is killed takes no call and no sound with it', async () => {
    const desk = await openDesk(tier.addresses);
    const callId = await talking(desk, control);
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
