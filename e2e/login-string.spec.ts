import { DeskPage } from './support/desk-page.ts';
import { expect, testWithOneApp } from './support/test.ts';

const test = testWithOneApp(async ({ desk }) => {
  await expect(new DeskPage(desk).logInButton).toBeEnabled();
});

test.describe('the login string', () => {
  test('has its parts shown as they are typed, and never the password', async ({ desk }) => {
    await desk.loginString.fill('12345;xxyyzz;52513');
    for (const part of ['Agent', 'Password', 'Device']) {
      await expect(desk.page.getByText(part, { exact: true }).first()).toBeVisible();
    }
    await expect(desk.page.getByText('1 voice')).toBeVisible();
    await expect(desk.page.getByText('xxyyzz')).toBeHidden();
  });

  for (const [what, text, title, sentence] of [
    ['without an agent', ';xxyyzz;52513', 'The agent ID is missing', 'begins here with the agent ID'],
    ['with an agent that is none', '12 345;xxyyzz;52513', 'The agent ID is not one', '1 to 32 letters'],
    ['with a device that is none', '12345;xxyyzz;5 2', 'The device is not one', 'the number of a phone'],
    ['with media there are not', '12345;xxyyzz;52513;zz', 'z is not known here', 'Write p for phone'],
  ] as const) {
    test(`${what} is told as it is written, and Log in is off`, async ({ desk }) => {
      await desk.loginString.fill(text);
      await desk.loginString.press('Tab');
      const alert = desk.page.getByRole('alert');
      await expect(alert).toContainText(title);
      await expect(alert).toContainText(sentence);
      await expect(desk.logInButton).toBeDisabled();
    });
  }

  for (const [what, text, title, sentence] of [
    ['without a password', '12345', 'The password is missing', 'a semicolon after the agent ID'],
    ['without a device', '12345;xxyyzz;', 'The device is missing', 'the number of the phone you use'],
    ['of an agent nobody knows', '99999;xxyyzz;52513', 'This agent ID is not known', '99999'],
    [
      'with another password',
      '12345;wrong;52513',
      'The password is not right',
      'no agent with this ID and password',
    ],
    ['with a device nobody knows', '12345;xxyyzz;99999', 'This device is not known', '99999'],
  ] as const) {
    test(`${what} is refused, and what is wrong is said`, async ({ desk }) => {
      await desk.logIn(text);
      const alert = desk.page.getByRole('alert');
      await expect(alert).toContainText(title);
      await expect(alert).toContainText(sentence);
      await expect(desk.logInButton).toBeEnabled();
      await expect(desk.loginString).toHaveValue(text);
    });
  }
});
