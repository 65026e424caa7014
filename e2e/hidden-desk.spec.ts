import type { Page } from '@playwright/test';
import { testsRunOnElectron } from '../tools/electron-binary.ts';
import type { RunningApp } from './support/app.ts';
import { agentHears } from './support/hearing.ts';
import { aileen } from './support/story.ts';
import { expect, test } from './support/test.ts';
import { until } from './support/until.ts';

type Way = 'minimise' | 'hide';

/**
 * Puts the desk window out of sight, and keeps it there: it comes to the front when a call rings, and what rings must
 * not need that.
 */
async function outOfSight({ application }: RunningApp, way: Way): Promise<void> {
  await application.evaluate(({ BrowserWindow }, how) => {
    const desk = BrowserWindow.getAllWindows().find(({ webContents }) =>
      webContents.getURL().includes('/desk/'),
    );
    if (!desk) throw new Error('There is no desk window.');
    if (how === 'hide') desk.hide();
    else desk.minimize();
    Object.assign(desk, { show: () => undefined, restore: () => undefined });
  }, way);
}

function isOutOfSight({ application }: RunningApp): Promise<boolean> {
  return application.evaluate(({ BrowserWindow }) => {
    const desk = BrowserWindow.getAllWindows().find(({ webContents }) =>
      webContents.getURL().includes('/desk/'),
    );
    return desk ? desk.isMinimized() || !desk.isVisible() : false;
  });
}

/** What the hidden phone window does from now on, in order: it begins to ring, it stops. */
async function watchRinging(phone: Page): Promise<() => Promise<readonly string[]>> {
  const heard = await phone.evaluateHandle(() => {
    const events: string[] = [];
    const follow = (name: string): void =>
      document.addEventListener(
        name,
        ({ target }) => target instanceof HTMLAudioElement && target.loop && events.push(name),
        true,
      );
    follow('playing');
    follow('pause');
    return events;
  });
  return () => heard.jsonValue();
}

for (const way of ['minimise', 'hide'] as const) {
  test(`a call rings, and is answered by a key, while the desk window is ${way === 'hide' ? 'hidden' : 'minimised'}`, async ({
    app,
    desk,
    control,
  }) => {
    await desk.logIn();
    await desk.whole();
    await desk.ready();
    const events = await watchRinging(app.phone);
    await outOfSight(app, way);
    const callId = await control.placeCall({
      caller: aileen.name,
      menuMs: 0,
      voice: { type: 'tone', hertz: aileen.tone },
    });
    await until('it rings', events, (so) => so.includes('playing'));
    expect(await isOutOfSight(app)).toBe(true);
    await app.desk.evaluate((id) => window.switchhook?.command({ type: 'answer', callId: id }), callId);
    await control.wait({ for: 'agent', agentId: '12345', state: 'Talking' });
    await agentHears(app.phone, { all: [aileen.tone] });
    expect(await events()).toEqual(['playing', 'pause']);
    expect(await isOutOfSight(app)).toBe(true);
  });
}

test('timers of the hidden phone window run on time', { tag: '@electron' }, async ({ app, desk }) => {
  test.skip(
    !testsRunOnElectron(),
    'Only Electron’s own binary slows the timers of windows that nobody sees.',
  );
  await desk.logIn();
  await desk.whole();
  await outOfSight(app, 'hide');
  // Slowed to one a second, twenty of them would take twenty seconds.
  const first = await Promise.race([
    app.phone.evaluate(async () => {
      for (let time = 0; time < 20; time += 1) await new Promise((resolve) => setTimeout(resolve, 20));
      return 'the phone’s timers';
    }),
    app.application.evaluate(
      () => new Promise<string>((resolve) => setTimeout(() => resolve('ten seconds'), 10_000)),
    ),
  ]);
  expect(first).toBe('the phone’s timers');
});
