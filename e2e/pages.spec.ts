import type { Page } from '@playwright/test';
import { pagesOf } from './support/both-pages.ts';
import { expect, testWithOneApp } from './support/test.ts';

const test = testWithOneApp();

test.describe('a page', () => {
  test('has nothing of Node or Electron, and of main only its own bridge', async ({ app }) => {
    for (const [name, page] of pagesOf(app)) {
      const seen = await page.evaluate(() => ({
        node: ['require', 'process', 'module', 'exports', 'global', 'Buffer', '__dirname'].filter(
          (each) => each in window,
        ),
        electron: Object.getOwnPropertyNames(window).filter((each) => /electron|^ipc/i.test(each)),
        bridges: Object.getOwnPropertyNames(window).filter((each) => /switchhook/i.test(each)),
      }));
      expect(seen, name).toEqual({
        node: [],
        electron: [],
        bridges: [name === 'desk' ? 'switchhook' : 'switchhookPhone'],
      });
    }
  });

  test('cannot change its bridge, and the desk has no way to speak as the phone', async ({ app }) => {
    const seen = await app.desk.evaluate(() => {
      const bridge = window.switchhook;
      const change = (): boolean => Reflect.set(bridge ?? {}, 'command', () => undefined);
      return {
        functions: Object.keys(bridge ?? {}).sort(),
        changed: change() || Reflect.set(window, 'switchhook', {}),
        same: window.switchhook === bridge,
        phone: typeof window.switchhookPhone,
      };
    });
    expect(seen).toEqual({
      functions: [
        'answerLegacyOffer',
        'command',
        'copy',
        'drawn',
        'onDiagnostics',
        'onLegacyOffer',
        'onSettings',
        'onState',
        'onTranscript',
        'platform',
        'runDiagnostics',
        'setSetting',
        'unsetSetting',
        'window',
      ],
      changed: false,
      same: true,
      phone: 'undefined',
    });
  });

  test('has no permission but the phone’s microphone', async ({ app }) => {
    const asks = (page: Page): Promise<Record<string, string>> =>
      page.evaluate(async () => {
        const named = (asked: Promise<unknown>): Promise<string> =>
          asked.then(
            () => 'given',
            (error: Error) => error.name,
          );
        return {
          microphone: await named(navigator.mediaDevices.getUserMedia({ audio: true })),
          screen: await named(navigator.mediaDevices.getDisplayMedia()),
          place: await new Promise<string>((resolve) =>
            navigator.geolocation.getCurrentPosition(
              () => resolve('given'),
              ({ code }) => resolve(code === 1 ? 'denied' : `error ${code}`),
            ),
          ),
          notifications: (await Notification.requestPermission()) === 'granted' ? 'given' : 'denied',
          clipboard: await named(navigator.clipboard.readText()),
        };
      });
    const nothing = { place: 'denied', notifications: 'denied', clipboard: 'NotAllowedError' };
    expect(await asks(app.desk)).toMatchObject({ ...nothing, microphone: 'NotAllowedError' });
    expect(await asks(app.phone)).toMatchObject({ ...nothing, microphone: 'given' });
  });

  test('is served from the app’s own folder alone', async ({ app }) => {
    const answers = await app.application.evaluate(async ({ net }) => {
      const paths = ['desk/index.html', '../main/index.js', '..%2fmain%2findex.js', '%2fetc%2fpasswd', '%'];
      return Promise.all(
        paths.map((each) =>
          net.fetch(`app://bundle/${each}`).then(
            ({ status }) => status,
            () => 'failed',
          ),
        ),
      );
    });
    expect(answers).toEqual([200, 404, 404, 404, 400]);
  });
});
