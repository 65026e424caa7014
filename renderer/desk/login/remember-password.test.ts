import type { Page } from '@playwright/test';
import { describe, expect, test } from 'vitest';
import type { DeskState } from '../../../contract/desk/desk-state.ts';
import { seriousViolations } from '../fixtures/accessibility.ts';
import { loggedOut, notReady } from '../fixtures/desk-states.ts';
import * as logins from '../fixtures/logins.ts';
import { focused, harnessOfFile } from '../fixtures/with-desk.ts';
import { passwordMark } from './password-mark.ts';

const withDesk = harnessOfFile();
const profile = 'Billing, blended';

const box = (page: Page) => page.getByRole('checkbox', { name: 'Remember password on this computer' });
const field = (page: Page) => page.getByLabel('Login string');
/** What a screen reader says of the box beside its name. */
const described = async (page: Page): Promise<string> => {
  const id = await box(page).getAttribute('aria-describedby');
  return (await page.locator(`[id="${id}"]`).textContent()) ?? '';
};

describe('remembering the password', () => {
  test('is not there where it is not offered, nor for strings without one', () =>
    withDesk(loggedOut, async (desk, page) => {
      expect(await box(page).count()).toBe(0);
      const { configuration } = loggedOut;
      if (configuration.status === 'none') throw new Error('the fixture has profiles');
      const profiles = configuration.profiles.map((one) => ({ ...one, agentLoginType: 2 as const }));
      await desk.push({ ...logins.canRemember, configuration: { ...configuration, profiles } });
      await page.getByPlaceholder('device').waitFor();
      expect(await box(page).count()).toBe(0);
    }));

  test('is chosen by keyboard, with what it means, and goes out with the login', () =>
    withDesk(logins.canRemember, async (desk, page) => {
      await page.keyboard.type('12345;secret;52513');
      expect(await described(page)).toBe('You type it at each login');
      await box(page).focus();
      await page.keyboard.press('Space');
      expect(await box(page).isChecked()).toBe(true);
      expect(await described(page)).toBe("Kept in this computer's secure storage once you are logged in");
      expect(await seriousViolations(page)).toEqual([]);
      await field(page).focus();
      await page.keyboard.press('Enter');
      const asked = { type: 'logIn', profile, loginString: '12345;secret;52513', takeOver: false };
      expect(await desk.commands()).toEqual([{ ...asked, remember: true }]);
    }));

  test('where the computer has no secure storage is said, with why, and there is nothing to choose', () =>
    withDesk(logins.cannotRemember, async (desk, page) => {
      await page
        .getByText(/cannot be remembered\. This computer has no secure storage: no keyring/)
        .waitFor();
      expect(await box(page).count()).toBe(0);
      expect(await seriousViolations(page)).toEqual([]);
      await page.keyboard.type('12345;secret;52513');
      await page.keyboard.press('Enter');
      const asked = { type: 'logIn', profile, loginString: '12345;secret;52513', takeOver: false };
      expect(await desk.commands()).toEqual([asked]);
    }));
});

