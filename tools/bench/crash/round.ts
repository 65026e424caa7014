import type { DeskState, VoiceSession } from '../../../contract/desk/desk-state.ts';
import { voiceSessions } from '../../../contract/desk/voice-sessions.ts';
import type { Control } from '../../../e2e/support/tier.ts';
import { until } from '../../../e2e/support/until.ts';
import { cameBackWith, type Ledger, newLedger, type Store } from './ledger.ts';
import { DeskKilled, type Worker } from './worker.ts';

/** Who calls, and what is dialled: of the shipped scenario. */
const caller = 'Aileen Mackay';
const dialled = '01632960001';
const disposition = 2;
/** So often an agent looks and clicks in a round, at the most. */
const mostSteps = 200;

export interface RoundAsked {
  readonly worker: Worker;
  readonly control: Control;
  /** The round's own words: no two rounds have the same. */
  readonly words: readonly string[];
}

interface CallOfSwitch {
  readonly callId: string;
  readonly phase: string;
  /** As each agent in it sees it. */
  readonly views: Readonly<Record<string, { readonly direction: string; readonly dialled: string }>>;
  readonly wrapUp: readonly { readonly notes: string }[];
}

/**
 * One round of work: a call comes, notes are typed word by word, it is released, its wrap-up is finished; then a number
 * is dialled. Whatever is killed meanwhile, the agent goes on where his desk is. Resolves with what he did, and what
 * the switch has of it.
 */
export async function playRound(
  asked: RoundAsked,
): Promise<{ readonly ledger: Ledger; readonly store: Store }> {
  const { worker, control } = asked;
  const ledger = newLedger();
  const before = await callsTo(control, dialled);
  await insist(asked, () => goReady(worker));
  const callId = await control.placeCall({ caller, menuMs: 0 });
  await insist(asked, () => handleCall(asked, callId, ledger));
  await insist(asked, () => dialOnce(worker, ledger));
  await insist(asked, () => nothingLeft(worker));
  const notes = await until(
    'the switch has the notes',
    async () => (await callOf(control, callId))?.wrapUp.map((wrapUp) => wrapUp.notes) ?? [],
    (told) => told.length > 0,
  ).catch((): readonly string[] => []);
  return { ledger, store: { notes, dialled: (await callsTo(control, dialled)) - before } };
}

/** Goes on after each death of the desk. */
async function insist({ worker }: RoundAsked, does: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      if (worker.wasKilled) await worker.comeBack();
      await does();
      return;
    } catch (error) {
      if (!(error instanceof DeskKilled)) throw error;
    }
  }
}

async function goReady(worker: Worker): Promise<void> {
  const { agent } = await worker.until('a CTI server answers', isLive);
  if (agent?.state === 'Ready') return;
  await worker.command({ type: 'setState', target: { state: 'Ready' } });
  await worker.until('the agent is Ready', (state) => isLive(state) && state.agent?.state !== 'NotReady');
}

/** From wherever the call is now to the end of its wrap-up. */
async function handleCall(
  { worker, control, words }: RoundAsked,
  callId: string,
  ledger: Ledger,
): Promise<void> {
  let cameBack = ledger.typed.length > 0;
  for (let step = 0; step < mostSteps; step += 1) {
    const session = await sessionNow(worker, control, callId);
    if (session === null) return;
    if (cameBack) cameBackWith(ledger, session.draft.notes);
    cameBack = false;
    await stepOn(worker, session, words, ledger);
  }
  throw new Error(`Call ${callId} is not over after ${mostSteps} steps.`);
}

/** The call's tab; null once there is nothing left to do with it. */
async function sessionNow(worker: Worker, control: Control, callId: string): Promise<VoiceSession | null> {
  const { state } = await until(
    'the call is shown at the desk, or over',
    async () => ({
      state: await worker.until('a CTI server answers', isLive),
      call: await callOf(control, callId),
    }),
    ({ state: { sessions, agent }, call }) =>
      sessions.some(({ id }) => id === callId) ||
      (call?.wrapUp.length ?? 0) > 0 ||
      (call?.phase === 'ended' && agent?.state !== 'WrapUp'),
  );
  return sessionIn(state, callId);
}

