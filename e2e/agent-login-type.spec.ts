import { userInfo } from 'node:os';
import { billingOfType } from './support/billing.ts';
import { expect, test } from './support/test.ts';

test.describe('a login string without an agent ID', () => {
  test.afterEach(async ({ control }) => {
    await control.post('/scenario', { name: 'billing' });
  });

  for (const [type, text, parts, agentId] of [
    [1, 'xxyyzz;52513', 'password;device', '12345'],
    [2, '52513', 'device', '12345'],
    [5, 'Aileen Shaw;aabbcc;52514', 'name;password;device', '12288'],
  ] as const) {
    test(`of type ${type} logs in: ${text}`, async ({ desk, control }) => {
      await control.post('/scenario', { yaml: await billingOfType(type, userInfo().username) });
      await expect(desk.loginString).toHaveAttribute('placeholder', parts);
      await desk.logIn(text);
      await expect(desk.plate).toContainText('Not Ready');
      await expect(desk.page.locator('.title-bar')).toContainText(agentId);
    });
  }

  test('of a user of the system whom no configuration server knows names him', async ({ desk, control }) => {
    await control.post('/scenario', { yaml: await billingOfType(2, 'somebody.else') });
    await expect(desk.loginString).toHaveAttribute('placeholder', 'device');
    await desk.logIn('52513');
    const alert = desk.page.getByRole('alert');
    await expect(alert).toContainText('Who you are is not known');
    await expect(alert).toContainText(`the system's user "${userInfo().username}"`);
  });
});
