import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { systemReason } from '../../contract/cti/system-reasons.ts';
import type { ChatSession, DeskSession } from '../../contract/desk/desk-state.ts';
import { voiceSessions } from '../../contract/desk/voice-sessions.ts';
import type { HeadlessDesk } from '../../main/headless/headless-desk.ts';
import { startTier, type Tier } from '../../server-sim/index.ts';
import { Control } from '../support/tier.ts';
import { desksOfFile, done, logIn, until } from './desks.ts';

// A desk with chats and action items beside its calls, against the whole tier: each message once, whichever session
// manager dies in the middle of it.

const loginString = '12345;xxyyzz;52513;pm2c';

let tier: Tier;
let control: Control;
const openDesk = desksOfFile();

beforeAll(async () => {
  tier = await startTier();
  control = new Control(tier.addresses.control);
});
afterAll(() => tier.close());
beforeEach(() => control.reset());

async function ready(): Promise<HeadlessDesk> {
  const desk = await openDesk(tier.addresses);
  await logIn(desk, { loginString });
  await done(desk, { type: 'setState', target: { state: 'Ready' } });
  await until(
    desk,
    ({ agent, domains }) => agent?.state === 'Ready' && domains.every(({ isReady }) => isReady),
  );
  return desk;
}

/** A chat of somebody who says one thing and stays. Resolves with its id as soon as it is offered. */
async function chatOffered(desk: HeadlessDesk): Promise<string> {
  const script = [{ does: 'say', text: 'Hello?', writesForMs: 0 }];
  const chatId = await control.placeChat({
    subject: 'A question',
    customerName: 'Pat',
    to: { skillGroup: 'Billing' },
    script,
  });
  await phase(desk, chatId, 'offered');
  return chatId;
}

async function actionOffered(desk: HeadlessDesk, subject: string): Promise<string> {
  const itemId = await control.placeActionItem({ subject, body: 'Look', to: { skillGroup: 'Billing' } });
  await phase(desk, itemId, 'offered');
  return itemId;
}

async function accept(desk: HeadlessDesk, sessionId: string): Promise<string> {
  await done(desk, { type: 'acceptOffer', sessionId });
  await phase(desk, sessionId, 'active');
  return sessionId;
}

async function phase(desk: HeadlessDesk, sessionId: string, is: ChatSession['phase']): Promise<DeskSession> {
  const state = await until(desk, ({ sessions }) =>
    sessions.some((one) => one.id === sessionId && one.kind !== 'manual' && one.phase === is),
  );
  const session = state.sessions.find(({ id }) => id === sessionId);
  if (!session) throw new Error(`${sessionId} is not on the desk`);
  return session;
}

function texts(desk: HeadlessDesk, chatId: string): readonly string[] {
  return desk.desk
    .transcripts()
    .filter(({ sessionId }) => sessionId === chatId)
    .flatMap(({ messages }) => messages.map(({ text }) => text));
}

async function write(desk: HeadlessDesk, sessionId: string, text: string): Promise<void> {
  await done(desk, { type: 'sendMessage', sessionId, text });
}

/** What the agent wrote is in the chat, and nothing waits any more. */
async function allSent(desk: HeadlessDesk, chatId: string): Promise<void> {
  await until(desk, ({ sessions }) =>
    sessions.some((one) => one.id === chatId && one.kind === 'chat' && one.unsent.length === 0),
  );
}

async function sameAsThere(desk: HeadlessDesk, chatId: string): Promise<void> {
  const there = (await control.interaction(chatId)).transcript.map(({ text }) => text);
  expect(texts(desk, chatId)).toEqual(there);
  expect(new Set(there).size).toBe(there.length);
}

function inUse(desk: HeadlessDesk): string {
  return desk.desk.state().connections.sessions.inUse === 'A' ? 'sessions-a' : 'sessions-b';
}

