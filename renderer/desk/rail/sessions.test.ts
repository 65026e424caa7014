import { describe, expect, test } from 'vitest';
import * as interactions from '../fixtures/interactions.ts';
import { harnessOfFile } from '../fixtures/with-desk.ts';

const withDesk = harnessOfFile();
const { chatOpen } = interactions;
const reply = 'Reply to Tomasz Wrona';

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
        // Past the last one is the first.
        'call-1',
        'manual-3',
        'call-1',
        'manual-3',
      ]);
    }));

  test('who goes to a chat by a key writes at once', () =>
    withDesk({ ...chatOpen, selectedSession: 'action-1' }, async (_desk, page) => {
      await page.keyboard.press('Control+1');
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