async function stepOn(
  worker: Worker,
  { id, phase }: VoiceSession,
  words: readonly string[],
  ledger: Ledger,
): Promise<void> {
  const is = (state: DeskState, ...phases: readonly VoiceSession['phase'][]): boolean => {
    const session = sessionIn(state, id);
    return session === null || phases.includes(session.phase);
  };
  switch (phase) {
    case 'offered':
      if (!(await click(worker, { type: 'answer', callId: id }))) return;
      await worker.until('the call is answered', (state) => is(state, 'talking', 'held', 'ended'));
      return;
    case 'dialling':
    case 'held':
    case 'talking':
      if (ledger.typed.length < words.length) {
        await type(worker, id, words, ledger);
        return;
      }
      if (!(await click(worker, { type: 'release', callId: id }))) return;
      await worker.until('the call is over', (state) => is(state, 'ended'));
      return;
    case 'ended':
      while (ledger.typed.length < words.length) await type(worker, id, words, ledger);
      await save(worker, id, ledger);
      if (!(await click(worker, { type: 'finishWrapUp', sessionId: id }))) return;
      await worker.until('the wrap-up is finished', (state) => sessionIn(state, id) === null);
  }
}

/** Whether it was carried out: where the desk refuses it, with its reason, an agent looks again and clicks again. */
async function click(worker: Worker, command: object): Promise<boolean> {
  return (await worker.command(command)) === null;
}

/** One word more. */
async function type(worker: Worker, id: string, words: readonly string[], ledger: Ledger): Promise<void> {
  ledger.typed.push(words.slice(0, ledger.typed.length + 1).join(' '));
  await save(worker, id, ledger);
}

async function save(worker: Worker, sessionId: string, ledger: Ledger): Promise<void> {
  const notes = ledger.typed.at(-1) ?? '';
  const refused = await worker.command({ type: 'saveDraft', sessionId, notes, disposition });
  if (refused === null) ledger.confirmed = ledger.typed.length;
}

/** One click, whatever becomes of it: an agent whose desk died does not know whether it was carried out. */
async function dialOnce(worker: Worker, ledger: Ledger): Promise<void> {
  if (ledger.dialled !== 'not yet') return;
  const { agent } = await worker.until('a CTI server answers', isLive);
  if (agent?.state === 'Ready') {
    await worker.command({ type: 'setState', target: { state: 'NotReady', reasonCode: null } });
    await worker.until(
      'the agent is Not Ready',
      (state) => isLive(state) && state.agent?.state === 'NotReady',
    );
  }
  ledger.dialled = 'unknown';
  const refused = await worker.command({ type: 'dial', number: dialled });
  ledger.dialled = refused === null ? 'confirmed' : 'refused';
  // A confirmation is not the call: its events come after.
  if (refused === null) {
    await worker.until('the dialled call is shown', ({ sessions }) => voiceSessions(sessions).length > 0);
  }
}

/** Releases and finishes whatever stands. */
async function nothingLeft(worker: Worker): Promise<void> {
  for (let step = 0; step < mostSteps; step += 1) {
    const { sessions } = await worker.until('a CTI server answers', isLive);
    const [first] = voiceSessions(sessions);
    if (!first) return;
    if (first.phase === 'ended') await worker.command({ type: 'finishWrapUp', sessionId: first.id });
    else await worker.command({ type: 'release', callId: first.id });
    await worker.until('it is over', (state) => sessionIn(state, first.id)?.phase !== first.phase);
  }
  throw new Error(`The desk has a call after ${mostSteps} steps.`);
}

function isLive({ agent, login }: DeskState): boolean {
  return login.phase === 'logged-in' && agent?.known === 'live';
}

function sessionIn({ sessions }: DeskState, callId: string): VoiceSession | null {
  return voiceSessions(sessions).find(({ id }) => id === callId) ?? null;
}

async function calls(control: Control): Promise<readonly CallOfSwitch[]> {
  return (await control.get<{ calls: readonly CallOfSwitch[] }>('/calls')).calls;
}

async function callOf(control: Control, callId: string): Promise<CallOfSwitch | null> {
  return (await calls(control)).find((call) => call.callId === callId) ?? null;
}

async function callsTo(control: Control, number: string): Promise<number> {
  const isTo = ({ views }: CallOfSwitch): boolean =>
    Object.values(views).some((view) => view.direction === 'outbound' && view.dialled === number);
  return (await calls(control)).filter(isTo).length;
}
