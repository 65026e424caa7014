import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DeskSession, DeskState } from '../../contract/desk/desk-state.ts';
import { offWithoutReason, seriousViolations } from './fixtures/accessibility.ts';
import * as calls from './fixtures/calls.ts';
import { loggedOut, notReady, ready } from './fixtures/desk-states.ts';
import { allDown, lostIdle, lostInWrapUp, phoneOff } from './fixtures/faults.ts';
import { type Harness, startHarness } from './fixtures/harness.ts';
import * as interactions from './fixtures/interactions.ts';
import * as logins from './fixtures/logins.ts';
import { countRenders } from './fixtures/rendered.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
}, 60_000);
afterAll(() => harness.close());

const screens: Readonly<Record<string, readonly [DeskState, string]>> = {
  'logged out': [loggedOut, 'What Switchhook reads'],
  'device in use': [logins.deviceInUse, 'Use another device'],
  'no profiles': [logins.noProfiles, 'Neither 10.0.0.1:8100 nor 10.0.0.2:8100 answers'],
  'kept profiles': [logins.keptProfiles, 'These profiles are 3 days old'],
  'logging in': [logins.loggingIn, 'Waiting for CTI server A (10.0.0.1:8110).'],
  postponed: [logins.postponed, 'Central controller offline'],
  displaced: [logins.displaced, 'Another desk took over agent 12345'],
  'not ready': [notReady, 'Recent calls'],
  'phone not connected': [phoneOff(notReady), 'You can go Ready when it is.'],
  'phone lost in a call': [phoneOff(calls.talking), 'Your call goes on. New calls do not ring here'],
  ready: [ready, 'You are Ready for voice.'],
  ringing: [calls.ringing, 'Goes back to the queue in 11 s'],
  talking: [calls.talking, 'The line is clear'],
  'sound returns': [calls.soundReturns, 'Getting the sound of this call back'],
  'sound elsewhere': [calls.soundElsewhere, 'The sound of this call is not at this phone'],
  'headset gone': [calls.headsetGone, 'Headset is gone.'],
  consulting: [calls.consulting, 'Aileen Mackay on hold'],
  'wrap-up': [calls.wrapUp, '38 s of 60 left'],
  'failed over': [calls.failover, 'Now on B; your call was not interrupted.'],
  'CTI lost': [calls.lost, 'CTI has not answered since 09:40:17'],
  'CTI lost, no call': [lostIdle, 'CTI does not answer, so no call is routed to you now.'],
  'CTI lost in wrap-up': [lostInWrapUp, 'Not Ready, Lunch chosen'],
  'all lost in a call': [allDown(calls.talking), 'The phone is not connected either.'],
  'six sessions': [interactions.sixSessions, 'Ringing, 0:14 left'],
  'a chat': [interactions.chatOpen, 'The 15th of May, to 6 Hope Lane.'],
  'a chat, and a call rings': [interactions.chatAndRinging, 'Goes back to the queue in 11 s'],
  'a chat offered': [interactions.chatOffered, 'Goes back to the router in 14 s'],
  'a chat interrupted': [interactions.chatInterrupted, 'Interrupted by your call'],
  'a chat in wrap-up': [interactions.chatWrapUp, 'This chat is over.'],
  'a chat ended': [interactions.chatEnded, 'You had written this, and did not send it:'],
  'session managers down': [interactions.chatOffline, 'No session manager has answered since 09:40:17'],
  'an action item': [interactions.actionOpen, 'March was billed from an estimate.'],
  'an action item offered': [interactions.actionOffered, 'Goes back to the router in 25 s'],
  'an action item done': [interactions.actionDone, 'You said that it is done.'],
  'a manual session': [interactions.manualOpen, 'The contact centre does not know of it.'],
  partial: [interactions.partial, 'Voice and action items only'],
  'a call without a tab': [interactions.ringsInToolbar, 'Answer Rhona Baird'],
  'nothing open': [interactions.blendedReady, 'You are Ready for voice, chat and action items.'],
  'logging out': [{ ...notReady, login: logins.loggingOut.login }, 'Logging out'],
};

