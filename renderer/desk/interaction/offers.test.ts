import { describe, expect, test } from 'vitest';
import { watchAnnouncements } from '../fixtures/accessibility.ts';
import { downPair, pair } from '../fixtures/desk-states.ts';
import * as interactions from '../fixtures/interactions.ts';
import { harnessOfFile } from '../fixtures/with-desk.ts';

const withDesk = harnessOfFile();
const { chatOpen, tomasz, tomaszOffered } = interactions;
const reply = 'Reply to Tomasz Wrona';

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
