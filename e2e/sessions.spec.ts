import { deskState } from './support/desk-state.ts';
import { expect, test } from './support/test.ts';
import { until } from './support/until.ts';

const blendedLogin = '12345;xxyyzz;52513;pm2c';

test.describe('sessions of every kind', () => {
  test.beforeEach(async ({ desk }) => {
    await desk.logIn(blendedLogin);
    await desk.whole();
    await desk.ready();
    await expect(desk.plate).toContainText('Voice, chat and action items');
  });

  test('a chat is offered, accepted by a key, written in and ended; typing is not disturbed', async ({
    desk,
    control,
  }) => {
    const { page } = desk;
    await desk.button('New manual session').first().click();
    await expect(page.getByRole('textbox', { name: 'Title' })).toBeFocused();
    await page.keyboard.type('Question');
    const chatId = await control.placeChat({ partner: 'Tomasz Wrona' });
    await expect(desk.tab('Tomasz Wrona')).toContainText('Chat · Ringing');
    await page.keyboard.type(' from Jo');
    await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('Question from Jo');
    await page.keyboard.press('Control+Enter');
    await control.interactionIn(chatId, 'active');
    const reply = page.getByRole('textbox', { name: /^Reply to/ });
    await expect(reply).toBeFocused();
    await page.keyboard.type('Hello Tomasz.');
    await page.keyboard.press('Enter');
    await until(
      'the reply',
      () => control.interaction(chatId),
      ({ transcript }) => transcript.some(({ from, text }) => from === 'agent' && text === 'Hello Tomasz.'),
    );
    await control.partnerSays(chatId, 'One more: https://energy.example/a');
    await expect(page.getByRole('link', { name: 'https://energy.example/a' })).toBeVisible();
    await expect(page.getByText('Being sent')).toHaveCount(0);
    await desk.button('End chat').click();
    await expect(page.getByText('This chat is over.')).toBeVisible();
    await page.getByText('Settled', { exact: false }).first().click();
    await desk.button('Finish wrap-up').click();
    await expect(desk.tab('Tomasz Wrona')).toHaveCount(0);
  });

  test('an unsent reply and a long conversation are there again after the window was loaded again', async ({
    desk,
    control,
  }) => {
    const { page } = desk;
    const chatId = await control.placeChat({ partner: 'Tomasz Wrona' });
    await desk.tab('Tomasz Wrona').click();
    await desk.button(/^Accept/).click();
    await control.interactionIn(chatId, 'active');
    for (let number = 1; number <= 70; number += 1) await control.partnerSays(chatId, `Line ${number}`);
    await expect(page.getByText('Line 70', { exact: true })).toBeVisible();
    const reply = page.getByRole('textbox', { name: /^Reply to/ });
    await reply.fill('Not sent');
    await until(
      'the reply on disk',
      () => deskState(page),
      ({ sessions }) => sessions.some((session) => session.kind === 'chat' && session.reply === 'Not sent'),
    );
    await page.reload();
    await expect(reply).toHaveValue('Not sent');
    await expect(page.getByText('Line 70', { exact: true })).toBeVisible();
  });
});
