import { describe, expect, test } from 'vitest';
import { enablementMask } from '../../contract/cti/enablement.ts';
import * as calls from './fixtures/calls.ts';
import { agent, before, notReady, now } from './fixtures/desk-states.ts';
import { focused, harnessOfFile } from './fixtures/with-desk.ts';

const withDesk = harnessOfFile();

describe('agent state', () => {
  test('the state menu by keyboard', () =>
    withDesk(notReady, async (desk, page) => {
      await page.keyboard.press('Control+Shift+S');
      await page.getByRole('menu', { name: 'State' }).waitFor();
      for (let times = 0; times < 4; times += 1) await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      expect(await desk.commands()).toEqual([
        { type: 'setState', target: { state: 'NotReady', reasonCode: 2 } },
      ]);
      expect(await page.getByRole('menu').count()).toBe(0);
      await desk.push({
        ...notReady,
        agent: { ...agent, chosen: { target: { state: 'NotReady', reasonCode: 2 }, at: now } },
      });
      await page.locator('.plate').getByText('Not Ready, Break chosen').waitFor();
    }));

  test('what comes after the call is a command, and shown as chosen until the event', () =>
    withDesk(calls.talking, async (desk, page) => {
      await page.getByRole('radio', { name: 'Ready', exact: true }).click();
      expect((await desk.commands()).at(-1)).toEqual({ type: 'setState', target: { state: 'Ready' } });
      expect(await page.getByRole('radio', { name: 'Wrap-up 60 s' }).getAttribute('aria-checked')).toBe(
        'true',
      );
    }));
});

