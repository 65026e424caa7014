import { DeskPage } from './support/desk-page.ts';
import { expect, test } from './support/test.ts';

test.describe('login', () => {
  test('lands in Not Ready, with the phone registered', async ({ desk }) => {
    await desk.logIn();
    await desk.whole();
    await expect(desk.page.getByText('Inés Duarte').first()).toBeVisible();
  });

  test('on a device in use names the agent who has it, and another device may be used', async ({
    desk,
    openApp,
  }) => {
    await desk.logIn('12288;aabbcc;52513');
    await expect(desk.plate).toContainText('Not Ready');
    const second = new DeskPage((await openApp()).desk);
    await second.logIn('12345;xxyyzz;52513');
    await expect(second.page.getByRole('alert')).toContainText('Device 52513 is in use');
    await expect(second.page.getByRole('alert')).toContainText('12288');
    await second.page.getByRole('button', { name: 'Use another device' }).click();
    await second.loginString.fill('12345;xxyyzz;52514');
    await second.logInButton.click();
    await expect(second.plate).toContainText('Not Ready');
  });

  test('of an agent who is logged in elsewhere takes over when asked; the other desk says by whom', async ({
    desk,
    openApp,
  }) => {
    await desk.logIn();
    await expect(desk.plate).toContainText('Not Ready');
    const second = new DeskPage((await openApp()).desk);
    await second.logIn('12345;xxyyzz;52514');
    await second.page.getByRole('button', { name: /Take over/ }).click();
    await expect(second.plate).toContainText('Not Ready');
    await expect(desk.page.getByText(/52514/).first()).toBeVisible();
    await expect(desk.plate).toBeHidden();
  });

  test('to a system that is offline is postponed, and completes when it comes back', async ({
    desk,
    control,
  }) => {
    await control.post('/system-status', { peripheral: 'offline' });
    await desk.logIn();
    await expect(desk.page.getByText(/The switch is offline/)).toBeVisible();
    await control.post('/system-status', { peripheral: 'online' });
    await expect(desk.plate).toContainText('Not Ready');
  });

  test('while both licensing servers are dead names them; it works as soon as one is back', async ({
    desk,
    control,
    tier,
  }) => {
    await control.server('licensing-a', 'kill');
    await control.server('licensing-b', 'kill');
    await desk.logIn();
    const alert = desk.page.getByRole('alert');
    await expect(alert).toContainText('The licensing server does not answer');
    for (const address of [tier.addresses.licensing.a, tier.addresses.licensing.b]) {
      await expect(alert).toContainText(`(${address})`);
    }
    await expect(alert).toContainText(
      'refused the connection. The addresses come from the profile "Billing, blended"',
    );
    await control.server('licensing-a', 'start');
    await desk.logInButton.click();
    await expect(desk.plate).toContainText('Not Ready');
  });

  test('out is possible from Not Ready, with a reason, and the agent is logged out at the switch', async ({
    desk,
    control,
  }) => {
    await desk.logIn();
    await desk.whole();
    await desk.choose(/End of shift/);
    await expect(desk.logInButton).toBeVisible();
    await control.wait({ for: 'agent', agentId: '12345', state: 'LoggedOut', reasonCode: 11 });
  });
});
