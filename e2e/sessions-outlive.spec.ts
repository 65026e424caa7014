import { once } from 'node:events';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { DeskPage } from './support/desk-page.ts';
import { deskState, sendCommand } from './support/desk-state.ts';
import { filesHolding } from './support/files-holding.ts';
import { expect, test } from './support/test.ts';
import type { Control } from './support/tier.ts';
import { until } from './support/until.ts';

const login = '12345;xxyyzz;52513;pm2c';
const greeting = 'Good morning, how can I help?';
const reply = 'I look it up for';
const notes = 'Old address still on the bill';

/** In a chat in which both have written, with a reply begun and a manual session open. */
async function atWork(desk: DeskPage, control: Control): Promise<void> {
  await desk.logIn(login);
  await desk.whole();
  await desk.ready();
  const { interactionId } = await control.post<{ interactionId: string }>('/chats', {
    partner: 'Website visitor',
  });
  const { page } = desk;
  await until(
    'the chat is offered',
    () => deskState(page),
    ({ sessions }) => sessions.length === 1,
  );
  await does(page, { type: 'acceptOffer', sessionId: interactionId });
  await does(page, { type: 'sendMessage', sessionId: interactionId, text: greeting });
  await control.wait({ for: 'chatMessage', interactionId, from: 'agent', text: greeting });
  for (const text of ['My bill went up.', 'Can you look?']) {
    await control.post(`/chats/${interactionId}/messages`, { text });
  }
  await does(page, { type: 'saveReply', sessionId: interactionId, text: reply });
  await does(page, { type: 'openManualSession', title: 'Address change' });
  const manual = await selected(page);
  await does(page, { type: 'saveDraft', sessionId: manual, notes, disposition: null });
  await does(page, { type: 'selectSession', sessionId: interactionId });
  await isAsItWas(desk);
}

/** The conversation, the reply in its box and the manual session are on screen. */
async function isAsItWas(desk: DeskPage): Promise<void> {
  const { page } = desk;
  const conversation = page.getByLabel(/^Conversation with/);
  for (const text of ['Hello?', greeting, 'My bill went up.', 'Can you look?']) {
    await expect(conversation.getByText(text, { exact: true })).toBeVisible();
  }
  await expect(page.getByLabel(/^Reply to/)).toHaveValue(reply);
  await desk.tab('Address change').click();
  await expect(page.getByLabel('Manual session notes')).toHaveValue(notes);
}

async function does(page: Page, command: object): Promise<void> {
  expect(await sendCommand(page, command)).toMatchObject({ ok: true });
}

async function selected(page: Page): Promise<string> {
  return (await deskState(page)).selectedSession ?? '';
}

test.describe('a chat and a manual session', () => {
  test('are as they were when the window is reloaded, and each message is there once', async ({
    desk,
    control,
  }) => {
    await atWork(desk, control);
    await desk.page.reload();
    await expect(desk.page.getByLabel('Manual session notes')).toHaveValue(notes);
    await desk.tab('Website visitor').click();
    await isAsItWas(desk);
  });

  test('are as they were when the app is killed and comes back', async ({ app, desk, control, openApp }) => {
    await atWork(desk, control);
    const child = app.application.process();
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    const again = new DeskPage((await openApp({ data: app.data })).desk);
    await again.logIn(login);
    await again.tab('Website visitor').click();
    await isAsItWas(again);
    const manual = await selected(again.page);
    await does(again.page, { type: 'closeManualSession', sessionId: manual });
    await expect(again.tab('Address change')).toBeHidden();
    expect(await filesHolding(path.join(app.data, 'manual-sessions', 'closed'), notes)).toHaveLength(1);
    expect(await filesHolding(path.join(app.data, 'drafts'), notes)).toEqual([]);
  });
});
