import type { Page } from '@playwright/test';
import { describe, expect, test } from 'vitest';
import { watchAnnouncements } from './fixtures/accessibility.ts';
import { before, downPair, now, pair } from './fixtures/desk-states.ts';
import * as interactions from './fixtures/interactions.ts';
import { harnessOfFile } from './fixtures/with-desk.ts';

const withDesk = harnessOfFile();
const { chatOpen, tomasz, tomaszOffered, tomaszPage } = interactions;
const transcripts = [tomaszPage];
const reply = 'Reply to Tomasz Wrona';

/** Until the window has drawn twice: what a scroll leads to is done by then. */
function drawn(page: Page): Promise<unknown> {
  return page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
}

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

describe('a thousand messages', () => {
  const long = interactions.longTranscript('chat-1', 1_000);
  const open = { ...chatOpen, sessions: [{ ...tomasz, reply: '' }, interactions.rebill] };
  /** Longer than any that goes out of sight for it. */
  const longer = 'It is about the meter, the bill and the day. '.repeat(12);
  const more = (number: number) => ({
    sessionId: 'chat-1',
    messages: [
      {
        messageId: `new-${number}`,
        number,
        from: 'customer' as const,
        text: `News ${number}. ${longer}`,
        at: now,
      },
    ],
  });

  test('only the end is drawn; what is above comes as he scrolls up, and the view stands still', () =>
    withDesk(
      open,
      async (_desk, page) => {
        const rows = page.locator('.say');
        expect(await rows.count()).toBe(30);
        const view = page.locator('.conversation');
        expect(
          await view.evaluate((element) => element.scrollHeight - element.scrollTop - element.clientHeight),
        ).toBe(0);
        const first = rows.first();
        const text = (await first.locator('.bubble').textContent()) ?? '';
        await view.evaluate((element) => element.scrollTo(0, 300));
        await expect.poll(() => rows.count()).toBe(60);
        const place = await page.getByText(text, { exact: true }).evaluate((element) => {
          const box = element.closest('.conversation')?.getBoundingClientRect();
          return element.getBoundingClientRect().top - (box?.top ?? 0);
        });
        expect(Math.abs(place + 300)).toBeLessThan(80);
      },
      { transcripts: [long] },
    ));

  test('further up, a new message is told and moves nothing; one click goes to it', () =>
    withDesk(
      open,
      async (desk, page) => {
        const view = page.locator('.conversation');
        await view.evaluate((element) => element.scrollTo(0, element.scrollHeight / 2));
        await drawn(page);
        const top = await view.evaluate((element) => element.scrollTop);
        await desk.write(more(1_001));
        await page.getByRole('button', { name: 'New message' }).waitFor();
        await desk.write(more(1_002));
        const pill = page.getByRole('button', { name: '2 new messages' });
        await pill.waitFor();
        expect(await view.evaluate((element) => element.scrollTop)).toBe(top);
        await pill.click();
        await page.getByText('News 1002').waitFor();
        expect(
          await view.evaluate((element) => element.scrollHeight - element.scrollTop - element.clientHeight),
        ).toBe(0);
        expect(await pill.count()).toBe(0);
        await desk.write(more(1_003));
        await page.getByText('News 1003').waitFor();
        expect(
          await view.evaluate((element) => element.scrollHeight - element.scrollTop - element.clientHeight),
        ).toBe(0);
      },
      { transcripts: [long] },
    ));

  test('back on the tab he is where he was', () =>
    withDesk(
      open,
      async (desk, page) => {
        const view = page.locator('.conversation');
        await view.evaluate((element) => element.scrollTo(0, element.scrollHeight / 2));
        await drawn(page);
        const fromEnd = () =>
          view.evaluate((element) => Math.round(element.scrollHeight - element.scrollTop));
        await expect.poll(() => page.locator('.say').count()).toBe(30);
        const before = await fromEnd();
        await desk.push({ ...open, selectedSession: 'action-1' });
        await page.getByText('March was billed').waitFor();
        await desk.push(open);
        expect(Math.abs((await fromEnd()) - before)).toBeLessThan(3);
      },
      { transcripts: [long] },
    ));
});

