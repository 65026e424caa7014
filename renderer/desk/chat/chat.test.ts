import { describe, expect, test } from 'vitest';
import { watchAnnouncements } from '../fixtures/accessibility.ts';
import { before, now } from '../fixtures/desk-states.ts';
import * as interactions from '../fixtures/interactions.ts';
import { harnessOfFile } from '../fixtures/with-desk.ts';

const withDesk = harnessOfFile();
const { chatOpen, tomasz, tomaszPage } = interactions;
const transcripts = [tomaszPage];
const reply = 'Reply to Tomasz Wrona';

describe('a chat', () => {
  test('shows who wrote what, when, and on which day', () =>
    withDesk(
      chatOpen,
      async (_desk, page) => {
        const rows = page
          .getByRole('region', { name: 'Conversation with Tomasz Wrona' })
          .getByRole('listitem');
        expect(await rows.allTextContents()).toEqual([
          'TodayHello. I move out on the 15th. Do you need a final reading?Tomasz 09:32',
          expect.stringMatching(/^Hello Tomasz\. .*You 09:33$/),
          expect.stringMatching(/^The 15th of May, .*Tomasz 09:39$/),
        ]);
      },
      { transcripts },
    ));

  test('Enter sends, Shift and Enter begin a line; what is typed is kept on disk and told as typing', () =>
    withDesk(
      { ...chatOpen, sessions: [{ ...tomasz, reply: '' }] },
      async (desk, page) => {
        const field = page.getByLabel(reply);
        await field.focus();
        await page.keyboard.type('Yes');
        await page.keyboard.press('Shift+Enter');
        await page.keyboard.type('!');
        await page.keyboard.press('Enter');
        const commands = await desk.commands();
        expect(commands[0]).toEqual({ type: 'setTyping', sessionId: 'chat-1', isTyping: true });
        expect(commands).toContainEqual({ type: 'saveReply', sessionId: 'chat-1', text: 'Yes\n!' });
        expect(commands).toContainEqual({ type: 'sendMessage', sessionId: 'chat-1', text: 'Yes\n!' });
        expect(await field.inputValue()).toBe('');
        await expect
          .poll(async () => (await desk.commands()).at(-1))
          .toEqual({ type: 'saveReply', sessionId: 'chat-1', text: '' });
        expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
      },
      { transcripts },
    ));

  test('what was refused is back in the field, and said', () =>
    withDesk(chatOpen, async (desk, page) => {
      await desk.answerWith({
        ok: false,
        error: { code: 'x', title: 'That chat is over', message: '', details: {}, remedies: [] },
      });
      await page.getByLabel(reply).press('Enter');
      await page.getByRole('alert').getByText('That chat is over.').waitFor();
      expect(await page.getByLabel(reply).inputValue()).toBe('Yes, it moves with you until it ends in');
    }));

  test('nothing is sent that is blank, and a reply has its limit', () =>
    withDesk({ ...chatOpen, sessions: [{ ...tomasz, reply: 'x'.repeat(9_999) }] }, async (desk, page) => {
      await page.getByText('9,999 of 10,000 characters').waitFor();
      await page.getByLabel(reply).focus();
      await page.keyboard.press('End');
      await page.keyboard.insertText('yz');
      await page.getByText('10,000 characters is the most.').waitFor();
      expect((await page.getByLabel(reply).inputValue()).length).toBe(10_000);
      await page.getByLabel(reply).fill('  ');
      await page.keyboard.press('Enter');
      expect((await desk.commands()).some(({ type }) => type === 'sendMessage')).toBe(false);
      expect(await page.getByRole('button', { name: 'Send' }).getAttribute('title')).toBe(
        'Write something first',
      );
    }));

  test('a link opens in the system’s browser and nowhere else; no markup is ever markup', () =>
    withDesk(
      chatOpen,
      async (desk, page) => {
        await desk.write({
          sessionId: 'chat-1',
          messages: [
            {
              messageId: 'm-4',
              number: 4,
              from: 'customer',
              text: '<img src=x onerror=alert(1)> javascript:alert(1) https://bücher.example/a',
              at: now,
            },
          ],
        });
        await page.getByText('<img src=x onerror=alert(1)> javascript:alert(1)').waitFor();
        expect(await page.locator('.bubble img').count()).toBe(0);
        expect(await page.getByRole('link').count()).toBe(2);
        const odd = page.getByRole('link', { name: 'https://bücher.example/a' });
        await page.getByText('(xn--bcher-kva.example)').waitFor();
        await odd.click();
        expect((await desk.commands()).at(-1)).toEqual({
          type: 'openLink',
          url: 'https://xn--bcher-kva.example/a',
        });
        expect(page.url()).toBe('https://desk.test/desk/index.html');
      },
      { transcripts },
    ));

  test('a standard reply is found by letters of its text and put where the caret is', () =>
    withDesk(chatOpen, async (_desk, page) => {
      const field = page.getByLabel(reply);
      await field.fill('Well:  Bye.');
      await field.evaluate((element: HTMLTextAreaElement) => element.setSelectionRange(6, 6));
      await field.focus();
      await page.keyboard.press('Control+Shift+L');
      await page.getByRole('dialog', { name: 'Standard replies' }).waitFor();
      await page.keyboard.type('ten days');
      await expect.poll(() => page.getByRole('menuitem').count()).toBe(1);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await expect
        .poll(() => field.inputValue())
        .toBe('Well: Your final bill comes within ten days of the day you leave. Bye.');
      await expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true);
    }));

  test('what is not confirmed says so, and is shown once when it is', () =>
    withDesk(
      interactions.chatOffline,
      async (desk, page) => {
        const rows = page.locator('.say');
        await page.getByText('Not sent yet: it goes out when a session manager answers').waitFor();
        expect(await rows.count()).toBe(4);
        const back = { ...interactions.chatOffline, connections: chatOpen.connections };
        await desk.push(back);
        await page.getByText('Being sent').waitFor();
        await desk.write({
          sessionId: 'chat-1',
          messages: [
            {
              messageId: 'request-9',
              number: 4,
              from: 'agent',
              text: 'Yes, it moves with you until it ends.',
              at: before(1),
            },
          ],
        });
        await page.getByText('Being sent').waitFor({ state: 'detached' });
        expect(await rows.count()).toBe(4);
      },
      { transcripts },
    ));

  test('End chat, the disposition and notes: finished once it is over', () =>
    withDesk(chatOpen, async (desk, page) => {
      await page.getByRole('button', { name: 'End chat' }).click();
      expect((await desk.commands()).at(-1)).toEqual({ type: 'endInteraction', sessionId: 'chat-1' });
      await desk.push(interactions.chatWrapUp);
      await page.getByText('38 s').first().waitFor();
      await page.getByLabel('Chat notes').focus();
      await page.keyboard.type('Moves on the 15th.');
      await page.getByText('Follow-up needed').click();
      await page.getByRole('button', { name: 'Finish wrap-up' }).click();
      const commands = await desk.commands();
      expect(commands).toContainEqual({
        type: 'saveDraft',
        sessionId: 'chat-1',
        notes: 'Moves on the 15th.',
        disposition: 102,
      });
      expect(commands.at(-1)).toEqual({ type: 'finishWrapUp', sessionId: 'chat-1' });
    }));

  test('interrupted, it is not answered but written in', () =>
    withDesk(interactions.chatInterrupted, async (desk, page) => {
      await page.getByLabel(reply).fill('Later');
      await page.keyboard.press('Enter');
      const commands = await desk.commands();
      expect(commands.at(-1)).toEqual({ type: 'saveReply', sessionId: 'chat-1', text: 'Later' });
      expect(await page.getByRole('button', { name: 'Send' }).getAttribute('title')).toMatch(/^Interrupted/);
    }));
});

