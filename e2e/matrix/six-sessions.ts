import type { ChatSession, DeskState } from '../../contract/desk/desk-state.ts';
import { tabs } from '../../contract/desk/tabs.ts';
import { until } from '../support/until.ts';
import { logIn, makeReady, talk } from './day.ts';
import { agent, done, type Scene } from './scene.ts';

const chatPartner = 'Website visitor';
const actionItem = 'Rebill check, J. Adeyemi';
const manualTitles = ['Question from Jo', 'Rota for Friday', 'Meter photo'] as const;
/** What the agent has written, and neither sent nor finished. */
const written = { reply: 'Nothing to sign: you will', notes: 'Rebill from 1 March' } as const;
const sent = 'I have moved it to the 5th.';

/** Of six sessions, those that the contact centre knows. */
export interface Six {
  readonly callId: string;
  readonly chatId: string;
  readonly actionId: string;
}

/** A chat that the agent has accepted. Resolves with its id. */
export async function acceptChat(scene: Scene): Promise<string> {
  const chatId = await scene.control.placeChat({ partner: chatPartner });
  await accept(scene, chatId);
  return chatId;
}

/** From logged out to one chat, and no call. Resolves with the chat's id. */
export async function chatAlone(scene: Scene): Promise<string> {
  await logIn(scene);
  await makeReady(scene);
  return acceptChat(scene);
}

/** A call, a chat with a reply that is not sent, an action item with notes, and three sessions of his own. */
export async function openSix(scene: Scene): Promise<Six> {
  const callId = await talk(scene);
  const chatId = await acceptChat(scene);
  const actionId = await scene.control.placeActionItem({ item: actionItem });
  await accept(scene, actionId);
  for (const title of manualTitles) await done(scene, { type: 'openManualSession', title });
  await done(scene, { type: 'saveReply', sessionId: chatId, text: written.reply });
  await done(scene, { type: 'saveDraft', sessionId: actionId, notes: written.notes, disposition: null });
  const six = { callId, chatId, actionId };
  await scene.desk.until('six sessions', (state) => areSix(state, six));
  return six;
}

/** All six are there, each in its phase, with what was written in it. */
export function areSix({ sessions }: DeskState, { callId, chatId, actionId }: Six): boolean {
  const titles = sessions.flatMap((session) => (session.kind === 'manual' ? [session.title] : []));
  return (
    tabs(sessions).length === 6 &&
    manualTitles.every((title) => titles.includes(title)) &&
    sessions.some((one) => one.kind === 'voice' && one.id === callId && one.phase === 'talking') &&
    sessions.some(
      (one) =>
        one.kind === 'chat' && one.id === chatId && one.phase === 'active' && one.reply === written.reply,
    ) &&
    sessions.some(
      (one) =>
        one.kind === 'action' &&
        one.id === actionId &&
        one.phase === 'active' &&
        one.draft.notes === written.notes,
    )
  );
}

/** Both write, the chat and the action item are finished, and the agent's own sessions are closed. The call stays. */
export async function finishSix(scene: Scene, { chatId, actionId }: Six): Promise<void> {
  const { control, desk } = scene;
  await control.partnerSays(chatId, 'Must I sign anything?');
  await desk.until('what the customer wrote', (state) => chatIn(state, chatId)?.last?.from === 'customer');
  await done(scene, { type: 'sendMessage', sessionId: chatId, text: sent });
  await until(
    'what the agent wrote, once',
    () => messagesLike(scene, chatId, sent),
    (count) => count === 1,
  );
  await endChat(scene, chatId);
  await done(scene, { type: 'endInteraction', sessionId: actionId });
  await done(scene, { type: 'finishWrapUp', sessionId: actionId });
  await until(
    'the notes on the action item, once',
    async () => (await control.interaction(actionId)).completed,
    (completed) => completed.length === 1 && completed[0]?.notes === written.notes,
  );
  const own = (await desk.state()).sessions.filter(({ kind }) => kind === 'manual');
  for (const { id } of own) await done(scene, { type: 'closeManualSession', sessionId: id });
  await desk.until('the call alone', ({ sessions }) => sessions.every(({ kind }) => kind === 'voice'));
}

export async function endChat(scene: Scene, chatId: string): Promise<void> {
  await done(scene, { type: 'endInteraction', sessionId: chatId });
  await scene.desk.until('the end of the chat', (state) => {
    const chat = chatIn(state, chatId);
    return chat === undefined || chat.phase === 'wrap-up' || chat.phase === 'ended';
  });
  if (chatIn(await scene.desk.state(), chatId))
    await done(scene, { type: 'finishWrapUp', sessionId: chatId });
  await scene.desk.until('no chat', (state) => chatIn(state, chatId) === undefined);
}

/** How often this stands in the chat, as the contact centre has it. */
export async function messagesLike({ control }: Scene, chatId: string, text: string): Promise<number> {
  const { transcript } = await control.interaction(chatId);
  return transcript.filter((message) => message.from === 'agent' && message.text === text).length;
}

export function chatIn({ sessions }: DeskState, chatId: string): ChatSession | undefined {
  return sessions.find((session): session is ChatSession => session.kind === 'chat' && session.id === chatId);
}

async function accept(scene: Scene, sessionId: string): Promise<void> {
  await scene.desk.until(`the offer of ${sessionId} to ${agent.id}`, ({ sessions }) =>
    sessions.some(({ id }) => id === sessionId),
  );
  await done(scene, { type: 'acceptOffer', sessionId });
  await scene.control.interactionIn(sessionId, 'active');
  await scene.desk.until('it is accepted', ({ sessions }) =>
    sessions.some((one) => one.id === sessionId && one.kind !== 'manual' && one.phase === 'active'),
  );
}