test('logs in for voice, two action items and a chat, and works on all of them', async () => {
  const desk = await ready();
  expect(desk.desk.state()).toMatchObject({ channels: { voice: 1, actions: 2, chats: 1 } });
  const chatId = await accept(desk, await chatOffered(desk));
  await write(desk, chatId, 'Good morning');
  await control.wait({ for: 'chatMessage', interactionId: chatId, from: 'agent', text: 'Good morning' });
  await control.partnerSays(chatId, 'Thank you');
  await until(desk, ({ sessions }) =>
    sessions.some((one) => one.kind === 'chat' && one.last?.text === 'Thank you'),
  );
  await allSent(desk, chatId);
  await sameAsThere(desk, chatId);
  for (const subject of ['First', 'Second']) await accept(desk, await actionOffered(desk, subject));

  // The connector has him in for two: the third waits for him, and his state stays.
  const third = await control.placeActionItem({
    subject: 'Third',
    body: 'Look',
    to: { agentId: '12345' },
  });
  await control.wait({ for: 'interaction', interactionId: third, phase: 'queued' });
  expect(desk.desk.state().sessions.map(({ kind }) => kind)).toEqual(['chat', 'action', 'action']);
  expect(desk.desk.state().agent?.state).toBe('Ready');
});

test('is blocked with the limit’s name where it asks for more, and told what fits', async () => {
  const desk = await openDesk(tier.addresses);
  const outcome = await desk.desk.command({
    type: 'logIn',
    profile: 'Billing, blended',
    loginString: '12345;xxyyzz;52513;pm3',
    takeOver: false,
  });
  expect(outcome).toMatchObject({
    ok: false,
    error: {
      message: 'AppActionRoutingMaxSession allows 2 action items; your login asks for 3. Write pm2 instead.',
      remedies: [{ action: 'change-login-string', to: 'pm2' }],
    },
  });
  await control.wait({ for: 'agent', agentId: '12345', state: 'LoggedOut' });
});

test('gives back with A1 what finds no tab, and is Not Ready for that reason', async () => {
  const desk = await ready();
  await accept(desk, await chatOffered(desk));
  await accept(desk, await actionOffered(desk, 'First'));
  for (const title of ['One', 'Two', 'Three', 'Four']) await done(desk, { type: 'openManualSession', title });
  const second = await control.placeActionItem({
    subject: 'Second',
    body: 'Look',
    to: { agentId: '12345' },
  });
  await control.wait({
    for: 'agent',
    agentId: '12345',
    state: 'NotReady',
    reasonCode: systemReason.sessionsFull,
  });
  await control.wait({ for: 'interaction', interactionId: second, phase: 'queued' });
  const state = await until(desk, ({ agent }) => agent?.reasonCode === systemReason.sessionsFull);
  expect(state.sessions).toHaveLength(6);
});

test('rejects an offer, which changes no state', async () => {
  const desk = await ready();
  const chatId = await chatOffered(desk);
  await done(desk, { type: 'rejectOffer', sessionId: chatId });
  await until(desk, ({ sessions }) => !sessions.some(({ id, kind }) => id === chatId && kind === 'chat'));
  expect(desk.desk.state().agent?.state).toBe('Ready');
});

test.each(['kill', 'freeze'] as const)(
  'goes on at the other session manager after a %s, and no message is lost or doubled',
  async (fault) => {
    const desk = await ready();
    const chatId = await accept(desk, await chatOffered(desk));
    await write(desk, chatId, 'Before');
    const side = inUse(desk);
    await control.server(side, fault);
    await write(desk, chatId, 'In the middle');
    await control.partnerSays(chatId, 'Are you there?');
    await until(desk, ({ connections }) => connections.sessions.status === 'moved');
    await control.wait({ for: 'chatMessage', interactionId: chatId, from: 'agent', text: 'In the middle' });
    await write(desk, chatId, 'After');
    await control.wait({ for: 'chatMessage', interactionId: chatId, from: 'agent', text: 'After' });
    await allSent(desk, chatId);
    await sameAsThere(desk, chatId);
    expect(desk.desk.state().agent).toMatchObject({ state: 'Ready', known: 'live' });
    expect(desk.desk.state().banners.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^Session manager [AB] stopped answering at .*; nothing for you to do\.$/),
    ]);
  },
);

