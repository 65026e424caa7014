import { type Browser, chromium, type Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { startTier } from '../index.ts';
import { createTestTier, type TestTier } from './test-tier.ts';

// The control page in a real browser, at a real tier: chats and action items.

let tier: TestTier;
let browser: Browser;
let page: Page;
const problems: string[] = [];

beforeAll(async () => {
  tier = createTestTier(await startTier());
  browser = await launch();
}, 60_000);
beforeEach(async () => {
  page = await browser.newPage();
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  await page.goto(tier.addresses.control);
});
afterEach(async () => {
  await page.close();
  await tier.reset();
  expect(problems.splice(0)).toEqual([]);
});
afterAll(async () => {
  await browser?.close();
  await tier.close();
});

async function launch(): Promise<Browser> {
  const found = inject('browser');
  const args = ['--no-sandbox'];
  switch (found.kind) {
    case 'program': {
      const { executablePath, environment } = found;
      return chromium.launch({ executablePath, env: { ...process.env, ...environment }, args });
    }
    case 'channel':
      return chromium.launch({ channel: found.channel });
    case 'none':
      throw new Error(found.why);
  }
}

it('places a chat by keyboard, shows where it is, and answers as its partner', async () => {
  const desk = await tier.openSessions(tier.addresses.sessions.a);
  await tier.logIn(tier.addresses.cti.a);
  const place = page.getByRole('form', { name: 'Place a chat or an action item' });
  await place.getByLabel('What').selectOption({ label: 'Website visitor: Question from the website' });
  await place.getByLabel('What').press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const row = page.getByRole('list', { name: 'Chats and action items' }).getByRole('listitem');
  await row.getByText('Chat · Website visitor, Question from the website').waitFor();
  await row.getByText('at Inés Duarte').waitFor();
  const interactionId = String(await row.getAttribute('data-interaction'));
  await page
    .getByRole('row', { name: /Inés Duarte/ })
    .getByText('1 chat')
    .waitFor();

  const line = row.getByRole('textbox', { name: 'Write as Website visitor' });
  await line.focus();
  await page.keyboard.type('Is my meter ');
  desk.send({ type: 'AcceptOfferRequest', id: 'a1', interactionId });
  await row.getByText('Active', { exact: true }).waitFor();
  // What happens meanwhile takes neither the focus nor what was typed.
  await page.keyboard.type('smart?');
  await page.keyboard.press('Enter');
  await row.getByText('Customer: Is my meter smart?').waitFor();
  expect(await line.inputValue()).toBe('');

  await row.getByRole('button', { name: 'Typing' }).press('Enter');
  await tier.control('POST', '/wait', { for: 'event', type: 'interaction', interactionId, after: 0 });
  await row.getByRole('button', { name: 'Typing', pressed: true }).waitFor();
  await row.getByRole('button', { name: 'Leave' }).press('Enter');
  await row.getByText('Wrap-up', { exact: true }).waitFor();
  desk.send({ type: 'CompleteInteractionRequest', id: 'c1', interactionId, disposition: null, notes: '' });
  await page.getByText('None. Place one at the side.').waitFor();
});

it('places an action item for one agent, which waits until he is there', async () => {
  const place = page.getByRole('form', { name: 'Place a chat or an action item' });
  await place.getByLabel('What').selectOption({ label: 'Rebill check, J. Adeyemi' });
  await place.getByLabel('For').selectOption({ label: 'Aileen Shaw, directly' });
  await place.getByRole('button', { name: 'Place it' }).click();
  const row = page.getByRole('list', { name: 'Chats and action items' }).getByRole('listitem');
  await row.getByText('Action item · Rebill check, J. Adeyemi').waitFor();
  await row.getByText('for Aileen Shaw').waitFor();
  expect(await row.getByRole('textbox').count()).toBe(0);
});
