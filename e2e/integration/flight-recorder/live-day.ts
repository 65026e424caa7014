import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { DeskState } from '../../../contract/desk/desk-state.ts';
import { voiceSessions } from '../../../contract/desk/voice-sessions.ts';
import { openDeskFiles } from '../../../main/files/desk-files.ts';
import type { HeadlessDesk } from '../../../main/headless/headless-desk.ts';
import { silentLog } from '../../../main/log/testing/test-logs.ts';
import { secrets } from '../../../main/recorder/testing/secrets.ts';
import type { Control } from '../../support/tier.ts';
import { until } from '../desks.ts';

/** Notes, an outbox and recent calls that an earlier run left. */
export async function leaveThings(folder: string): Promise<void> {
  const files = openDeskFiles(folder, Date.now, silentLog);
  const notes = { notes: secrets.notes, disposition: 1 };
  await files.drafts.save('call-of-yesterday', { agentId: '12345', kind: 'voice', reply: '', ...notes });
  await files.outbox.append('12345', {
    type: 'SetCallDataRequest',
    id: randomUUID(),
    callId: 'call-before',
    ...notes,
  });
  await files.recentCalls.keep([
    {
      callId: 'call-before',
      direction: 'inbound',
      name: secrets.customer,
      number: secrets.otherNumber,
      at: Date.now() - 60_000,
      talkedMs: 1_000,
      end: `${secrets.customer} hung up`,
      notes: 'here',
    },
  ]);
}

/** A day with everything in it; resolves with what came in during it, as it was. */
export async function liveDay(headless: HeadlessDesk, control: Control): Promise<string> {
  const { desk } = headless;
  const came: string[] = [];
  desk.onInput((input) => came.push(JSON.stringify(input)));
  await until(headless, ({ configuration }) => configuration.status === 'fresh');
  const logIn = (loginString: string, profile = 'Billing, blended') =>
    desk.command({ type: 'logIn', profile, loginString, takeOver: false });
  expect(await logIn(`12345;${secrets.password};52513`, secrets.wrongPlace)).toMatchObject({ ok: false });
  expect(await logIn(`${secrets.wrongPlace};12345;52513`)).toMatchObject({ ok: false });
  expect(await logIn(`12345;${secrets.password}`)).toMatchObject({ ok: false });
  expect(await logIn(`12345;${secrets.wrongPlace};52513`)).toMatchObject({ ok: false });
  expect(await logIn(`12345;${secrets.password};52513`)).toEqual({ ok: true });
  await until(headless, ({ phone }) => phone.registration === 'registered');
  await desk.command({ type: 'setState', target: { state: 'Ready' } });
  await interactions(headless, control);
  const callId = await control.placeCall({
    from: { number: secrets.number, name: secrets.customer },
    to: '7001',
    variables: { account: secrets.variable, note: secrets.fact },
    customer: {
      name: secrets.customer,
      facts: [{ label: 'Plan', value: secrets.fact }],
      flags: [{ text: secrets.fact, tone: 'notice' }],
      earlierContacts: [{ kind: 'chat', at: Date.now(), subject: secrets.subject, outcome: secrets.subject }],
    },
  });
  await until(headless, ({ sessions }) => voiceSessions(sessions)[0]?.phone?.phase === 'ringing');
  await desk.command({ type: 'answer', callId });
  await until(
    headless,
    ({ agent, sessions }) => agent?.state === 'Talking' && voiceSessions(sessions)[0]?.phase === 'talking',
  );
  await desk.command({ type: 'digits', callId, digits: secrets.keypad });
  await desk.command({ type: 'consult', callId, number: secrets.otherNumber });
  await desk.command({ type: 'saveDraft', sessionId: callId, notes: secrets.notes, disposition: 2 });
  await manualSession(headless);
  await control.server(tierServer(headless, 'cti'), 'kill');
  await until(
    headless,
    ({ connections, agent }) => connections.cti.status === 'moved' && agent?.known === 'live',
  );
  await control.server(tierServer(headless, 'sip'), 'kill');
  await until(headless, ({ connections }) => connections.sip.status === 'moved');
  await control.post(`/calls/${callId}/hang-up`);
  // The consultation is left, and stands on its own.
  const [left] = voiceSessions(
    (await until(headless, ({ sessions }) => voiceSessions(sessions).some(({ phase }) => phase === 'ended')))
      .sessions,
  )
    .filter(({ phase }) => phase !== 'ended')
    .map(({ id }) => id);
  if (left !== undefined) await desk.command({ type: 'release', callId: left });
  await until(headless, ({ sessions }) => voiceSessions(sessions).every(({ phase }) => phase === 'ended'));
  await desk.command({ type: 'finishWrapUp', sessionId: callId });
  await until(headless, ({ sessions }) => sessions.length === 0);
  return came.join('\n');
}

/** A chat, an action item, what is written in them and about them, and a session manager that dies in between. */
async function interactions(headless: HeadlessDesk, control: Control): Promise<void> {
  const { desk } = headless;
  const about = {
    subject: secrets.subject,
    customerName: secrets.customer,
    to: { agentId: '12345' },
    variables: { account: secrets.variable },
  };
  const script = [{ does: 'say', text: secrets.chatText, writesForMs: 0 }];
  const chatId = await interaction(headless, await control.placeChat({ ...about, script }));
  await desk.command({ type: 'sendMessage', sessionId: chatId, text: secrets.reply });
  await control.server(tierServer(headless, 'sessions'), 'kill');
  await until(headless, ({ connections }) => connections.sessions.status === 'moved');
  await desk.command({ type: 'saveReply', sessionId: chatId, text: secrets.reply });
  await control.wait({ for: 'chatMessage', interactionId: chatId, from: 'agent' });
  const itemId = await interaction(headless, await control.placeActionItem({ ...about, body: secrets.body }));
  for (const sessionId of [chatId, itemId]) {
    await desk.command({ type: 'saveDraft', sessionId, notes: secrets.notes, disposition: 2 });
    await desk.command({ type: 'endInteraction', sessionId });
    await until(headless, ({ sessions }) =>
      sessions.some(
        (one) => one.id === sessionId && one.kind !== 'manual' && /wrap-up|ended/.test(one.phase),
      ),
    );
    expect(await desk.command({ type: 'finishWrapUp', sessionId })).toEqual({ ok: true });
  }
}

/** Takes it as soon as it is offered. */
async function interaction(headless: HeadlessDesk, sessionId: string): Promise<string> {
  const is = (phase: string): Promise<DeskState> =>
    until(headless, ({ sessions }) =>
      sessions.some((one) => one.id === sessionId && one.kind !== 'manual' && one.phase === phase),
    );
  await is('offered');
  await headless.desk.command({ type: 'acceptOffer', sessionId });
  await is('active');
  return sessionId;
}

/** One of his own, written in and closed. */
async function manualSession({ desk }: HeadlessDesk): Promise<void> {
  expect(await desk.command({ type: 'openManualSession', title: secrets.subject })).toEqual({ ok: true });
  const sessionId = desk.state().selectedSession ?? '';
  await desk.command({ type: 'saveDraft', sessionId, notes: secrets.notes, disposition: null });
  expect(await desk.command({ type: 'closeManualSession', sessionId })).toMatchObject({ ok: true });
}

function tierServer({ desk }: HeadlessDesk, kind: 'cti' | 'sip' | 'sessions'): string {
  return `${kind}-${desk.state().connections[kind].inUse === 'A' ? 'a' : 'b'}`;
}
