import { readLog } from './support/app-log.ts';
import { deskState } from './support/desk-state.ts';
import { filesHolding } from './support/files-holding.ts';
import { expect, test } from './support/test.ts';

test.describe('passwords', () => {
  test('are in no file, no title, no log, on this side and at the tier', async ({ app, desk, control }) => {
    const wrong = 'correct-horse-1';
    await desk.logIn(`12345;${wrong};52513`);
    await expect(desk.page.getByRole('alert').filter({ hasText: /password is not right/i })).toBeVisible();
    await desk.loginString.fill('');
    await desk.logIn();
    await desk.whole();
    await desk.choose(/End of shift/);
    await expect(desk.logInButton).toBeVisible();
    const titles = await app.application.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => window.getTitle()),
    );
    const logs = await Promise.all(
      ['cti-a', 'cti-b', 'licensing-a', 'licensing-b', 'sip-a', 'sip-b', 'peripheral', 'control'].map(
        async (server) => (await control.get<{ lines: unknown }>(`/log/${server}?lines=2000`)).lines,
      ),
    );
    const state = await deskState(app.desk);
    const events = await control.get('/events');
    await app.end();
    const told = JSON.stringify([titles, logs, state, events, await readLog(app)]);
    // What is searched does hold what is no secret.
    expect(told).toContain('12345');
    expect(await filesHolding(app.data, 'Edinburgh contact centre')).not.toEqual([]);
    // The second is the agent's, the third the telephone's, for SIP.
    for (const password of [wrong, 'xxyyzz', 'quiet-otter-4711']) {
      expect(told).not.toContain(password);
      expect(await filesHolding(app.data, password)).toEqual([]);
    }
  });
});