describe('offers', () => {
  const typing = { ...chatOpen, sessions: [{ ...tomasz, reply: '' }] };
  const second = { ...tomaszOffered, id: 'chat-2' };

  test('a chat that is offered takes no focus, is told politely, and Ctrl+Enter accepts it', () =>
    withDesk(typing, async (desk, page) => {
      const told = await watchAnnouncements(page);
      await page.getByLabel(reply).focus();
      await page.keyboard.type('Your ');
      await desk.push({ ...typing, sessions: [...typing.sessions, second] });
      await page.keyboard.type('tariff');
      expect(await page.getByLabel(reply).inputValue()).toBe('Your tariff');
      expect(await told()).toContain('Chat offered: Tomasz Wrona, Moving home. Control Enter accepts.');
      await page.keyboard.press('Control+Enter');
      expect((await desk.commands()).slice(-2)).toEqual([
        { type: 'acceptOffer', sessionId: 'chat-2' },
        { type: 'selectSession', sessionId: 'chat-2' },
      ]);
    }));

  test('a call that rings goes before a chat that is offered', () =>
    withDesk(interactions.chatAndRinging, async (desk, page) => {
      await desk.push({
        ...interactions.chatAndRinging,
        sessions: [...interactions.chatAndRinging.sessions, second],
      });
      await page.keyboard.press('Control+Enter');
      expect((await desk.commands()).at(-1)).toEqual({ type: 'answer', callId: 'call-2' });
    }));

  test.each([
    ['a chat', interactions.chatOffered, 'chat-1'],
    ['an action item', interactions.actionOffered, 'action-1'],
  ])('%s is accepted or rejected in its sheet', (_what, state, sessionId) =>
    withDesk(state, async (desk, page) => {
      await page.getByRole('button', { name: 'Accept' }).click();
      await page.getByRole('button', { name: 'Reject' }).click();
      expect(await desk.commands()).toEqual([
        { type: 'acceptOffer', sessionId },
        { type: 'rejectOffer', sessionId },
      ]);
    }),
  );

  test('it can be accepted while a session manager is looked for, and is shown to wait', () => {
    const sessions = { ...pair('sessions'), status: 'connecting', inUse: null } as const;
    const looking = {
      ...interactions.chatOffered,
      connections: { ...chatOpen.connections, sessions },
      waiting: [{ goesBy: 'sessions', id: '1', action: 'accept', channel: 'chat', name: 'Tomasz Wrona' }],
    } as const;
    return withDesk(looking, async (desk, page) => {
      await page.getByRole('button', { name: 'Accept' }).click();
      expect(await desk.commands()).toEqual([{ type: 'acceptOffer', sessionId: 'chat-1' }]);
      const call = page.getByRole('region', { name: 'Agent and call' });
      await call.getByText('Waits: accept Tomasz Wrona').waitFor();
      expect(await call.getByTitle('Waits for a session manager: accept Tomasz Wrona').count()).toBe(1);
    });
  });

  test('nothing can be accepted while no session manager answers', () =>
    withDesk(
      {
        ...interactions.chatOffered,
        connections: { ...chatOpen.connections, sessions: downPair('sessions') },
      },
      async (desk, page) => {
        await page.getByRole('button', { name: 'Accept' }).press('Enter');
        expect(await desk.commands()).toEqual([]);
      },
    ));
});

