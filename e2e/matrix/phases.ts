import type { DeskState } from '../../contract/desk/desk-state.ts';
import { voiceSessions } from '../../contract/desk/voice-sessions.ts';
import { beginLogin, expectColleague, logIn, makeReady, ring, talk, wrapUp, writtenOnce } from './day.ts';
import { type Click, clickUnderWay, isOfSessions, isOfSip } from './mid-request.ts';
import { agent, agentHears, type Blow, caller, colleague, done, farEndHears, type Scene } from './scene.ts';
import { areSix, chatAlone, chatIn, endChat, finishSix, openSix } from './six-sessions.ts';

export const phaseNames = [
  'logged out',
  'logging in',
  'idle',
  'ringing',
  'talking',
  'held',
  'consulting',
  'wrap-up',
  'mid-request',
  'six sessions',
] as const;
export type PhaseName = (typeof phaseNames)[number];

/** What a desk that was brought into a phase has. */
export interface Reached {
  readonly callId: string;
  /** The consultation's. */
  readonly consultId: string;
  readonly chatId: string;
  readonly actionId: string;
}
const nothing: Reached = { callId: '', consultId: '', chatId: '', actionId: '' };

/** What an agent is doing: how a desk is brought into it, and what it must still be afterwards. */
export interface Phase {
  reach(scene: Scene): Promise<Reached>;
  /** The blow, where something is under way in it; resolves with what came of that. */
  hit?(scene: Scene, blow: Blow, reached: Reached): Promise<Click>;
  /** What the desk is once it is whole again. `beganAnew`: its program was killed, and started again. */
  is(state: DeskState, reached: Reached, beganAnew: boolean): boolean;
  /** Who must hear whom: fails where one does not. */
  sound?(scene: Scene, reached: Reached): Promise<void>;
  /** The day goes on from there, with the fault still there: fails where it does not. Leaves no call. */
  goOn(scene: Scene, reached: Reached): Promise<void>;
}

/** Tone by tone, both ways. */
async function bothHear(scene: Scene, callId: string, number: string, hertz: number): Promise<void> {
  await agentHears(scene, callId, [hertz]);
  await farEndHears(scene, callId, number, [agent.hertz]);
}

const callerAndAgentHear = (scene: Scene, { callId }: Reached): Promise<void> =>
  bothHear(scene, callId, caller.number, caller.hertz);

/** The agent hangs up; his wrap-up is whole, and ends as he ends it. */
async function release(scene: Scene, callId: string): Promise<void> {
  await done(scene, { type: 'release', callId });
  await scene.desk.until('the wrap-up', (state) => state.agent?.state === 'WrapUp');
  await done(scene, { type: 'finishWrapUp', sessionId: callId });
  await scene.desk.until(
    'the end of the wrap-up',
    ({ agent: shown, sessions }) => shown?.state === 'Ready' && sessions.length === 0,
  );
}

const phaseOf = ({ sessions }: DeskState, id: string): string | undefined =>
  voiceSessions(sessions).find((session) => session.id === id)?.phase;