describe('the call', () => {
  test('a ringing call takes no focus from typing, is announced, and Ctrl+Enter answers it', () =>
    withDesk(calls.talking, async (desk, page) => {
      await page.keyboard.press('Control+Shift+O');
      await page.keyboard.press('Control+End');
      await page.keyboard.type(' She');
      await desk.push({ ...calls.talking, sessions: [calls.talkingSession, calls.ringingSession] });
      await page.getByRole('region', { name: 'Incoming call from Rhona Baird' }).waitFor();
      await page.keyboard.type(' agrees.');
      expect(await page.getByLabel('Call notes').inputValue()).toMatch(/She agrees\.$/);
      await page
        .getByRole('alert')
        .getByText('Incoming call from Rhona Baird, Moving home. Control Enter answers.')
        .waitFor({ state: 'attached' });
      await page.keyboard.press('Control+Enter');
      expect((await desk.commands()).at(-1)).toEqual({ type: 'answer', callId: 'call-2' });
    }));

  test('a call that rings over an open menu can be answered with one click', () =>
    withDesk(notReady, async (desk, page) => {
      await page.locator('.plate').click();
      await page.getByRole('menu').waitFor();
      await desk.push(calls.ringing);
      const ringing = page.getByRole('region', { name: 'Incoming call from Rhona Baird' });
      await ringing.getByRole('button', { name: 'Answer' }).click();
      expect(await desk.commands()).toEqual([{ type: 'answer', callId: 'call-2' }]);
    }));

  test('notes are saved as they are typed, a new line with its time in the call', () =>
    withDesk(calls.talking, async (desk, page) => {
      await page.getByLabel('Call notes').focus();
      await page.keyboard.press('Control+End');
      await page.keyboard.type('\nPaid.');
      await expect
        .poll(async () => (await desk.commands()).at(-1))
        .toMatchObject({
          type: 'saveDraft',
          sessionId: 'call-1',
          notes: expect.stringMatching(/\n4:12 Paid\.$/),
          disposition: 102,
        });
      expect(await page.locator('.mirror time').last().textContent()).toBe('4:12');
    }));

  test('digits in the wrap-up panel choose the disposition; a finished session leaves the focus on the sheet', () =>
    withDesk(calls.wrapUp, async (desk, page) => {
      await page.getByRole('radio', { name: 'Follow-up needed' }).focus();
      await page.keyboard.press('4');
      await expect.poll(async () => (await desk.commands()).at(-1)).toMatchObject({ disposition: 104 });
      const finish = page.getByRole('button', { name: 'Finish wrap-up' });
      await finish.focus();
      await page.keyboard.press('Enter');
      expect((await desk.commands()).at(-1)).toEqual({ type: 'finishWrapUp', sessionId: 'call-1' });
      await desk.push(notReady);
      await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('MAIN');
    }));

  test('wrap-up cannot be finished before the call has ended, nor without a required disposition', () =>
    withDesk(calls.talking, async (desk, page) => {
      const finish = page.getByRole('button', { name: 'Finish wrap-up' });
      await finish.press('Enter');
      const [ended] = calls.wrapUp.sessions;
      if (!ended) throw new Error('the fixture has a session');
      const undecided = { ...ended, draft: { ...ended.draft, disposition: null } };
      await desk.push({ ...calls.wrapUp, sessions: [undecided] });
      await page.getByText('Choose a disposition first.').waitFor();
      await finish.press('Enter');
      expect(await desk.commands()).toEqual([]);
    }));

  test('with the keypad open Release is one click away, and Escape gives the focus back', () =>
    withDesk(calls.talking, async (desk, page) => {
      await page.keyboard.press('Control+Shift+K');
      await page.getByRole('dialog', { name: 'Keypad' }).waitFor();
      await page.keyboard.type('4#');
      await page.getByRole('dialog').getByRole('button', { name: '7' }).click();
      expect((await desk.commands()).map((command) => 'digits' in command && command.digits)).toEqual([
        '4',
        '#',
        '7',
      ]);
      await page.keyboard.press('Escape');
      await expect.poll(() => focused(page)).toBe('Keypad');
      await page.getByRole('button', { name: 'Keypad' }).click();
      await page.getByRole('dialog', { name: 'Keypad' }).waitFor();
      await page.keyboard.press('Escape');
      await expect.poll(() => focused(page)).toBe('Keypad');
      await page.getByRole('button', { name: 'Keypad' }).click();
      await page.getByRole('dialog', { name: 'Keypad' }).waitFor();
      await page.getByRole('button', { name: 'Release' }).click();
      expect((await desk.commands()).at(-1)).toEqual({ type: 'release', callId: 'call-1' });
      expect(await page.getByRole('dialog').count()).toBe(0);
    }));

  test('the call’s buttons are one stop of the Tab key; one that is off keeps its place and does nothing', () =>
    withDesk(calls.lost, async (desk, page) => {
      await page.locator('.plate').focus();
      await page.keyboard.press('Tab');
      expect(await focused(page)).toBe('Hold');
      for (let times = 0; times < 4; times += 1) await page.keyboard.press('ArrowRight');
      expect(await focused(page)).toBe('Transfer');
      await page.keyboard.press('Enter');
      expect(await page.locator('.tool:focus').getAttribute('title')).toBe('CTI does not answer');
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.className)).toBe('connections-button');
      expect(await desk.commands()).toEqual([]);
    }));

  test('from right to left the arrow keys go the way they point', () =>
    withDesk(
      calls.talking,
      async (_desk, page) => {
        await page.getByRole('button', { name: 'Hold' }).focus();
        await page.keyboard.press('ArrowLeft');
        expect(await focused(page)).toBe('Mute');
      },
      { direction: 'rtl' },
    ));

  test('dials what was written, or says what is wrong with it', () =>
    withDesk(notReady, async (desk, page) => {
      await page.keyboard.press('Control+Shift+K');
      await page.getByLabel('Number').waitFor();
      await page.keyboard.type('++1');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').getByText('That cannot be dialled').waitFor();
      await page.getByLabel('Number').fill('0131 496 0142');
      await page.keyboard.press('Enter');
      expect(await desk.commands()).toEqual([{ type: 'dial', number: '01314960142' }]);
    }));

  test('transfers to a recent number, consults and cancels', () =>
    withDesk({ ...calls.talking, recentCalls: notReady.recentCalls }, async (desk, page) => {
      await page.getByRole('button', { name: /^Transfer/ }).click();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /Tomasz Wrona/ })
        .click();
      await page.getByRole('button', { name: 'Transfer now' }).click();
      await page.getByRole('button', { name: /^Consult/ }).click();
      await page.getByLabel('Number').fill('52544');
      await page.keyboard.press('Enter');
      await desk.push(calls.consulting);
      await page.getByRole('button', { name: /^Cancel consult/ }).click();
      expect(await desk.commands()).toEqual([
        { type: 'blindTransfer', callId: 'call-1', number: '07700900312' },
        { type: 'consult', callId: 'call-1', number: '52544' },
        { type: 'cancelConsult', callId: 'call-1' },
      ]);
    }));

  test('a refused command is said across the window, with details for the help desk', () =>
    withDesk(calls.talking, async (desk, page) => {
      const error = {
        code: 'notAllowedNow',
        title: 'Hold was refused',
        message: 'CTI server A does not allow it now.',
        details: { server: 'CTI server A' },
        remedies: [],
      };
      await desk.answerWith({ ok: false, error });
      await page.keyboard.press('Control+Shift+H');
      await page.getByRole('alert').getByText('Hold was refused.').waitFor();
      await page.getByRole('button', { name: 'Copy details' }).click();
      expect((await desk.asked()).join()).toContain('code: notAllowedNow\nserver: CTI server A');
      await page.getByRole('button', { name: 'Dismiss' }).click();
      expect(await page.getByText('Hold was refused.').count()).toBe(0);
    }));

  test('sessions are chosen with the arrow keys', () =>
    withDesk(calls.consulting, async (desk, page) => {
      await page.getByRole('tab', { selected: true }).focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Control+1');
      expect(await desk.commands()).toEqual([
        { type: 'selectSession', sessionId: 'call-3' },
        { type: 'selectSession', sessionId: 'call-1' },
      ]);
    }));
});