describe('the other sessions', () => {
  test('an action item is done with its notes, and finished after that', () =>
    withDesk(interactions.actionOpen, async (desk, page) => {
      await page.getByLabel('Action item notes').fill('Rebilled.');
      await page.getByRole('button', { name: 'Done' }).click();
      expect((await desk.commands()).slice(-2)).toEqual([
        { type: 'saveDraft', sessionId: 'action-1', notes: 'Rebilled.', disposition: null },
        { type: 'endInteraction', sessionId: 'action-1' },
      ]);
      await desk.push(interactions.actionDone);
      await page.getByText('Follow-up needed').click();
      await page.getByRole('button', { name: 'Finish' }).click();
      expect((await desk.commands()).at(-1)).toEqual({ type: 'finishWrapUp', sessionId: 'action-1' });
    }));

  test('a manual session is opened, titled at once, noted in and closed', () =>
    withDesk(interactions.blendedReady, async (desk, page) => {
      await page.getByRole('navigation').getByRole('button', { name: 'New manual session' }).click();
      expect(await desk.commands()).toEqual([{ type: 'openManualSession', title: '' }]);
      const untitled = { ...interactions.questionFromJo, title: 'Manual session' };
      await desk.push({ ...interactions.manualOpen, sessions: [untitled] });
      await page.keyboard.type('Jo');
      await page.getByLabel('Manual session notes').fill('Ask again.');
      await page.getByRole('button', { name: 'Close', exact: true }).last().click();
      expect((await desk.commands()).slice(1)).toEqual([
        { type: 'renameManualSession', sessionId: 'manual-1', title: 'J' },
        { type: 'renameManualSession', sessionId: 'manual-1', title: 'Jo' },
        { type: 'saveDraft', sessionId: 'manual-1', notes: 'Ask again.', disposition: null },
        { type: 'closeManualSession', sessionId: 'manual-1' },
      ]);
    }));

  test('no seventh session is opened', () =>
    withDesk(interactions.sixSessions, async (desk, page) => {
      const button = page.getByRole('button', { name: 'New manual session' });
      await button.press('Enter');
      expect(await desk.commands()).toEqual([]);
      expect(await button.getAttribute('title')).toBe('All 6 sessions are in use');
    }));

  test('a call without a tab is a plain line, answered in the toolbar', () =>
    withDesk(interactions.ringsInToolbar, async (desk, page) => {
      expect(await page.getByRole('tab').count()).toBe(6);
      expect(await page.getByRole('region', { name: /^Incoming call/ }).count()).toBe(0);
      await page.getByRole('button', { name: 'Answer Rhona Baird' }).click();
      await page.keyboard.press('Control+Enter');
      expect(await desk.commands()).toEqual([
        { type: 'answer', callId: 'call-2' },
        { type: 'answer', callId: 'call-2' },
      ]);
    }));
});

describe('the keyboard', () => {
  test('Ctrl and a digit, Ctrl+Tab and Ctrl+Page go between the tabs in the rail’s order', () =>
    withDesk(interactions.sixSessions, async (desk, page) => {
      const ids = ['call-1', 'chat-1', 'action-1', 'manual-1', 'manual-2', 'manual-3'];
      for (const [index] of ids.entries()) await page.keyboard.press(`Control+${index + 1}`);
      await page.keyboard.press('Control+Tab');
      await page.keyboard.press('Control+Shift+Tab');
      await page.keyboard.press('Control+PageDown');
      await page.keyboard.press('Control+PageUp');
      expect((await desk.commands()).map((command) => 'sessionId' in command && command.sessionId)).toEqual([
        ...ids,
        'chat-1',
        'manual-3',
        'chat-1',
        'manual-3',
      ]);
    }));

  test('who goes to a chat by a key writes at once', () =>
    withDesk({ ...chatOpen, selectedSession: 'action-1' }, async (desk, page) => {
      await page.keyboard.press('Control+1');
      await desk.push(chatOpen);
      await page.keyboard.type(' May.');
      expect(await page.getByLabel(reply).inputValue()).toBe('Yes, it moves with you until it ends in May.');
    }));

  test('one domain is set ready in the state menu', () =>
    withDesk(interactions.partial, async (desk, page) => {
      await page.keyboard.press('Control+Shift+S');
      await page.getByRole('menuitem', { name: 'Ready for chat' }).press('Enter');
      expect(await desk.commands()).toEqual([{ type: 'setDomainReady', domainId: 5_001, isReady: true }]);
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
