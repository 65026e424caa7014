import type { Page } from '@playwright/test';
import { describe, expect, test } from 'vitest';
import { offWithoutReason, seriousViolations, watchAnnouncements } from './fixtures/accessibility.ts';
import { failover, lost, talking, wrapUp } from './fixtures/calls.ts';
import { ready } from './fixtures/desk-states.ts';
import { faultsInCall, lostIdle, phoneOff } from './fixtures/faults.ts';
import { harnessOfFile } from './fixtures/with-desk.ts';

const withDesk = harnessOfFile();

const stateMenu = 'Control+Shift+S';

/** Whatever could stand between the agent and his call. */
async function inTheWay(page: Page): Promise<readonly string[]> {
  const found = await page
    .locator(
      'dialog[open], [role="dialog"], [role="alertdialog"], [aria-modal="true"], [inert], .toolbar [aria-hidden="true"]:not(svg, span)',
    )
    .evaluateAll((elements) => elements.map((element) => element.outerHTML.slice(0, 120)));
  return [...found, ...(await covered(page))];
}

/** Buttons of the call, and its notes, over which something else lies. */
function covered(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.tool, textarea')].flatMap((control) => {
      const { x, y, width } = control.getBoundingClientRect();
      const at = document.elementFromPoint(x + width / 2, y + 8);
      return at && control.contains(at)
        ? []
        : [`${control.textContent} is under ${at?.outerHTML.slice(0, 120)}`];
    }),
  );
}

describe('while a call is up', () => {
  test.each(Object.entries(faultsInCall))('%s: nothing lies over the desk', (_name, [fault, words]) =>
    withDesk(talking, async (desk, page) => {
      await desk.push(fault);
      await page.getByText(words).first().waitFor();
      expect(await inTheWay(page)).toEqual([]);
    }),
  );

  test('a refused click is a strip too', () =>
    withDesk(lost, async (desk, page) => {
      await desk.answerWith({
        ok: false,
        error: { code: 'x', title: 'No answer came', message: 'Try again.', details: {}, remedies: [] },
      });
      await page.getByRole('button', { name: 'Try now' }).click();
      await page.getByText('No answer came.').waitFor();
      expect(await inTheWay(page)).toEqual([]);
    }));

  test('connections that the agent opened stay beside the call: Release is one click away', () =>
    withDesk(phoneOff(talking), async (desk, page) => {
      await page.getByRole('button', { name: /^Connections/ }).click();
      await page.getByRole('dialog', { name: 'Connections' }).waitFor();
      expect(await page.locator('[aria-modal="true"], [inert]').count()).toBe(0);
      expect(await seriousViolations(page)).toEqual([]);
      await page.getByRole('button', { name: 'Release', exact: true }).click();
      expect(await desk.commands()).toContainEqual({ type: 'release', callId: 'call-1' });
    }));
});

describe('a screen reader is told once', () => {
  test('of a move to the other server, and nothing of the way there', () =>
    withDesk(talking, async (desk, page) => {
      const told = await watchAnnouncements(page);
      await desk.push(lost);
      await desk.push(failover);
      expect(await told()).toEqual([
        expect.stringMatching(/^CTI server A stopped answering .* not interrupted\.$/),
      ]);
    }));

  test('of a loss that lasts, and of its end', () =>
    withDesk(
      talking,
      async (desk, page) => {
        const told = await watchAnnouncements(page);
        await desk.push(lost);
        await page.clock.runFor(5_000);
        expect(await told()).toEqual([
          expect.stringMatching(/^CTI has not answered since .* state is not known/),
        ]);
        await desk.push(talking);
        expect(await told()).toEqual(['Talking, then Wrap-up']);
        await page.clock.runFor(5_000);
        expect(await told()).toEqual([]);
      },
      { handClock: true },
    ));

  test('of a state that he chose while nobody listens, as chosen', () =>
    withDesk(lostIdle, async (desk, page) => {
      const told = await watchAnnouncements(page);
      if (!lostIdle.agent) throw new Error('the fixture has an agent');
      const chosen = { target: { state: 'NotReady', reasonCode: 1 }, at: 0 } as const;
      await desk.push({ ...lostIdle, agent: { ...lostIdle.agent, chosen } });
      expect(await told()).toEqual(['Not Ready, Lunch chosen']);
    }));

  test('of a wrap-up that he finished while nobody listens', () =>
    withDesk(lostIdle, async (desk, page) => {
      const told = await watchAnnouncements(page);
      if (!lostIdle.agent) throw new Error('the fixture has an agent');
      await desk.push({ ...lostIdle, agent: { ...lostIdle.agent, wrapUpFinished: true } });
      expect(await told()).toEqual(['End of wrap-up chosen']);
    }));

  test('of a click that waits for CTI, which stands at the call’s buttons', () =>
    withDesk(lost, async (desk, page) => {
      const told = await watchAnnouncements(page);
      await desk.push({
        ...lost,
        waiting: [{ goesBy: 'cti', id: '1', action: 'blindTransfer', number: '7002' }],
      });
      expect(await told()).toEqual(['Waits for CTI: transfer to 7002']);
      await page
        .getByRole('region', { name: 'Agent and call' })
        .getByText('Waits: transfer to 7002')
        .waitFor();
      expect(await seriousViolations(page)).toEqual([]);
      await desk.push(talking);
      await page.getByText('Waits: transfer').waitFor({ state: 'detached' });
    }));

  test('of a phone without a server', () =>
    withDesk(ready, async (desk, page) => {
      const told = await watchAnnouncements(page);
      await desk.push(phoneOff(ready));
      expect(await told()).toEqual([expect.stringMatching(/^Your phone is not connected\./)]);
    }));

  test('of another desk that took over', () =>
    withDesk(talking, async (desk, page) => {
      const told = await watchAnnouncements(page);
      const [takenOver] = faultsInCall['the agent is taken over'] ?? [];
      if (takenOver) await desk.push(takenOver);
      expect(await told()).toEqual([expect.stringContaining('has taken you over')]);
    }));
});

describe('what is off while servers are down says why', () => {
  test('in the state menu', () =>
    withDesk(lostIdle, async (_desk, page) => {
      await page.keyboard.press(stateMenu);
      const logOut = page.getByRole('menuitem', { name: 'Log out' });
      expect(await logOut.getAttribute('aria-disabled')).toBe('true');
      expect(await logOut.textContent()).toContain('Not while CTI does not answer');
      expect(await offWithoutReason(page)).toEqual([]);
      expect(await seriousViolations(page)).toEqual([]);
    }));

  test.each([
    ['When this call ends', talking],
    ['When wrap-up ends', wrapUp],
  ])('under %s', (label, desk) =>
    withDesk(phoneOff(desk), async (_desk, page) => {
      const group = page.getByRole('radiogroup', { name: label });
      expect(await group.getByText('Ready', { exact: true }).isDisabled()).toBe(true);
      await page.getByText('Ready: Your phone is not connected.').waitFor();
      expect(await offWithoutReason(page)).toEqual([]);
    }),
  );
});