describe('sound and connections', () => {
  test('a device is chosen and tried; the level is metered while the settings are open', () =>
    withDesk(notReady, async (desk, page) => {
      await page.getByRole('button', { name: 'Sound settings' }).click();
      await page
        .getByRole('button', { name: /Ringer/ })
        .first()
        .click();
      await page.getByRole('option', { name: 'Headset' }).click();
      await page.getByRole('button', { name: 'Try the ringer' }).click();
      await page.keyboard.press('Escape');
      await expect
        .poll(() => desk.commands())
        .toEqual([
          { type: 'meterMicrophone', on: true },
          { type: 'useAudio', microphone: 'mic-1', speaker: 'out-1', ringer: 'out-1' },
          { type: 'trySound', on: 'ringer' },
          { type: 'meterMicrophone', on: false },
        ]);
    }));

  test('the connections say which side is in use since when, and are copied for the help desk', () =>
    withDesk(calls.failover, async (desk, page) => {
      await page.getByRole('button', { name: 'Connections: CTI on B' }).click();
      const row = page.getByRole('row', { name: /CTI/ });
      expect(await row.textContent()).toBe('CTIState and buttonsNo answersince 09:40:23In usesince 09:40:25');
      await page.getByRole('button', { name: 'Copy for the help desk' }).click();
      expect((await desk.asked()).join()).toContain('CTI server B (10.0.0.2:8110): in use');
    }));

  test('a connection that leaves the computer without encryption is named, by the button and in the list', () => {
    const { sides, ...cti } = calls.failover.connections.cti;
    const plain = { A: { ...sides.A, security: 'plain' }, B: { ...sides.B, security: 'plain' } } as const;
    const connections = { ...calls.failover.connections, cti: { ...cti, sides: plain } };
    return withDesk({ ...calls.failover, connections }, async (_desk, page) => {
      const button = page.getByRole('button', { name: 'Connections: CTI on B. CTI B: not encrypted' });
      expect(await button.getByText('not encrypted', { exact: true }).isVisible()).toBe(true);
      await button.click();
      const row = page.getByRole('row', { name: /CTI/ });
      expect(await row.textContent()).toBe(
        'CTIState and buttonsNo answersince 09:40:23In usenot encryptedsince 09:40:25',
      );
      expect(await row.getByRole('cell').last().getAttribute('title')).toBe('10.0.0.2:8110: not encrypted');
    });
  });

  test('a hard phone’s mask decides alone, and a required reason opens the menu', () =>
    withDesk(
      {
        ...calls.talking,
        agent: {
          ...agent,
          state: 'Talking',
          since: before(1),
          enablement: enablementMask(['notReadyWithReason']),
        },
      },
      async (desk, page) => {
        await page.getByRole('radio', { name: 'Not Ready' }).click();
        await page.getByRole('menuitem', { name: 'Lunch' }).click();
        expect(await desk.commands()).toEqual([
          { type: 'setState', target: { state: 'NotReady', reasonCode: 1 } },
        ]);
      },
    ));
});
