import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DeskCommand } from '../../contract/desk/desk-command.ts';
import type { DeskState } from '../../contract/desk/desk-state.ts';
import { voiceSessions } from '../../contract/desk/voice-sessions.ts';
import type { Side } from '../../contract/servers/server-kind.ts';
import { deskWhen } from '../../main/desk/desk-when.ts';
import { type HeadlessDesk, openHeadlessDesk } from '../../main/headless/headless-desk.ts';
import { silentLog } from '../../main/log/testing/test-logs.ts';
import { startTier, type Tier } from '../../server-sim/index.ts';
import { Control } from '../support/tier.ts';
import { until as untilSeen } from '../support/until.ts';

// A SIP edge dies in the middle of a call: the desk with its phone, in plain Node, against the whole tier.

const agentHertz = 1_000;
const callerHertz = 440;
const caller = { name: 'Aileen Mackay', number: '01314960142' };

describe.each(['shared', 'separate'] as const)('edges whose dialogs are %s', (dialogs) => {
  let tier: Tier;
  let control: Control;
  let folder: string;
  let headless: HeadlessDesk;

  beforeAll(async () => {
    tier = await startTier({ sipEdges: dialogs });
    control = new Control(tier.addresses.control);
  });
  afterAll(() => tier.close());
  beforeEach(async () => {
    await control.reset();
    folder = await mkdtemp(path.join(tmpdir(), 'switchhook-edges-'));
    headless = await openHeadlessDesk({
      folder,
      configuration: tier.addresses.configuration,
      policies: [],
      microphone: { type: 'tone', hertz: agentHertz },
      newId: randomUUID,
      log: silentLog,
      bundles: folder,
    });
    await until(({ configuration }) => configuration.status === 'fresh');
    const loginString = '12345;xxyyzz;52513';
    await done({ type: 'logIn', profile: 'Billing, blended', loginString, takeOver: false });
    await until(({ phone }) => phone.registration === 'registered');
    await done({ type: 'setState', target: { state: 'Ready' } });
  });
  afterEach(async () => {
    await headless.close();
    await rm(folder, { recursive: true, force: true });
  });

  const until = (is: (state: DeskState) => boolean): Promise<DeskState> => deskWhen(headless.desk, is);

  async function done(command: DeskCommand): Promise<void> {
    expect(await headless.desk.command(command)).toEqual({ ok: true });
  }

  /** The call's id; it rings. */
  async function ringing(): Promise<string> {
    const voice = { type: 'tone', hertz: callerHertz };
    const callId = await control.placeCall({ caller: caller.name, menuMs: 0, voice });
    await until(({ sessions }) => voiceSessions(sessions)[0]?.phone?.phase === 'ringing');
    return callId;
  }

  async function talking(): Promise<string> {
    const callId = await ringing();
    await done({ type: 'answer', callId });
    await until(
      ({ agent, sessions }) => agent?.state === 'Talking' && voiceSessions(sessions)[0]?.phase === 'talking',
    );
    await soundBothWays(callId);
    return callId;
  }

  async function soundBothWays(callId: string): Promise<void> {
    const isHeard = (tones: readonly number[], wanted: number): boolean =>
      tones.length === 1 && tones.every((tone) => Math.abs(tone - wanted) < 3);
    await untilSeen(
      'the caller at the desk',
      async () => headless.media?.heard(callId)?.tonesHertz ?? [],
      (tones) => isHeard(tones, callerHertz),
    );
    await untilSeen(
      'the agent at the caller',
      async () => (await control.heard(callId, { number: caller.number }))?.tonesHertz ?? [],
      (tones) => isHeard(tones, agentHertz),
    );
  }

  function sideInUse(): Side {
    const { inUse } = headless.desk.state().connections.sip;
    if (inUse === null) throw new Error('The phone is registered nowhere.');
    return inUse;
  }

  function edge(side: Side): string {
    return `sip-${side.toLowerCase()}`;
  }

  /** How often this edge went on with a call that was another's. */
  async function takenOver(side: Side): Promise<number> {
    const { lines } = await control.get<{ lines: readonly string[] }>(`/log/${edge(side)}?lines=2000`);
    const words = dialogs === 'shared' ? 'took a dialog over' : 'leg taken over by Replaces';
    return lines.filter((line) => line.includes(words)).length;
  }

  /** The edge in use dies, and the call goes on by the other. */
  async function move(): Promise<void> {
    const from = sideInUse();
    const to = from === 'A' ? 'B' : 'A';
    const before = await takenOver(to);
    await control.server(edge(from), 'kill');
    await until(
      ({ connections, phone }) => connections.sip.inUse === to && phone.registration === 'registered',
    );
    await untilSeen(
      'the call at the other edge',
      () => takenOver(to),
      (times) => times > before,
    );
  }

  async function isOver(callId: string): Promise<void> {
    const over = await until(({ sessions }) =>
      voiceSessions(sessions).every(({ phase }) => phase === 'ended'),
    );
    expect(over.sessions.map(({ id }) => id)).toEqual([callId]);
    await until(({ agent }) => agent?.state === 'WrapUp');
    const { calls } = await control.get<{ calls: readonly { phase: string }[] }>('/calls');
    expect(calls.filter(({ phase }) => phase !== 'ended')).toEqual([]);
    await untilSeen(
      'the end of the sound',
      async () => headless.media?.heard(callId) ?? null,
      (heard) => heard === null,
    );
  }

  test('sound goes on both ways, hold works, it moves back, and the far end can hang up', async () => {
    const callId = await talking();
    const first = sideInUse();
    await move();
    await soundBothWays(callId);
    await done({ type: 'hold', callId });
    await control.wait({ for: 'agent', agentId: '12345', state: 'Hold' });
    await done({ type: 'retrieve', callId });
    await control.wait({ for: 'agent', agentId: '12345', state: 'Talking' });
    await soundBothWays(callId);
    await control.server(edge(first), 'start');
    await move();
    await soundBothWays(callId);
    await control.post(`/calls/${callId}/hang-up`);
    await isOver(callId);
  });

  test('a held call comes back held, and the agent can end it', async () => {
    const callId = await talking();
    await done({ type: 'hold', callId });
    await control.wait({ for: 'agent', agentId: '12345', state: 'Hold' });
    await move();
    expect(headless.desk.state().sessions).toMatchObject([{ phase: 'held', phone: { held: true } }]);
    await done({ type: 'retrieve', callId });
    await soundBothWays(callId);
    await done({ type: 'release', callId });
    await isOver(callId);
  });

  test('a ringing call rings on, is answered by the other edge, and nobody is left behind', async () => {
    const callId = await ringing();
    const from = sideInUse();
    await control.server(edge(from), 'kill');
    await until(
      ({ connections, phone }) => connections.sip.inUse !== from && phone.registration === 'registered',
    );
    expect(headless.desk.state().sessions).toMatchObject([{ id: callId, phone: { phase: 'ringing' } }]);
    await done({ type: 'answer', callId });
    await until(({ agent }) => agent?.state === 'Talking');
    await soundBothWays(callId);
    await done({ type: 'release', callId });
    await isOver(callId);
  });

  test.each([
    ['lives: it goes on there', true],
    ['is dead: it goes on at the same', false],
  ] as const)(
    'a call whose answer is never acknowledged, where the other edge %s, held and ended',
    async (_where, otherLives) => {
      const from = sideInUse();
      const other = from === 'A' ? 'B' : 'A';
      if (!otherLives) await control.server(edge(other), 'kill');
      await control.misbehave(edge(from), ['withoutAck']);
      const callId = await talking();
      await done({ type: 'hold', callId });
      await control.wait({ for: 'agent', agentId: '12345', state: 'Hold' });
      await until(({ connections }) => connections.sip.inUse === (otherLives ? other : from));
      await done({ type: 'retrieve', callId });
      await control.wait({ for: 'agent', agentId: '12345', state: 'Talking' });
      await soundBothWays(callId);
      await done({ type: 'release', callId });
      await isOver(callId);
      expect(await control.ghosts()).toEqual([]);
    },
    30_000,
  );

  async function neitherEdgeLives(): Promise<void> {
    await control.server('sip-a', 'kill');
    await control.server('sip-b', 'kill');
  }

  async function edgeIsBack(side: Side): Promise<void> {
    await control.server(edge(side), 'start');
    await until(({ phone }) => phone.registration === 'registered');
  }

  test('a far end that hangs up while no edge lives ends the call here before any is back', async () => {
    const callId = await talking();
    const first = sideInUse();
    await neitherEdgeLives();
    await control.post(`/calls/${callId}/hang-up`);
    await isOver(callId);
    expect(headless.desk.state().phone.registration).not.toBe('registered');
    await edgeIsBack(first);
    await isOver(callId);
  });

  test('a far end that hangs up while no server at all lives ends the call when a CTI server is back', async () => {
    const callId = await talking();
    const first = sideInUse();
    await neitherEdgeLives();
    await control.server('cti-a', 'kill');
    await control.server('cti-b', 'kill');
    await until(({ agent }) => agent?.known === 'lost');
    await control.post(`/calls/${callId}/hang-up`);
    await control.server('cti-b', 'start');
    await isOver(callId);
    await edgeIsBack(first);
    await isOver(callId);
  });
});
