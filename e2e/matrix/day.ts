import { voiceSessions } from '../../contract/desk/voice-sessions.ts';
import type { ServerKind } from '../../contract/servers/server-kind.ts';
import { until } from '../support/until.ts';
import { agent, caller, colleague, done, profile, type Scene, taken } from './scene.ts';
import { isServerTarget, serverInUse, serverTargets } from './targets.ts';

/** What the agent writes in wrap-up. */
const notes = { notes: 'Rebill from 1 March', disposition: 2 } as const;

const login = { type: 'logIn', profile, loginString: agent.loginString, takeOver: false } as const;

export async function logIn(scene: Scene): Promise<void> {
  await done(scene, login);
  await scene.desk.until('the phone', ({ phone }) => phone.registration === 'registered');
}

/** A login's step that waits for a server of this kind for good, once that server hears no such request. */
const steps: Readonly<Record<Exclude<ServerKind, 'configuration'>, string>> = {
  licensing: 'AcquireLicenceRequest',
  cti: 'SetAgentStateRequest',
  sip: 'REGISTER',
  sessions: 'OpenCommunicationSessionRequest',
};

/**
 * Brings the login to where it waits for the target, and holds it there: the server in use hears the request and does
 * not answer. The other server of that pair answers. For a target that a login does not wait for it waits for CTI.
 */
export async function beginLogin(scene: Scene): Promise<void> {
  const { control, desk, target } = scene;
  const targetKind = isServerTarget(target) ? serverTargets[target].kind : 'cti';
  const kind = targetKind === 'configuration' ? 'cti' : targetKind;
  const pair = [`${kind}-a`, `${kind}-b`];
  for (const server of pair) await control.mute(server, [steps[kind]]);
  // Whether it was taken shows as the login it comes to.
  desk.command(login).catch(() => undefined);
  const state = await desk.until(`a login that waits for ${kind}`, ({ login: at, phone, connections }) => {
    if (kind === 'sip') return at.phase === 'logged-in' && phone.registration === 'registering';
    if (at.phase !== 'logging-in' || connections[kind].inUse === null) return false;
    // Licence and communication session are waited for beside the CTI server, and the step may be of any of them.
    return kind === 'licensing' || kind === 'sessions' || at.step === 'snapshot';
  });
  const used = serverInUse(kind, state);
  for (const server of pair) if (server !== used) await control.mute(server, []);
}

export async function makeReady(scene: Scene): Promise<void> {
  await done(scene, { type: 'setState', target: { state: 'Ready' } });
  await scene.desk.until('Ready', (state) => state.agent?.state === 'Ready');
}

/** The colleague can be dialled. */
export async function expectColleague({ control }: Scene): Promise<void> {
  const { number, hertz } = colleague;
  const voice = { type: 'tone', hertz };
  await control.post('/far-ends', { number, name: 'Colleague', answers: 0, voice });
}

/** The caller rings at the desk, by CTI and by SIP. Resolves with the call's id. */
export async function ring({ control, desk }: Scene): Promise<string> {
  const voice = { type: 'tone', hertz: caller.hertz };
  const callId = await control.placeCall({ caller: caller.name, menuMs: 0, voice });
  await desk.until('a call that rings', ({ agent: shown, sessions }) =>
    voiceSessions(sessions).some(
      ({ id, call, phone }) =>
        id === callId &&
        shown?.state === 'Reserved' &&
        call.connection === 'Alerting' &&
        call.skillGroup !== null &&
        phone?.phase === 'ringing',
    ),
  );
  return callId;
}

/** From logged out to talking to the caller, with sound. Resolves with the call's id. */
export async function talk(scene: Scene): Promise<string> {
  await logIn(scene);
  await makeReady(scene);
  const callId = await ring(scene);
  taken('answer', await scene.desk.command({ type: 'answer', callId }));
  await scene.desk.until(
    'the answered call',
    ({ agent: shown, sessions }) =>
      shown?.state === 'Talking' && voiceSessions(sessions)[0]?.phase === 'talking',
  );
  return callId;
}

/** From logged out to wrap-up with notes that are not sent yet. */
export async function wrapUp(scene: Scene): Promise<string> {
  const callId = await talk(scene);
  await done(scene, { type: 'saveDraft', sessionId: callId, ...notes });
  await scene.control.post(`/calls/${callId}/hang-up`);
  await scene.desk.until(
    'the wrap-up',
    ({ agent: shown, sessions }) =>
      shown?.state === 'WrapUp' && voiceSessions(sessions)[0]?.phase === 'ended',
  );
  return callId;
}

/** The notes are at the switch, as they were written and once. */
export async function writtenOnce({ control }: Scene, callId: string): Promise<void> {
  await until(
    'the notes at the switch, once',
    async () => {
      const { calls } = await control.get<{ calls: { callId: string; wrapUp: object[] }[] }>('/calls');
      return calls.find((call) => call.callId === callId)?.wrapUp ?? [];
    },
    (written) => written.length === 1 && JSON.stringify(written).includes(notes.notes),
  );
}
