import { describe, expect, test } from 'vitest';
import { seriousViolations } from '../fixtures/accessibility.ts';
import { loggedOut, notReady } from '../fixtures/desk-states.ts';
import { blended } from '../fixtures/interactions.ts';
import * as logins from '../fixtures/logins.ts';
import { focused, harnessOfFile } from '../fixtures/with-desk.ts';

const withDesk = harnessOfFile();

describe('login', () => {
  test('by keyboard alone: the string, Enter, and the password is never on the screen', () =>
    withDesk(loggedOut, async (desk, page) => {
      await page.keyboard.type('12345;secret;52513;p');
      await expect
        .poll(() => page.locator('.letters .part .name').allTextContents())
        .toEqual(['Agent', 'Password', 'Device', 'Media']);
      expect(await page.locator('.letters').textContent()).not.toContain('secret');
      expect(await page.locator('.chips').textContent()).toBe('Agent 12345Device 525131 voice1 reserved');
      await page.keyboard.press('Enter');
      expect(await desk.commands()).toEqual([
        { type: 'logIn', profile: 'Billing, blended', loginString: '12345;secret;52513;p', takeOver: false },
      ]);
      await desk.push(logins.loggingIn);
      await expect.poll(() => focused(page)).toBe('Cancel');
      await desk.push(logins.deviceInUse);
      expect(await page.getByLabel('Login string').inputValue()).toBe('12345;secret;52513;p');
      await desk.push(notReady);
      await desk.push(loggedOut);
      expect(await page.getByLabel('Login string').inputValue()).toBe('');
    }));

  test('unfinished is no error until Log in; then the caret is where it goes on', () =>
    withDesk(loggedOut, async (desk, page) => {
      const field = page.getByLabel('Login string');
      await page.keyboard.type('12345;secret');
      expect(await page.locator('.error-box').count()).toBe(0);
      await page.getByRole('button', { name: 'Log in' }).click();
      await page.getByRole('alert').getByText('The device is missing').waitFor();
      expect(await desk.commands()).toEqual([]);
      await page.keyboard.type(';52513;x');
      await page.getByText('x is not known here').waitFor();
      expect(await page.locator('.part.bad .name').textContent()).toBe('Media');
      expect(await page.getByRole('button', { name: 'Log in' }).isDisabled()).toBe(true);
      expect(await field.getAttribute('aria-invalid')).toBe('true');
    }));

  test('the letters lie where the input has them, and the eye shows the password', () =>
    withDesk(loggedOut, async (_desk, page) => {
      await page.keyboard.type('12345;secret;52513');
      await page.getByRole('button', { name: 'Show the password' }).click();
      expect(await page.locator('.letters').textContent()).toContain('secret');
      const widths = await page.evaluate(() => {
        const input = document.querySelector<HTMLInputElement>('.login-string input');
        const letters = document.querySelector('.letters');
        const ruler = document.createElement('canvas').getContext('2d');
        if (!input || !letters || !ruler) return [];
        const { fontWeight, fontSize, fontFamily } = getComputedStyle(input);
        ruler.font = `${fontWeight} ${fontSize} ${fontFamily}`;
        const text = input.getBoundingClientRect();
        const shown = letters.getBoundingClientRect();
        return [shown.left - text.left, shown.width - ruler.measureText(input.value).width];
      });
      expect(Math.abs(widths[0] ?? 9)).toBeLessThan(0.6);
      expect(Math.abs(widths[1] ?? 9)).toBeLessThan(0.6);
    }));

  test('forced colours do not show the password either', () =>
    withDesk(
      loggedOut,
      async (_desk, page) => {
        await page.keyboard.type('12345;secret');
        const colour = await page
          .getByLabel('Login string')
          .evaluate((input) => getComputedStyle(input).color);
        expect(colour).toBe('rgba(0, 0, 0, 0)');
      },
      { forcedColors: 'active' },
    ));

  test('remedies are buttons: another device selects the device, take over logs in again', () =>
    withDesk(loggedOut, async (desk, page) => {
      const field = page.getByLabel('Login string');
      await page.keyboard.type('12345;secret;52513');
      await page.keyboard.press('Enter');
      await desk.push(logins.deviceInUse);
      await page.getByRole('button', { name: 'Use another device' }).click();
      await page.keyboard.type('52599');
      expect(await field.inputValue()).toBe('12345;secret;52599');
      expect(await page.locator('.error-box').count()).toBe(0);
      await desk.push(logins.loggedInElsewhere);
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Take over' }).click();
      expect((await desk.commands()).at(-1)).toMatchObject({
        loginString: '12345;secret;52599',
        takeOver: true,
      });
    }));

  test('the profile is chosen from a list; without profiles Log in is off', () =>
    withDesk(loggedOut, async (desk, page) => {
      await page.getByRole('button', { name: /Profile/ }).focus();
      await page.keyboard.press('Enter');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.getByLabel('Login string').fill('1;a;2');
      await page.keyboard.press('Enter');
      expect((await desk.commands()).at(-1)).toMatchObject({ profile: 'Moving home' });
      await desk.push(logins.noProfiles);
      expect(await page.getByRole('button', { name: 'Log in' }).isDisabled()).toBe(true);
    }));

  test('with session managers every channel is read and counted; too many is one click from what fits', () =>
    withDesk({ ...blended(loggedOut), connections: loggedOut.connections }, async (desk, page) => {
      const slots = () =>
        page.locator('.session-total .slots i').evaluateAll((all) => all.map(({ className }) => className));
      await page.keyboard.type('12345;secret;52513;pm4c');
      expect(await page.locator('.chips').textContent()).toBe(
        'Agent 12345Device 525131 voice4 action items1 chat2 reserved',
      );
      expect(await page.locator('.session-total').textContent()).toBe('Total 8 of 6 sessions2 over');
      expect(await slots()).toEqual([...Array(4).fill('here'), 'held', 'held', 'over', 'over']);
      await page.getByRole('alert').getByText('m4 asks for 2 sessions too many').waitFor();
      await page.keyboard.press('Enter');
      expect(await desk.commands()).toEqual([]);
      expect(await seriousViolations(page)).toEqual([]);
      await page.getByRole('button', { name: 'Change to pm2c' }).click();
      expect(await page.getByLabel('Login string').inputValue()).toBe('12345;secret;52513;pm2c');
      expect(await page.locator('.error-box').count()).toBe(0);
      expect(await slots()).toEqual([...Array(4).fill('here'), 'held', 'held']);
      await page.keyboard.press('Enter');
      expect((await desk.commands()).at(-1)).toMatchObject({ loginString: '12345;secret;52513;pm2c' });
    }));
});