describe('a remembered password', () => {
  const remembered = `12345;${passwordMark};52513;p`;

  test('is one key from the desk: the string stands there, and the password is never in the window', () =>
    withDesk(logins.remembered, async (desk, page) => {
      await expect.poll(() => field(page).inputValue()).toBe(remembered);
      expect(await box(page).isChecked()).toBe(true);
      expect(await described(page)).toBe('The password of agent 12345 is remembered');
      const eye = page.getByRole('button', { name: 'A remembered password is never shown' });
      expect(await eye.getAttribute('aria-disabled')).toBe('true');
      expect(await seriousViolations(page)).toEqual([]);
      await page.keyboard.press('Enter');
      const asked = { type: 'logInRemembered', profile, loginString: '12345;;52513;p', takeOver: false };
      expect(await desk.commands()).toEqual([asked]);
      await desk.push({ ...logins.remembered, login: logins.unlocking.login });
      await page.getByText('Remembered password').waitFor();
      await desk.push({ ...notReady, passwordMemory: logins.remembered.passwordMemory });
      await desk.push(logins.remembered);
      await expect.poll(() => field(page).inputValue()).toBe(remembered);
    }));

  test('goes with another device', () =>
    withDesk(logins.remembered, async (desk, page) => {
      await expect.poll(() => field(page).inputValue()).toBe(remembered);
      await field(page).evaluate((input: HTMLInputElement) => input.setSelectionRange(15, 20));
      await page.keyboard.type('52599');
      await page.keyboard.press('Enter');
      expect((await desk.commands()).at(-1)).toMatchObject({
        type: 'logInRemembered',
        loginString: '12345;;52599;p',
      });
    }));

  test('makes room for one that is typed, letter by letter, with the caret where it belongs', () =>
    withDesk(logins.remembered, async (desk, page) => {
      await expect.poll(() => field(page).inputValue()).toBe(remembered);
      await field(page).evaluate((input: HTMLInputElement) => input.setSelectionRange(10, 10));
      await page.keyboard.type('newone');
      expect(await field(page).inputValue()).toBe('12345;newone;52513;p');
      expect(await page.locator('.letters').textContent()).not.toContain('newone');
      expect(await described(page)).toBe("Kept in this computer's secure storage once you are logged in");
      await page.keyboard.press('Enter');
      expect((await desk.commands()).at(-1)).toMatchObject({
        type: 'logIn',
        loginString: '12345;newone;52513;p',
        remember: true,
      });
    }));

  test('is not given to another agent', () =>
    withDesk(logins.remembered, async (desk, page) => {
      await expect.poll(() => field(page).inputValue()).toBe(remembered);
      await field(page).evaluate((input: HTMLInputElement) => input.setSelectionRange(4, 5));
      await page.keyboard.type('6');
      expect(await field(page).inputValue()).toBe('12346;;52513;p');
      expect(await box(page).isChecked()).toBe(false);
      await page.keyboard.press('Enter');
      expect((await desk.commands()).at(-1)).toMatchObject({ type: 'logIn', loginString: '12346;;52513;p' });
    }));

  test('is deleted when the box is unticked, and the caret waits in its place', () =>
    withDesk(logins.remembered, async (desk, page) => {
      await expect.poll(() => field(page).inputValue()).toBe(remembered);
      await box(page).focus();
      await page.keyboard.press('Space');
      expect(await desk.commands()).toEqual([{ type: 'forgetPassword' }]);
      await desk.push(logins.canRemember);
      await expect.poll(() => field(page).inputValue()).toBe('12345;;52513;p');
      await expect.poll(() => focused(page)).toBe(await field(page).getAttribute('id'));
      await page.keyboard.type('abc');
      expect(await field(page).inputValue()).toBe('12345;abc;52513;p');
      expect(await box(page).isChecked()).toBe(false);
    }));

  test('that is gone when the login comes back leaves its place empty, and what is wrong is said', () =>
    withDesk(logins.remembered, async (desk, page) => {
      await expect.poll(() => field(page).inputValue()).toBe(remembered);
      await page.keyboard.press('Enter');
      await desk.push({ ...logins.remembered, login: logins.unlocking.login });
      const refused: DeskState = {
        ...logins.canRemember,
        login: {
          phase: 'logged-out',
          error: {
            code: 'login.notRemembered',
            title: 'Your password is not remembered',
            message: 'It was deleted. Type your password.',
            details: {},
            remedies: [],
            part: 'password',
          },
        },
      };
      await desk.push(refused);
      await page.getByRole('alert').getByText('It was deleted. Type your password.').waitFor();
      expect(await field(page).inputValue()).toBe('12345;;52513;p');
      await page.keyboard.type('abc');
      expect(await field(page).inputValue()).toBe('12345;abc;52513;p');
    }));

  test('in forced colours has a box with an edge, and a tick that is seen', () =>
    withDesk(
      logins.remembered,
      async (_desk, page) => {
        await expect.poll(() => box(page).isChecked()).toBe(true);
        const look = await page.locator('.checkbox-box').evaluate((element) => {
          const { borderTopWidth, backgroundColor } = getComputedStyle(element);
          const tick = element.querySelector('svg');
          return { borderTopWidth, backgroundColor, tick: tick && getComputedStyle(tick).visibility };
        });
        expect(look).toMatchObject({ borderTopWidth: '1px', tick: 'visible' });
      },
      { forcedColors: 'active' },
    ));
});