export const phases: Readonly<Record<PhaseName, Phase>> = {
  'logged out': {
    reach: async () => nothing,
    is: ({ login, agent: shown }) => login.phase === 'logged-out' && login.error === null && shown === null,
    goOn: logIn,
  },
  'logging in': {
    reach: async (scene) => {
      await beginLogin(scene);
      return nothing;
    },
    is: ({ login, agent: shown, phone }) =>
      login.phase === 'logged-in' && shown?.state === 'NotReady' && phone.registration === 'registered',
    goOn: makeReady,
  },
  idle: {
    reach: async (scene) => {
      await logIn(scene);
      await makeReady(scene);
      return nothing;
    },
    is: ({ agent: shown }) => shown?.state === 'Ready',
    goOn: async (scene) => {
      const callId = await ring(scene);
      await scene.control.post(`/calls/${callId}/hang-up`);
      await scene.desk.until('no call', ({ sessions }) => sessions.length === 0);
    },
  },
  ringing: {
    reach: async (scene) => {
      await logIn(scene);
      await makeReady(scene);
      return { ...nothing, callId: await ring(scene) };
    },
    is: (state, { callId }) => state.agent?.state === 'Reserved' && phaseOf(state, callId) === 'offered',
    goOn: async (scene, reached) => {
      const { callId } = reached;
      await done(scene, { type: 'answer', callId });
      await scene.desk.until('the answered call', (state) => phaseOf(state, callId) === 'talking');
      await callerAndAgentHear(scene, reached);
      await release(scene, callId);
    },
  },
  talking: {
    reach: async (scene) => ({ ...nothing, callId: await talk(scene) }),
    is: (state, { callId }) => state.agent?.state === 'Talking' && phaseOf(state, callId) === 'talking',
    sound: callerAndAgentHear,
    goOn: (scene, { callId }) => release(scene, callId),
  },
  held: {
    reach: async (scene) => {
      const callId = await talk(scene);
      await done(scene, { type: 'hold', callId });
      await scene.desk.until('the held call', (state) => state.agent?.state === 'Hold');
      return { ...nothing, callId };
    },
    is: (state, { callId }) => state.agent?.state === 'Hold' && phaseOf(state, callId) === 'held',
    goOn: async (scene, reached) => {
      const { callId } = reached;
      await done(scene, { type: 'retrieve', callId });
      await scene.desk.until('the retrieved call', (state) => state.agent?.state === 'Talking');
      await callerAndAgentHear(scene, reached);
      await release(scene, callId);
    },
  },
  consulting: {
    reach: async (scene) => {
      const callId = await talk(scene);
      const { number, hertz } = colleague;
      await expectColleague(scene);
      await done(scene, { type: 'consult', callId, number });
      const { sessions } = await scene.desk.until('the consultation', ({ sessions: shown }) =>
        voiceSessions(shown).some(({ call, phase }) => call.type === 'consult' && phase === 'talking'),
      );
      const consultId = voiceSessions(sessions).find(({ call }) => call.type === 'consult')?.id ?? '';
      const reached = { ...nothing, callId, consultId };
      await bothHear(scene, consultId, number, hertz);
      return reached;
    },
    is: (state, { callId, consultId }) =>
      state.agent?.state === 'Talking' &&
      phaseOf(state, callId) === 'held' &&
      phaseOf(state, consultId) === 'talking',
    sound: (scene, { consultId }) => bothHear(scene, consultId, colleague.number, colleague.hertz),
    goOn: async (scene, { callId }) => {
      await done(scene, { type: 'completeConference', callId });
      await agentHears(scene, callId, [caller.hertz, colleague.hertz]);
      await farEndHears(scene, callId, caller.number, [agent.hertz, colleague.hertz]);
      await release(scene, callId);
    },
  },
  'wrap-up': {
    reach: async (scene) => ({ ...nothing, callId: await wrapUp(scene) }),
    // A desk that was started again sends what it finds written about calls that are over, and shows them no more.
    is: (state, { callId }, beganAnew) =>
      state.agent?.state === 'WrapUp' &&
      (beganAnew ||
        voiceSessions(state.sessions).some(
          ({ id, phase, draft }) => id === callId && phase === 'ended' && draft.notes !== '',
        )),
    goOn: async (scene, { callId }) => {
      const { sessions } = await scene.desk.state();
      for (const { id } of sessions) await done(scene, { type: 'finishWrapUp', sessionId: id });
      if (sessions.length === 0) await done(scene, { type: 'setState', target: { state: 'Ready' } });
      await scene.desk.until('the end of the wrap-up', (state) => state.agent?.state === 'Ready');
      await writtenOnce(scene, callId);
    },
  },
  'mid-request': {
    reach: async (scene) => {
      if (isOfSip(scene)) return { ...nothing, callId: await talk(scene) };
      if (isOfSessions(scene)) return { ...nothing, chatId: await chatAlone(scene) };
      await expectColleague(scene);
      await logIn(scene);
      return nothing;
    },
    hit: clickUnderWay,
    is: (state, { chatId }) => {
      const { agent: shown, sessions } = state;
      if (chatId !== '') return chatIn(state, chatId)?.phase === 'active';
      return (
        sessions.length === 1 &&
        voiceSessions(sessions).every(({ phase }) => phase === 'held' || phase === 'talking') &&
        (shown?.state === 'Hold' || shown?.state === 'Talking')
      );
    },
    goOn: async (scene, { chatId }) => {
      const { control, desk } = scene;
      if (chatId !== '') return endChat(scene, chatId);
      const [session] = (await desk.state()).sessions;
      await control.post(`/calls/${session?.id}/hang-up`);
      const { sessions } = await desk.until(
        'the end of the call',
        ({ agent: shown, sessions: left }) =>
          shown?.state !== 'Hold' &&
          shown?.state !== 'Talking' &&
          voiceSessions(left).every(({ phase }) => phase === 'ended'),
      );
      for (const { id } of sessions) await done(scene, { type: 'finishWrapUp', sessionId: id });
      await desk.until('the end of the wrap-up', ({ sessions: left }) => left.length === 0);
    },
  },
  'six sessions': {
    reach: async (scene) => ({ ...nothing, ...(await openSix(scene)) }),
    is: (state, reached) => state.agent?.state === 'Talking' && areSix(state, reached),
    sound: callerAndAgentHear,
    goOn: async (scene, reached) => {
      await finishSix(scene, reached);
      await release(scene, reached.callId);
    },
  },
};