describe('every screen', () => {
  test('is drawn from its state, in both themes, without a serious accessibility violation', async () => {
    const desk = await harness.open(loggedOut);
    for (const [name, [state, text]] of Object.entries(screens)) {
      await desk.push(state);
      await desk.write(interactions.tomaszPage);
      await desk.page.getByText(text).first().waitFor({ timeout: 5_000 });
      await desk.page.emulateMedia({ colorScheme: 'light' });
      expect(await seriousViolations(desk.page), `${name}, light`).toEqual([]);
      expect(await offWithoutReason(desk.page), name).toEqual([]);
      await desk.page.emulateMedia({ colorScheme: 'dark' });
      expect(await seriousViolations(desk.page, ['color-contrast']), `${name}, dark`).toEqual([]);
    }
    expect(desk.problems).toEqual([]);
    await desk.page.context().close();
  }, 120_000);

  test('the popovers are accessible too', async () => {
    const desk = await harness.open(calls.talking);
    const { page } = desk;
    const check = async (name: string) => {
      expect(await seriousViolations(page), name).toEqual([]);
      expect(await offWithoutReason(page), name).toEqual([]);
    };
    for (const button of [/^Connections/, 'Keypad', /^Transfer/, 'Sound settings']) {
      await page.getByRole('button', { name: button }).click();
      await page.getByRole('dialog').waitFor();
      await check(String(button));
      await page.keyboard.press('Escape');
    }
    await page.keyboard.press('Control+Shift+S');
    await page.getByRole('menu').waitFor();
    await check('state menu');
    expect(desk.problems).toEqual([]);
    await page.context().close();
  });

  test('so are the standard replies and the menu of channels', async () => {
    const desk = await harness.open(interactions.chatOpen);
    const { page } = desk;
    await page.keyboard.press('Control+Shift+L');
    await page.getByRole('dialog', { name: 'Standard replies' }).waitFor();
    await page.keyboard.press('ArrowDown');
    expect(await seriousViolations(page), 'standard replies').toEqual([]);
    await page.keyboard.type('nobody wrote this');
    await page.getByText('None has these letters.').waitFor();
    expect(await seriousViolations(page), 'no standard reply').toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await desk.push(interactions.partial);
    await page.keyboard.press('Control+Shift+S');
    await page.getByRole('menuitem', { name: 'Ready for chat' }).waitFor();
    expect(await seriousViolations(page), 'state menu').toEqual([]);
    expect(await offWithoutReason(page), 'state menu').toEqual([]);
    expect(desk.problems).toEqual([]);
    await page.context().close();
  });

  test.each([
    ['at 640 px', { viewport: { width: 640, height: 400 } }],
    ['from right to left', { direction: 'rtl' as const }],
    ['at 1024 px', { viewport: { width: 1_024, height: 700 } }],
  ])('has nothing to scroll sideways %s', async (_how, options) => {
    const desk = await harness.open(loggedOut, options);
    for (const [name, [state]] of Object.entries(screens)) {
      await desk.push(withLongNames(state));
      await desk.write(interactions.longTranscript('chat-1', 8));
      expect(await sideways(desk.page), name).toEqual([]);
    }
    await desk.page.context().close();
  });

  test('keeps long names inside their places', async () => {
    const desk = await harness.open(withLongNames(calls.talking));
    const name = desk.page.locator('.tab .name');
    const box = await name.boundingBox();
    expect(box?.width).toBeLessThan(200);
    expect(await name.evaluate((element) => element.scrollWidth > element.clientWidth)).toBe(true);
    expect(await desk.page.locator('.tab').getAttribute('title')).toContain('Wolfeschlegelsteinhausen');
    await desk.page.context().close();
  });
});

const longName =
  'Dr Hubert Blaine Wolfeschlegelsteinhausenbergerdorff-Schulze-Delitzsch the Younger of Craigmount';

function withLongNames(state: DeskState): DeskState {
  return {
    ...state,
    agent: state.agent && { ...state.agent, name: longName },
    sessions: state.sessions.map(withLongName),
  };
}

function withLongName(session: DeskSession): DeskSession {
  const flag = { text: longName, tone: 'notice' as const };
  switch (session.kind) {
    case 'voice': {
      const { call } = session;
      const customer = call.customer && {
        ...call.customer,
        name: call.type === 'consult' ? longName : call.customer.name + longName,
        flags: [...call.customer.flags, flag],
      };
      const parties = call.parties.map((party) => ({ ...party, name: longName }));
      return { ...session, call: { ...call, parties, customer } };
    }
    case 'chat':
    case 'action': {
      const { customer } = session.interaction;
      const interaction = {
        ...session.interaction,
        customerName: longName,
        subject: longName,
        body: `https://energy.example/${'x'.repeat(300)}`,
        customer: customer && { ...customer, flags: [flag] },
      };
      return { ...session, interaction };
    }
    case 'manual':
      return { ...session, title: longName };
  }
}

/** Elements that stick out of the window sideways. */
function sideways(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const placed = [
      ...document.querySelectorAll('button, input, textarea, h1, main, aside, nav, .toolbar, .chip'),
    ];
    const outside = placed.filter((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      return width > 1 && (left < -1 || right > clientWidth + 1);
    });
    const scrolls = scrollWidth > clientWidth ? [`${scrollWidth} > ${clientWidth}`] : [];
    return [...scrolls, ...outside.map((element) => element.outerHTML.slice(0, 160))];
  });
}

describe('the clock', () => {
  test('a tick draws the times alone', async () => {
    let counter: Awaited<ReturnType<typeof countRenders>> | null = null;
    const desk = await harness.open(calls.talking, {
      handClock: true,
      prepare: async (page) => {
        counter = await countRenders(page);
      },
    });
    const drawn = async () => (await counter?.drawn()) ?? [];
    expect(await drawn()).toContain('CallSheet');
    await desk.page.clock.runFor(5_000);
    await desk.page.getByText('4:17').first().waitFor();
    const ticks = await drawn();
    expect([...new Set(ticks)].sort()).toEqual(['CallLine', 'Elapsed', 'TimeInState']);
    expect(ticks.length).toBe(15);
    await desk.page.context().close();
  });

  test('a new state draws what changed alone', async () => {
    let counter: Awaited<ReturnType<typeof countRenders>> | null = null;
    const desk = await harness.open(calls.talking, {
      prepare: async (page) => {
        counter = await countRenders(page);
      },
    });
    const drawn = async () => (await counter?.drawn()) ?? [];
    await drawn();
    await desk.push(structuredClone(calls.talking));
    await desk.push({ ...calls.talking, clockOffsetMs: 0 });
    expect(await drawn()).toEqual([]);
    await desk.push({ ...calls.talking, audio: { ...calls.talking.audio, microphoneLevel: -30 } });
    expect(await drawn()).toEqual([]);
    await desk.page.context().close();
  });

  test('counts by the servers’ time where this computer’s clock is wrong', async () => {
    const desk = await harness.open({ ...calls.talking, clockOffsetMs: 3_600_000 });
    await expect.poll(() => desk.page.locator('.plate .time').textContent()).toBe('1:04:12');
    await desk.page.context().close();
  });
});