test('without any session manager keeps what is written, and sends it once', async () => {
  const desk = await ready();
  const chatId = await accept(desk, await chatOffered(desk));
  for (const side of ['a', 'b']) await control.server(`sessions-${side}`, 'kill');
  await until(desk, ({ connections }) => connections.sessions.status === 'down');
  for (const text of ['One', 'Two', 'Three']) await write(desk, chatId, text);
  await done(desk, { type: 'setState', target: { state: 'NotReady', reasonCode: null } });
  await until(desk, ({ agent }) => agent?.state === 'NotReady');
  expect(desk.desk.state().banners.map(({ id }) => id)).toEqual(['sessions-down']);
  await control.server('sessions-b', 'start');
  await done(desk, { type: 'tryConnection', kind: 'sessions' });
  await control.wait({ for: 'chatMessage', interactionId: chatId, from: 'agent', text: 'Three' });
  await allSent(desk, chatId);
  await sameAsThere(desk, chatId);
  // It may have been with A before, and then says that it is with B now.
  expect(desk.desk.state().banners.map(({ id }) => id)).not.toContain('sessions-down');
});

test('finishes a chat with what was written about it', async () => {
  const desk = await ready();
  const chatId = await accept(desk, await chatOffered(desk));
  await done(desk, { type: 'saveDraft', sessionId: chatId, notes: 'Moved to the 5th', disposition: 1 });
  await done(desk, { type: 'endInteraction', sessionId: chatId });
  await phase(desk, chatId, 'wrap-up');
  await done(desk, { type: 'finishWrapUp', sessionId: chatId });
  expect(desk.desk.state().sessions).toEqual([]);
  await control.wait({ for: 'interaction', interactionId: chatId, phase: 'ended' });
  expect((await control.interaction(chatId)).completed).toMatchObject([
    { agentId: '12345', notes: 'Moved to the 5th', disposition: 1 },
  ]);
});

test('keeps what was written about a chat whose wrap-up a choice of state ends, until it is finished', async () => {
  const desk = await ready();
  const chatId = await accept(desk, await chatOffered(desk));
  await done(desk, { type: 'endInteraction', sessionId: chatId });
  await phase(desk, chatId, 'wrap-up');
  await done(desk, { type: 'saveDraft', sessionId: chatId, notes: 'Call back on the 5th', disposition: 1 });
  await done(desk, { type: 'setState', target: { state: 'NotReady', reasonCode: null } });
  const { draft } = await phase(desk, chatId, 'ended');
  expect(draft).toMatchObject({ notes: 'Call back on the 5th', disposition: 1 });
  expect(desk.desk.state().domains).toMatchObject([{}, { channel: 'chat', state: 'NotReady', inUse: 0 }, {}]);
  await done(desk, { type: 'finishWrapUp', sessionId: chatId });
  expect(desk.desk.state().sessions).toEqual([]);
  const detail = { completed: 1 };
  await control.wait({ for: 'event', type: 'interaction', interactionId: chatId, detail, after: 0 });
  expect((await control.interaction(chatId)).completed).toMatchObject([
    { agentId: '12345', notes: 'Call back on the 5th', disposition: 1 },
  ]);
});

test('stays in the wrap-up of a chat when that of a call is finished', async () => {
  const desk = await ready();
  const chatId = await accept(desk, await chatOffered(desk));
  const callId = await control.placeCall({ caller: 'Aileen Mackay', menuMs: 0 });
  await until(desk, ({ sessions }) => voiceSessions(sessions)[0]?.phone?.phase === 'ringing');
  await done(desk, { type: 'answer', callId });
  await until(desk, ({ sessions }) => voiceSessions(sessions)[0]?.phase === 'talking');
  await done(desk, { type: 'endInteraction', sessionId: chatId });
  await phase(desk, chatId, 'wrap-up');
  await done(desk, { type: 'release', callId });
  await until(desk, ({ agent }) => agent?.state === 'WrapUp');
  await done(desk, { type: 'finishWrapUp', sessionId: callId });
  await until(desk, ({ agent, sessions }) => agent?.state === 'Ready' && sessions.length === 1);
  expect((await control.interaction(chatId)).phase).toBe('wrap-up');
  await phase(desk, chatId, 'wrap-up');
});

test('gives back what it has when it is closed', async () => {
  const desk = await ready();
  const chatId = await accept(desk, await chatOffered(desk));
  await desk.close();
  await control.wait({ for: 'interaction', interactionId: chatId, agentId: null });
  expect(await control.sessionsOf('12345')).toBeNull();
});
