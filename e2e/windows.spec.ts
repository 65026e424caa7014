import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { ElectronApplication } from '@playwright/test';
import type { RunningApp } from './support/app.ts';
import { DeskPage } from './support/desk-page.ts';
import { answerQuestions } from './support/desktop.ts';
import { hasTone, heardByAgent, withoutEchoCanceller } from './support/listen.ts';
import { aileen, letTalk, placeCall } from './support/story.ts';
import { agentTone, expect, test } from './support/test.ts';
import type { Control } from './support/tier.ts';
import { callPhase, notesOf, seatsGivenBack } from './support/tier-facts.ts';
import { until } from './support/until.ts';

type WindowName = 'desk' | 'phone';

/** Crashes a window's page; Playwright's own page is dead from then on. */
function crash(application: ElectronApplication, name: WindowName): Promise<void> {
  return application.evaluate(({ BrowserWindow }, page) => {
    const window = BrowserWindow.getAllWindows().find((each) =>
      each.webContents.getURL().includes(`/${page}/`),
    );
    if (!window) throw new Error(`There is no ${page} window.`);
    const gone = new Promise<void>((resolve) =>
      window.webContents.once('render-process-gone', () => resolve()),
    );
    window.webContents.forcefullyCrashRenderer();
    return gone;
  }, name);
}

/** What a page says to a script, asked by main: for a page that Playwright has lost. Null: it does not answer yet. */
function ask(application: ElectronApplication, name: WindowName, script: string): Promise<unknown> {
  return application.evaluate(
    ({ BrowserWindow }, [page, code]) => {
      const window = BrowserWindow.getAllWindows().find((each) =>
        each.webContents.getURL().includes(`/${page}/`),
      );
      return window && !window.webContents.isCrashed()
        ? window.webContents.executeJavaScript(code).catch(() => null)
        : null;
    },
    [name, script] as const,
  );
}

function isMinimised({ application }: RunningApp): Promise<boolean> {
  return application.evaluate(
    ({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .find(({ webContents }) => webContents.getURL().includes('/desk/'))
        ?.isMinimized() ?? false,
  );
}

function agentHears({ phone }: RunningApp): Promise<unknown> {
  return until(
    'the agent hears the caller',
    () => heardByAgent(phone),
    (tones) => hasTone(tones, aileen.tone),
  );
}

function callerHears(control: Control, callId: string): Promise<unknown> {
  return until(
    'the caller hears the agent',
    () => control.heard(callId, { agent: '12345' }),
    (heard) => heard !== null && hasTone(heard.tonesHertz, agentTone),
  );
}

test.describe('the desk window', () => {
  test('crashes in mid-call: the call goes on, and its tab is back within a second', async ({
    app,
    desk,
    control,
  }) => {
    await withoutEchoCanceller(app.phone);
    const callId = await letTalk(desk, control);
    await desk.notes.fill('Wants a new bill');
    await expect(desk.page.getByText(/Saved/).first()).toBeVisible();
    await agentHears(app);
    await callerHears(control, callId);
    await crash(app.application, 'desk');
    const began = Date.now();
    await until(
      'the tab and its notes are back',
      () =>
        ask(
          app.application,
          'desk',
          `JSON.stringify([
            document.querySelector('.plate')?.textContent.includes('Talking'),
            document.querySelector('.tab')?.textContent.includes(${JSON.stringify(aileen.name)}),
            document.querySelector('textarea')?.value,
          ])`,
        ),
      (seen) => seen === JSON.stringify([true, true, 'Wants a new bill']),
    );
    test.info().annotations.push({ type: 'back after', description: `${Date.now() - began} ms` });
    await agentHears(app);
    await callerHears(control, callId);
    expect(await callPhase(control, callId)).toBe('connected');
    // The buttons of the new page work as those of the old one did.
    await ask(app.application, 'desk', `document.querySelector('[role=toolbar] .release').click()`);
    await control.wait({ for: 'call', callId, phase: 'ended' });
  });

  test('closed in a call asks first; staying keeps the call', async ({ app, desk, control }) => {
    const callId = await letTalk(desk, control);
    const asked = await answerQuestions(app.application, 'Stay in the call');
    await desk.button('Close').click();
    await until('the question', asked, (questions) => questions.length === 1);
    expect((await asked())[0]).toMatchObject({
      message: 'You are in a call',
      detail: expect.stringContaining('releases the call and logs you out'),
      buttons: ['Stay in the call', 'Release and close'],
    });
    await expect(desk.plate).toContainText('Talking');
    await agentHears(app);
    expect(await callPhase(control, callId)).toBe('connected');
    await desk.button('Close').click();
    await until('it asks again', asked, (questions) => questions.length === 2);
  });

  test('closed in a call and told to: the call is released, the agent logged out, the seat given back', async ({
    app,
    desk,
    control,
  }) => {
    const callId = await letTalk(desk, control);
    await answerQuestions(app.application, 'Release and close');
    const before = await seatsGivenBack(control);
    const gone = once(app.application.process(), 'exit');
    await desk.button('Close').click();
    await control.wait({ for: 'call', callId, phase: 'ended' });
    await control.wait({ for: 'agent', agentId: '12345', state: 'LoggedOut' });
    await gone;
    expect(await seatsGivenBack(control)).toBe(before + 1);
  });

  test('closed in a call loses no note: it reaches the switch, at the next login if not before', async ({
    app,
    desk,
    control,
    openApp,
  }) => {
    const callId = await letTalk(desk, control);
    await answerQuestions(app.application, 'Release and close');
    const gone = once(app.application.process(), 'exit');
    await desk.notes.fill('Send the tariff leaflet');
    await desk.button('Close').click();
    await gone;
    const again = new DeskPage((await openApp({ data: app.data })).desk);
    await again.logIn();
    await again.whole();
    await until(
      'the note is at the switch',
      () => notesOf(control, callId),
      (notes) => notes.join().includes('Send the tariff leaflet'),
    );
  });

  test('closed without a call logs out and ends, without a question', async ({ app, desk, control }) => {
    await desk.logIn();
    await desk.whole();
    const before = await seatsGivenBack(control);
    const gone = once(app.application.process(), 'exit');
    await desk.button('Close').click();
    await control.wait({ for: 'agent', agentId: '12345', state: 'LoggedOut' });
    await gone;
    expect(await seatsGivenBack(control)).toBe(before + 1);
  });

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

test.describe('the phone window', () => {
  test('crashes while idle: it comes back, registers again and takes the next call', async ({
    app,
    desk,
    control,
  }) => {
    await desk.logIn();
    await desk.whole();
    const { last } = await control.get<{ last: number }>('/events');
    await crash(app.application, 'phone');
    await control.wait({ for: 'event', type: 'deviceRegistered', device: '52513', after: last });
    await desk.whole();
    await desk.ready();
    const callId = await placeCall(desk, control);
    await desk.answer();
    await callerHears(control, callId);
  });

  test('crashes in a call: the desk says that the sound is gone, and the call can be released', async ({
    app,
    desk,
    control,
  }) => {
    const callId = await letTalk(desk, control);
    await crash(app.application, 'phone');
    await expect(desk.page.getByText(/sound of your call is gone/)).toBeVisible();
    await desk.tool('Release').click();
    await control.wait({ for: 'call', callId, phase: 'ended' });
    await expect(desk.plate).toContainText('Wrap-up');
  });
});
