import { billingWithAdvisory } from './support/billing.ts';
import type { DeskPage } from './support/desk-page.ts';
import { aileen } from './support/story.ts';
import { expect, test } from './support/test.ts';
import type { Control } from './support/tier.ts';

const partner = 'Website visitor';

test.describe('a call that comes while a chat is open', () => {
  test.afterEach(async ({ control }) => {
    await control.post('/scenario', { name: 'billing' });
  });

  test('interrupts the chat where the MediaManager accepts the advisory, until the call is over', async ({
    desk,
    control,
  }) => {
    const chatId = await chatAndCall(desk, control, 1);
    const tab = desk.tab(partner);
    await expect(tab).toContainText('Chat · Interrupted');
    await tab.click();
    await expect(desk.page.getByText(/^Interrupted by your call/).first()).toBeVisible();
    await desk.tool('Release').click();
    await expect(tab).toContainText('Chat · Your turn');
    expect(await advised(control, chatId)).toEqual([171, 172, 174, 175]);
  });

  test('leaves it as it is where the advisory is ignored, as it is shipped', async ({ desk, control }) => {
    const chatId = await chatAndCall(desk, control, 0);
    await expect(desk.tab(partner)).toContainText('Chat · Your turn');
    expect(await advised(control, chatId)).toEqual([171]);
  });
});

/** An accepted chat, and then a call that is answered. Resolves with the chat's id. */
async function chatAndCall(desk: DeskPage, control: Control, advisory: 0 | 1): Promise<string> {
  await control.post('/scenario', { yaml: await billingWithAdvisory(advisory) });
  await desk.logIn();
  await desk.whole();
  await desk.ready();
  const chatId = await control.placeChat({ partner });
  await desk.tab(partner).click();
  await desk.button(/^Accept/).click();
  await control.interactionIn(chatId, 'active');
  await control.placeCall({ caller: aileen.name, menuMs: 0 });
  await desk.answer();
  return chatId;
}

/** What was said about this chat's interruption, in order: the messages' numbers. */
async function advised(control: Control, chatId: string): Promise<readonly number[]> {
  return (await control.exchange())
    .filter(({ interactionId, code }) => interactionId === chatId && code >= 171)
    .map(({ code }) => code);
}
