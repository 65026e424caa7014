import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DeskState } from '../../contract/desk/desk-state.ts';
import { voiceSessions } from '../../contract/desk/voice-sessions.ts';
import type { Side } from '../../contract/servers/server-kind.ts';
import type { HeadlessDesk } from '../../main/headless/headless-desk.ts';
import { startTier, type Tier } from '../../server-sim/index.ts';
import { differenceText, lastingDifferences } from '../support/state-differences.ts';
import { Control } from '../support/tier.ts';
import { until as untilSeen } from '../support/until.ts';
import { desksOfFile, done, logIn, talking, until } from './desks.ts';

// A SIP edge dies while a number rings that the agent dialled, in a conference, and beneath a blind transfer.

const agent = { id: '12345', hertz: 1_000 };
const caller = { number: '01314960142', hertz: 440 };
/** An outside number that is called into calls. */
const outside = { number: '01632960002', hertz: 620 };
const other = { id: '12288', loginString: '12288;aabbcc;52514', device: '52514', hertz: 800 };

describe.each(['shared', 'separate'] as const)('edges whose dialogs are %s', (sipEdges) => {
  let tier: Tier;
  let control: Control;
  const openDesk = desksOfFile();

  beforeAll(async () => {
    tier = await startTier({ sipEdges });
    control = new Control(tier.addresses.control);
  });
  afterAll(() => tier.close());
  beforeEach(() => control.reset());

  const open = (hertz = agent.hertz): Promise<HeadlessDesk> =>
    openDesk(tier.addresses, { hertz, settings: { phoneOrder: 'primary-first' } });

  /** The outside number rings for so long by the contact centre's clock, which stands. */
  async function outsideRings(answers: number): Promise<void> {
    const voice = { type: 'tone', hertz: outside.hertz };
    await control.post('/far-ends', { number: outside.number, name: 'Outside', answers, voice });
    await control.clock('hold');
  }

  async function outsideAnswers(): Promise<void> {
    await control.clock('advance', 1_000);
    await control.clock('release');
  }

  /** Edge A, by which all phones go, is dead, and they go by B. */
  async function moved(...desks: readonly HeadlessDesk[]): Promise<void> {
    await control.server('sip-a', 'kill');
    for (const desk of desks) await at(desk, 'B');
  }

  const at = (desk: HeadlessDesk, side: Side): Promise<DeskState> =>
    until(
      desk,
      ({ connections, phone }) => connections.sip.inUse === side && phone.registration === 'registered',
    );

  /** The edge in use serves the call: at edges that share their dialogs or by a new one. */
  async function servedByB(times = 1): Promise<void> {
    const words = sipEdges === 'shared' ? 'took a dialog over' : 'leg taken over by Replaces';
    await untilSeen(
      'the calls at edge B',
      async () => (await control.get<{ lines: readonly string[] }>('/log/sip-b?lines=2000')).lines,
      (lines) => lines.filter((line) => line.includes(words)).length >= times,
    );
  }

  const same = (tones: readonly number[], wanted: readonly number[]): boolean =>
    tones.length === wanted.length &&
    wanted.every((hertz) => tones.some((tone) => Math.abs(tone - hertz) < 3));

  async function deskHears(desk: HeadlessDesk, callId: string, wanted: readonly number[]): Promise<void> {
    await untilSeen(
      'what is heard at the desk',
      async () => desk.media?.heard(callId)?.tonesHertz ?? [],
      (tones) => same(tones, wanted),
    );
  }

  async function hears(callId: string, number: string, wanted: readonly number[]): Promise<void> {
    await untilSeen(
      `what ${number} hears`,
      async () => (await control.heard(callId, { number }))?.tonesHertz ?? [],
      (tones) => same(tones, wanted),
    );
  }

  /** Desk and switch agree, and no leg is left anywhere. */
  async function inOrder(desk: HeadlessDesk, agentId = agent.id): Promise<void> {
    const differences = await lastingDifferences(
      async () => ({ desk: desk.desk.state(), at: await control.agent(agentId) }),
      3_000,
    );
    expect(differences.map(differenceText)).toEqual([]);
    expect(await control.ghosts()).toEqual([]);
  }

  async function isOver(desk: HeadlessDesk, callId: string): Promise<void> {
    await until(desk, ({ sessions }) => voiceSessions(sessions).every(({ phase }) => phase === 'ended'));
    await untilSeen(
      'the end of the sound',
      async () => desk.media?.heard(callId) ?? null,
      (heard) => heard === null,
    );
    await inOrder(desk);
  }

  const only = ({ sessions }: DeskState) => voiceSessions(sessions)[0];

  describe('while a number rings that the agent dialled', () => {
    /** The call's id: the agent's phone has it, and the other end rings. */
    async function dialled(desk: HeadlessDesk): Promise<string> {
      await logIn(desk);
      await outsideRings(1_000);
      await done(desk, { type: 'dial', number: outside.number });
      const state = await until(desk, (shown) => {
        const session = only(shown);
        const rings = session?.call.parties.some((party) => party.state === 'Alerting') === true;
        return rings && session?.phone?.phase === 'established';
      });
      const callId = only(state)?.id ?? '';
      return callId;
    }

    test('it rings on, is answered, heard and released', async () => {
      const desk = await open();
      const callId = await dialled(desk);
      await moved(desk);
      await servedByB();
      expect(only(desk.desk.state())?.phase).toBe('dialling');
      await inOrder(desk);
      await outsideAnswers();
      await until(desk, (state) => only(state)?.phase === 'talking');
      await deskHears(desk, callId, [outside.hertz]);
      await hears(callId, outside.number, [agent.hertz]);
      await inOrder(desk);
      await done(desk, { type: 'release', callId });
      await isOver(desk, callId);
    });

    test('it is answered while no edge lives, and heard all the same', async () => {
      const desk = await open();
      const callId = await dialled(desk);
      await control.server('sip-b', 'kill');
      await control.server('sip-a', 'kill');
      await outsideAnswers();
      await until(desk, (state) => only(state)?.phase === 'talking');
      await deskHears(desk, callId, [outside.hertz]);
      await control.server('sip-b', 'start');
      await at(desk, 'B');
      await servedByB();
      await hears(callId, outside.number, [agent.hertz]);
      await inOrder(desk);
      await done(desk, { type: 'release', callId });
      await isOver(desk, callId);
    });

    test('the agent gives it up in the gap, and it rings no more', async () => {
      const desk = await open();
      const callId = await dialled(desk);
      await control.server('sip-b', 'kill');
      await control.server('sip-a', 'kill');
      await until(desk, ({ phone }) => phone.registration !== 'registered');
      await done(desk, { type: 'release', callId });
      await control.server('sip-b', 'start');
      await at(desk, 'B');
      await control.wait({ for: 'call', callId, phase: 'ended' });
      await isOver(desk, callId);
    });
  });

  describe('in a conference', () => {
    test('with an outside number: each hears the other two, and the agent leaves', async () => {
      const desk = await open();
      const callId = await talking(desk, control);
      await outsideRings(0);
      await control.clock('release');
      await done(desk, { type: 'consult', callId, number: outside.number });
      await until(desk, ({ sessions }) =>
        voiceSessions(sessions).some(({ call, phase }) => call.type === 'consult' && phase === 'talking'),
      );
      await done(desk, { type: 'completeConference', callId });
      await deskHears(desk, callId, [caller.hertz, outside.hertz]);
      await moved(desk);
      await servedByB();
      await deskHears(desk, callId, [caller.hertz, outside.hertz]);
      await hears(callId, caller.number, [agent.hertz, outside.hertz]);
      await hears(callId, outside.number, [agent.hertz, caller.hertz]);
      await inOrder(desk);
      await done(desk, { type: 'release', callId });
      await isOver(desk, callId);
      await hears(callId, caller.number, [outside.hertz]);
    });

    test('with another agent, whose phone went by the same edge: each hears the other two', async () => {
      const desk = await open();
      const second = await open(other.hertz);
      await logIn(second, { loginString: other.loginString });
      const callId = await talking(desk, control);
      await done(desk, { type: 'consult', callId, number: other.device });
      const offered = await until(second, (state) => only(state)?.phone?.phase === 'ringing');
      const secondId = only(offered)?.id ?? '';
      await done(second, { type: 'answer', callId: secondId });
      await until(desk, ({ sessions }) =>
        voiceSessions(sessions).some(({ call, phase }) => call.type === 'consult' && phase === 'talking'),
      );
      await done(desk, { type: 'completeConference', callId });
      await deskHears(desk, callId, [caller.hertz, other.hertz]);
      await moved(desk, second);
      await servedByB(2);
      await deskHears(desk, callId, [caller.hertz, other.hertz]);
      await deskHears(second, secondId, [caller.hertz, agent.hertz]);
      await hears(callId, caller.number, [agent.hertz, other.hertz]);
      await inOrder(desk);
      await inOrder(second, other.id);
      await control.post(`/calls/${callId}/hang-up`);
      await done(desk, { type: 'release', callId });
      await isOver(desk, callId);
      await inOrder(second, other.id);
    });
  });

  describe('beneath a blind transfer', () => {
    /** The switch has let the agent go; his edge was stopped, so that his phone has not heard of it. */
    async function transferUnheard(desk: HeadlessDesk, callId: string, number: string): Promise<void> {
      await control.server('sip-a', 'freeze');
      await done(desk, { type: 'blindTransfer', callId, number });
      await until(desk, ({ agent: shown }) => shown?.state === 'WrapUp');
    }

    test('to an outside number that rings: the phone lets go of the call, and the caller is answered', async () => {
      const desk = await open();
      const callId = await talking(desk, control);
      await outsideRings(1_000);
      await transferUnheard(desk, callId, outside.number);
      await moved(desk);
      await isOver(desk, callId);
      await outsideAnswers();
      await hears(callId, caller.number, [outside.hertz]);
      await hears(callId, outside.number, [caller.hertz]);
      await inOrder(desk);
    });

    test('to an agent whose phone rings by the edge that dies: it rings on by the other, and is answered', async () => {
      const desk = await open();
      const second = await open(other.hertz);
      await logIn(second, { loginString: other.loginString });
      const callId = await talking(desk, control);
      await done(desk, { type: 'blindTransfer', callId, number: other.device });
      const offered = await until(second, (state) => only(state)?.phone?.phase === 'ringing');
      const secondId = only(offered)?.id ?? '';
      await moved(desk, second);
      await isOver(desk, callId);
      expect(only(second.desk.state())).toMatchObject({ id: secondId, phone: { phase: 'ringing' } });
      await done(second, { type: 'answer', callId: secondId });
      await until(second, (state) => only(state)?.phase === 'talking');
      await deskHears(second, secondId, [caller.hertz]);
      await hears(secondId, caller.number, [other.hertz]);
      await inOrder(second, other.id);
      await done(second, { type: 'release', callId: secondId });
      await until(second, (state) => only(state)?.phase === 'ended');
      await inOrder(second, other.id);
    });

    test('that is asked for while no edge lives: it is done, and the phone hears of it with the next', async () => {
      const desk = await open();
      const callId = await talking(desk, control);
      await outsideRings(1_000);
      await control.server('sip-b', 'kill');
      await control.server('sip-a', 'kill');
      await done(desk, { type: 'blindTransfer', callId, number: outside.number });
      await until(desk, ({ agent: shown }) => shown?.state === 'WrapUp');
      await control.server('sip-b', 'start');
      await at(desk, 'B');
      await isOver(desk, callId);
      await outsideAnswers();
      await hears(callId, caller.number, [outside.hertz]);
      await inOrder(desk);
    });
  });
});
