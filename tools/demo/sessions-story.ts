import { expect, type Locator } from '@playwright/test';
import type { DeskState } from '../../contract/desk/desk-state.ts';
import { tabs } from '../../contract/desk/tabs.ts';
import { deskState } from '../../e2e/support/desk-state.ts';
import { until } from '../../e2e/support/until.ts';
import { type Opened, openApp } from '../bench/app/opened.ts';
import type { Narrator } from './narrator.ts';

const loginString = '12345;xxyyzz;52513;pm2c';
const chat = { partner: 'Tomasz Wrona' } as const;
const caller = { name: 'Aileen Mackay', tone: 440 } as const;
const firstItem = 'Rebill check, J. Adeyemi';
const manualTitles = ['Question from Jo', 'Rota for Friday', 'Meter photo'] as const;
const reply = 'I have moved it to the 5th.';
const unsent = 'Nothing to sign: you will get';

/** What the story goes on with. */
interface Day extends Opened {
  readonly chatId: string;
}

/**
 * Six sessions at once: a login for voice, two action items and a chat; a reject, an advisory that is ignored, six tabs, an offer that
 * finds none, and the death of every server in use beneath them.
 */
export async function tellSessionsStory(narrator: Narrator): Promise<void> {
  const ending: (() => Promise<unknown>)[] = [];
  try {
    const opened = await narrator.obtain('A tier with a process for each server, and the desk', async () => ({
      value: await openApp(
        { say: () => undefined, atEnd: (end) => void ending.push(end) },
        { processes: true },
      ),
      detail: 'two session managers beside the others',
    }));
    await logIn(narrator, opened);
    const day = { ...opened, chatId: await rejectAndAccept(narrator, opened) };
    await fillSix(narrator, day);
    await overflow(narrator, day);
    await loseServers(narrator, day);
  } finally {
    for (let end = ending.pop(); end; end = ending.pop()) await end();
  }
}

async function logIn(narrator: Narrator, { app, desk }: Opened): Promise<void> {
  await narrator.step('The login string asks for voice, two action items and a chat', async () => {
    await desk.loginString.fill(loginString);
    await expect(app.desk.getByText('1 voice')).toBeVisible();
    await narrator.picture(app.desk, 'sessions-login');
    await desk.logInButton.click();
    await desk.whole();
    const { channels } = await deskState(app.desk);
    return `the connector let ${loginString.replace(/;[^;]+;/, ';…;')} in: ${JSON.stringify(channels)}`;
  });
  await narrator.step('The agent goes Ready in every media routing domain', async () => {
    await desk.ready();
    const { domains } = await until(
      'ready domains',
      () => deskState(app.desk),
      (state) => state.domains.length === 3 && state.domains.every(({ isReady }) => isReady),
    );
    await expect(app.desk.getByText('0 of 6 sessions')).toBeVisible();
    return domains.map(({ name }) => name).join(', ');
  });
}

async function rejectAndAccept(narrator: Narrator, { app, desk, control }: Opened): Promise<string> {
  return narrator.obtain('A chat is rejected with M0, comes again, and is accepted', async () => {
    const chatId = await control.placeChat(chat);
    await open(app.desk.getByRole('tab', { name: chat.partner }));
    await narrator.picture(app.desk, 'chat-offered');
    await desk.button(/^Reject/).click();
    await expect(desk.tab(chat.partner)).toHaveCount(0);
    await expect(desk.plate.getByText('Ready', { exact: true })).toBeVisible();
    await open(app.desk.getByRole('tab', { name: chat.partner }));
    await desk.button(/^Accept/).click();
    await control.interactionIn(chatId, 'active');
    const { tries } = await control.interaction(chatId);
    return { value: chatId, detail: `rejected without a change of state, offered ${tries} times` };
  });
}

