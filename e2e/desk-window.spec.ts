import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { RunningApp } from './support/app.ts';
import { ask, crash } from './support/crash.ts';
import { agentHears, lineHas } from './support/hearing.ts';
import { withoutEchoCanceller } from './support/listen.ts';
import { watchLine, watchSilence } from './support/silence.ts';
import { aileen, letTalk, placeCall } from './support/story.ts';
import { agentTone, expect, test } from './support/test.ts';
import { until } from './support/until.ts';

/**
 * A call whose phone went along with the desk window would be silent for longer than this, if not for good. Shorter
 * silences come of a computer that has too much to do: on a quiet one there is none of 50 ms.
 */
const holeMs = 1_000;

/** Runs in a desk window that Playwright may have lost: its state, its tab, its notes. */
const whatIsShown = `JSON.stringify([
  document.querySelector('.plate .word')?.textContent,
  document.querySelector('.tab .name')?.textContent,
  document.querySelector('textarea')?.value,
])`;

function isMinimised({ application }: RunningApp): Promise<boolean> {
  return application.evaluate(
    ({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .find(({ webContents }) => webContents.getURL().includes('/desk/'))
        ?.isMinimized() ?? false,
  );
}

test.describe('the desk window', () => {
  for (const [what, lose] of [
    ['is reloaded', ({ desk }) => desk.reload()],
    ['crashes', ({ application }) => crash(application, 'desk')],
  ] as const satisfies readonly (readonly [string, (app: RunningApp) => Promise<unknown>])[]) {
    test(`${what} in mid-call: the sound has no hole, tab and notes are back, and its buttons work`, async ({
      app,
      desk,
      control,
    }) => {
      await withoutEchoCanceller(app.phone);
      const callId = await letTalk(desk, control);
      await desk.notes.fill('Wants a new bill');
      await expect(desk.page.getByText(/^Saved/).first()).toBeVisible();
      await agentHears(app.phone, { all: [aileen.tone] });
      await lineHas(control, callId, { number: aileen.number }, { all: [agentTone] });
      const silenceHere = await watchSilence(app.phone);
      const silenceThere = watchLine(control, callId, aileen.number);
      await lose(app);
      const began = Date.now();
      await until(
        'the tab and its notes are back',
        () => ask(app.application, 'desk', whatIsShown),
        (seen) => seen === JSON.stringify(['Talking', aileen.name, 'Wants a new bill']),
      );
      test.info().annotations.push({ type: 'back after', description: `${Date.now() - began} ms` });
      await agentHears(app.phone, { all: [aileen.tone] });
      await lineHas(control, callId, { number: aileen.number }, { all: [agentTone] });
      expect((await silenceHere()).longestMs).toBeLessThan(holeMs);
      expect(await silenceThere()).toBeLessThan(holeMs);
      await ask(app.application, 'desk', `document.querySelector('[role=toolbar] .release').click()`);
      await control.wait({ for: 'call', callId, phase: 'ended' });
    });
  }

  test('comes to the front when a call rings', async ({ app, desk, control }) => {
    await desk.logIn();
    await desk.whole();
    await desk.ready();
    await desk.button('Minimise').click();
    await until(
      'it is minimised',
      () => isMinimised(app),
      (is) => is,
    );
    await placeCall(desk, control);
    await until(
      'it is back',
      () => isMinimised(app),
      (is) => !is,
    );
  });

  test('is the one window of a second start, which ends by itself', async ({ app, desk }) => {
    await desk.logIn();
    await desk.whole();
    await desk.button('Minimise').click();
    const told = await app.application.evaluateHandle(({ app: electronApp }) => {
      const seen = { starts: 0 };
      electronApp.on('second-instance', () => {
        seen.starts += 1;
      });
      return seen;
    });
    const { spawnargs, spawnfile } = app.application.process();
    const second = spawn(
      spawnfile,
      spawnargs.slice(1).filter((each) => !/inspect|remote-debugging/.test(each)),
      {
        stdio: 'ignore',
      },
    );
    const [code] = await once(second, 'exit');
    expect(code).toBe(0);
    await until(
      'the first is told',
      () => told.jsonValue(),
      ({ starts }) => starts === 1,
    );
    await until(
      'it is in front',
      () => isMinimised(app),
      (is) => !is,
    );
    expect(await app.application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(
      2,
    );
    await expect(desk.plate).toContainText('Not Ready');
  });
});
