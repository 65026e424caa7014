import { expect } from '@playwright/test';
import { billingWithAdvisory } from '../../e2e/support/billing.ts';
import { until } from '../../e2e/support/until.ts';
import { type Opened, openApp } from '../bench/app/opened.ts';
import type { Narrator } from './narrator.ts';

const loginString = '12345;xxyyzz;52513;pmc';
const partner = 'Tomasz Wrona';
const item = 'Rebill check, J. Adeyemi';
const caller = { name: 'Aileen Mackay', tone: 440 } as const;

/**
 * A chat that a call interrupts: the one story with a MediaManager that accepts the interrupt, which the shipped one,
 * whose domains are interruptible, must not (seed 001).
 */
export async function tellInterruptStory(narrator: Narrator): Promise<void> {
  const ending: (() => Promise<unknown>)[] = [];
  try {
    const opened = await narrator.obtain(
      'A tier whose MediaManager accepts interrupts (ACCEPT_AGENT_INTERRUPT_ADVISORY_EVENT=1), and the desk',
      async () => {
        const value = await openApp({ say: () => undefined, atEnd: (end) => void ending.push(end) });
        await value.control.post('/scenario', { yaml: await billingWithAdvisory(1) });
        return { value, detail: await warning(value) };
      },
    );
    await interrupt(narrator, opened, await takeChat(narrator, opened));
  } finally {
    for (let end = ending.pop(); end; end = ending.pop()) await end();
  }
}

/** What the connector's log says about it: with interruptible domains the key must be 0. */
async function warning({ control }: Opened): Promise<string> {
  const { lines } = await control.get<{ lines: readonly string[] }>('/log/connector?lines=100');
  const said = /ACCEPT_AGENT_INTERRUPT_ADVISORY_EVENT=1 must be 0[^"]*/.exec(lines.join('\n'))?.[0];
  if (said === undefined) throw new Error('The log of the connector has no warning of the interrupts');
  return `the log of the connector warns: ${said}`;
}

async function takeChat(narrator: Narrator, { desk, control }: Opened): Promise<string> {
  return narrator.obtain(
    'The agent logs in for a call, an action item and a chat, and takes a chat',
    async () => {
      await desk.logIn(loginString);
      await desk.whole();
      await desk.ready();
      const chatId = await control.placeChat({ partner });
      await desk.tab(partner).click();
      await desk.button(/^Accept/).click();
      await control.interactionIn(chatId, 'active');
      await expect(desk.tab(partner)).toContainText('Chat · Your turn');
      return { value: chatId, detail: `with ${partner}` };
    },
  );
}

async function interrupt(narrator: Narrator, opened: Opened, chatId: string): Promise<void> {
  const { app, desk, control } = opened;
  const itemId = await narrator.obtain('A call interrupts the chat, and an action item waits', async () => {
    await control.placeCall({ caller: caller.name, menuMs: 0, voice: { type: 'tone', hertz: caller.tone } });
    await expect(desk.incoming(caller.name)).toBeVisible();
    await desk.answer();
    await expect(desk.tab(partner)).toContainText('Chat · Interrupted');
    await desk.tab(partner).click();
    await expect(app.desk.getByText(/^Interrupted by your call/).first()).toBeVisible();
    const value = await control.placeActionItem({ item });
    expect((await control.interaction(value)).phase).toBe('queued');
    await narrator.picture(app.desk, 'chat-interrupted');
    return { value, detail: await said(opened, chatId, [171, 172]) };
  });
  await narrator.step('The call ends: the chat goes on, and the action item is offered', async () => {
    await desk.tool('Release').click();
    await expect(desk.tab(partner)).toContainText('Chat · Your turn');
    await expect(app.desk.getByRole('textbox', { name: /^Reply to/ })).toBeEnabled();
    await control.interactionIn(itemId, 'offered');
    await expect(desk.tab(item)).toBeVisible();
    await narrator.picture(app.desk, 'chat-goes-on');
    return said(opened, chatId, [171, 172, 174, 175]);
  });
}

/** What CTI server and MediaManager said to each other of the chat's interrupt, once it is all that. */
async function said({ control }: Opened, chatId: string, codes: readonly number[]): Promise<string> {
  const about = async () =>
    (await control.exchange()).filter(({ interactionId, code }) => interactionId === chatId && code >= 171);
  const messages = await until('the exchange', about, (all) => all.length === codes.length);
  expect(messages.map(({ code }) => code)).toEqual(codes);
  return messages.map(({ name, code }) => `${name} (${code})`).join(', ');
}
