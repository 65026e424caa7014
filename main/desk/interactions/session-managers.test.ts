import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { answerDeadlineMs } from '../../../contract/servers/awaited-answers.ts';
import { headStartMs } from '../../../contract/servers/pair-rules.ts';
import { temporaryFolder } from '../../files/testing/temporary-folder.ts';
import { configured, pairOf } from '../testing/configured-desk.ts';
import type { RunningDesk } from '../testing/running-desk.ts';
import {
  givesSeats,
  logsIn,
  mute,
  opensSessions,
  type Script,
  type ScriptedServer,
  serveHung,
  serveScript,
} from '../testing/scripted-servers.ts';
import { interactionSample } from '../testing/session-samples.ts';

// The desk and its session managers on real sockets and a real disk, in a time that the test holds.

const chat = interactionSample();

/** Opens the session, and never answers what is written in it. */
const keepsSilent = opensSessions([chat], mute);

async function deskWith(
  sessions: { readonly a: string; readonly b: string },
  folder?: string,
): Promise<RunningDesk> {
  const seats = await pairOf('licensing', givesSeats, givesSeats);
  const cti = await pairOf('cti', logsIn(), logsIn());
  const servers = { licensing: seats.addresses, cti: cti.addresses, sessions, multiSession: true };
  return configured(servers, folder);
}

async function loggedIn(a: Script, b: Script, folder?: string) {
  const pair = await pairOf('sessions', a, b);
  const running = await deskWith(pair.addresses, folder);
  expect(await running.logIn()).toEqual({ ok: true });
  return { ...running, ...pair };
}

const isMessage = ({ type }: { readonly type: string }): boolean => type === 'SendChatMessageRequest';

/** Resolves with what the next message says, and its id. */
async function nextMessage({ questions }: ScriptedServer): Promise<readonly [string, string | undefined]> {
  const { id, text } = await questions.nextWhere(isMessage);
  return [id, text];
}

const write = (running: RunningDesk, text: string) =>
  running.desk.command({ type: 'sendMessage', sessionId: chat.interactionId, text });

/** Resolves as soon as the desk has heard that this request is taken. */
const confirmed = ({ desk }: RunningDesk, id: string): Promise<void> =>
  new Promise((resolve) => {
    desk.onInput((input) => {
      if (input.type !== 'sessions' || input.event.type !== 'message') return;
      const { message } = input.event;
      if (message.type === 'RequestConf' && message.id === id) resolve();
    });
  });

const onDisk = async (folder: string): Promise<number> => {
  const names = await readdir(join(folder, 'sessions-outbox')).catch(() => []);
  return names.filter((name) => name.endsWith('.json')).length;
};

describe('a login', () => {
  test('whose first session manager hangs takes its head start, and no deadline', async () => {
    const good = await serveScript('sessions', 'B', opensSessions());
    const running = await deskWith({ a: await serveHung(), b: good.address });
    const before = running.timers.monotonic();
    const done = running.logIn();
    running.timers.advance(headStartMs);
    expect(await done).toEqual({ ok: true });
    expect(running.timers.monotonic() - before, 'nothing else was waited for').toBe(headStartMs);
  });

  test('that a session manager leaves unanswered is let in by the other', async () => {
    const { one, addresses } = await pairOf('sessions', mute, opensSessions());
    const running = await deskWith(addresses);
    const done = running.logIn();
    await one.questions.nextWhere(({ type }) => type === 'OpenCommunicationSessionRequest');
    running.timers.advance(answerDeadlineMs);
    expect(await done).toEqual({ ok: true });
    expect(running.desk.state().connections.sessions).toMatchObject({ inUse: 'B', status: 'moved' });
  });
});

describe('a message', () => {
  test('that a session manager leaves unanswered goes to the other under its id, and from the disk when it is confirmed', async () => {
    const folder = await temporaryFolder();
    const running = await loggedIn(keepsSilent, opensSessions([chat]), folder);
    expect(await write(running, 'Good morning')).toEqual({ ok: true });
    expect(await onDisk(folder)).toBe(1);
    const first = await nextMessage(running.one);
    const second = nextMessage(running.two);
    const heard = confirmed(running, first[0]);
    running.timers.advance(answerDeadlineMs);
    expect(await second).toEqual(first);
    await heard;
    await running.desk.stop();
    expect(await onDisk(folder)).toBe(0);
  });

  test('goes out in the order in which it was written', async () => {
    const running = await loggedIn(opensSessions([chat]), opensSessions([chat]));
    const words = ['One', 'Two', 'Three', 'Four', 'Five'];
    await Promise.all(words.map((word) => write(running, word)));
    const sent: (string | undefined)[] = [];
    for (const _ of words) sent.push((await nextMessage(running.one))[1]);
    expect(sent).toEqual(words);
  });

  test('of a desk that died is sent by the next one, under its id, and the reply that was begun is there', async () => {
    const folder = await temporaryFolder();
    const first = await loggedIn(keepsSilent, keepsSilent, folder);
    const sessionId = chat.interactionId;
    await write(first, 'Good morning');
    const [id] = await nextMessage(first.one);
    expect(await first.desk.command({ type: 'saveReply', sessionId, text: 'I shall' })).toEqual({ ok: true });
    await first.desk.stop();

    const second = await loggedIn(opensSessions([chat]), opensSessions([chat]), folder);
    expect(await nextMessage(second.one)).toEqual([id, 'Good morning']);
    const { sessions } = second.desk.state();
    expect(sessions).toMatchObject([{ id: sessionId, reply: 'I shall', unsent: [{ id }] }]);
  });
});