describe('a screen reader', () => {
  test('is told what the customer of the open chat writes, and nothing when a tab is opened', () =>
    withDesk(
      { ...chatOpen, selectedSession: 'action-1' },
      async (desk, page) => {
        const told = await watchAnnouncements(page);
        await desk.push(chatOpen);
        expect(await told()).toEqual([]);
        const last = { messageId: 'm-4', number: 4, from: 'customer' as const, text: 'Thank you!', at: now };
        await desk.push({ ...chatOpen, sessions: [{ ...tomasz, last }, interactions.rebill] });
        expect(await told()).toEqual(['Tomasz: Thank you!']);
      },
      { transcripts },
    ));

  test('is told of other chats no more often than every five seconds', () =>
    withDesk(
      { ...chatOpen, selectedSession: 'action-1' },
      async (desk, page) => {
        const unread = (count: number) => ({
          ...chatOpen,
          sessions: [{ ...tomasz, unread: count }, interactions.rebill],
          selectedSession: 'action-1',
        });
        await page.clock.runFor(5_000);
        const told = await watchAnnouncements(page);
        for (const count of [1, 2, 3]) await desk.push(unread(count));
        expect(await told()).toEqual([]);
        await page.clock.runFor(5_000);
        expect(await told()).toEqual(['3 unread from Tomasz Wrona.']);
      },
      { handClock: true },
    ));
});