async function fillSix(narrator: Narrator, { app, desk, control, chatId }: Day): Promise<void> {
  await narrator.step(
    'A call comes while the chat is open: it is advised of, and not interrupted',
    async () => {
      await control.placeCall({
        caller: caller.name,
        menuMs: 0,
        voice: { type: 'tone', hertz: caller.tone },
      });
      await expect(desk.incoming(caller.name)).toBeVisible();
      await desk.answer();
      const exchange = await until(
        'the advisory',
        () => control.exchange(),
        (messages) => messages.some(({ code }) => code === 171),
      );
      const about = exchange.filter(({ interactionId, code }) => interactionId === chatId && code >= 171);
      await open(desk.tab(chat.partner));
      await app.desk.getByRole('textbox', { name: /^Reply to/ }).fill(reply);
      await app.desk.keyboard.press('Enter');
      await until(
        'the reply',
        () => control.interaction(chatId),
        ({ transcript }) => transcript.some(({ text }) => text === reply),
      );
      return `${about.map(({ name, code }) => `${name} (${code})`).join(', ')}; the chat goes on beside the call`;
    },
  );
  await narrator.step('An action item and three manual sessions fill six', async () => {
    const id = await control.placeActionItem({ item: firstItem });
    await open(desk.tab(firstItem));
    await desk.button(/^Accept/).click();
    await control.interactionIn(id, 'active');
    for (const title of manualTitles) {
      await desk.button('New manual session').click();
      await app.desk.getByRole('textbox', { name: 'Title' }).fill(title);
      await expect(desk.tab(title)).toBeVisible();
    }
    await expect(app.desk.getByText('6 of 6 sessions')).toBeVisible();
    await open(desk.tab(chat.partner));
    await narrator.picture(app.desk, 'six-sessions');
    return (await deskState(app.desk)).sessions.map(({ kind }) => kind).join(', ');
  });
}

async function overflow(narrator: Narrator, { app, desk, control }: Day): Promise<void> {
  await narrator.step(
    'A second action item finds no session free: A1, and Not Ready comes next',
    async () => {
      const id = await control.placeActionItem({
        subject: 'Refund check',
        body: 'Check the refund.',
        to: { skillGroup: 'Billing' },
      });
      await expect(desk.plate).toContainText('Not Ready');
      const { phase } = await control.interaction(id);
      await narrator.picture(app.desk, 'overflow');
      return `the router has it back (${phase}); the plate says ${await desk.plate.textContent()}`;
    },
  );
}

async function loseServers(narrator: Narrator, day: Day): Promise<void> {
  const { app, control, chatId } = day;
  const box = app.desk.getByRole('textbox', { name: /^Reply to/ });
  const conversation = app.desk.getByRole('region', { name: /^Conversation with/ });
  await box.fill(unsent);
  const before = await until(
    'the reply on disk',
    () => deskState(app.desk),
    ({ sessions }) => sessions.some((session) => session.kind === 'chat' && session.reply === unsent),
  );
  for (const [kind, action] of [
    ['sessions', 'kill'],
    ['cti', 'freeze'],
    ['sip', 'kill'],
  ] as const) {
    const server = `${kind}-${before.connections[kind].inUse?.toLowerCase()}`;
    await narrator.step(
      `${server} is ${action === 'kill' ? 'killed' : 'frozen'} beneath six sessions`,
      async () => {
        const began = performance.now();
        await control.server(server, action);
        const after = await until(
          'all six as they were, on the other server',
          () => deskState(app.desk),
          (state) => isOnOther(before, state, kind) && names(state) === names(before),
        );
        const ms = Math.round(performance.now() - began);
        const said = `Still there after ${server}`;
        await control.partnerSays(chatId, said);
        await expect(conversation.getByText(said)).toBeVisible();
        await expect(box).toHaveValue(unsent);
        await narrator.picture(app.desk, `six-sessions-${kind}-${action}`);
        return `${tabs(after.sessions).length} tabs as they were, ${ms} ms after; the chat goes on, and so does the reply that is not sent`;
      },
    );
  }
}

function isOnOther(before: DeskState, now: DeskState, kind: 'sessions' | 'cti' | 'sip'): boolean {
  const { inUse } = now.connections[kind];
  const isKnown = now.agent?.known === 'live' && now.phone.registration === 'registered';
  return inUse !== null && inUse !== before.connections[kind].inUse && isKnown;
}

function names({ sessions }: DeskState): string {
  return tabs(sessions)
    .map((session) => `${session.kind} ${session.id}`)
    .join(', ');
}

async function open(tab: Locator): Promise<void> {
  await tab.click();
  await expect(tab).toHaveAttribute('aria-selected', 'true');
}
