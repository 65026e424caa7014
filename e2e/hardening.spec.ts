import type { Page } from '@playwright/test';
import type { RunningApp } from './support/app.ts';
import { logged, readLog } from './support/app-log.ts';
import { deskState, sendCommand } from './support/desk-state.ts';
import { filesHolding } from './support/files-holding.ts';
import { httpAnswer } from './support/stranger.ts';
import { expect, test } from './support/test.ts';
import { until } from './support/until.ts';

/** What any page of the web would answer: with all that lets another page read it. */
const anyone = httpAnswer('200 OK', { 'access-control-allow-origin': '*' }, 'ok');

/** The app's two pages, for what holds in both. */
function pagesOf({ desk, phone }: RunningApp): readonly (readonly [string, Page])[] {
  return [
    ['desk', desk],
    ['phone', phone],
  ];
}

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
      functions: ['command', 'copy', 'onState', 'platform', 'window'],
      changed: false,
      same: true,
      phone: 'undefined',
    });
  });

  test('runs no inline script, no text as code and no stranger’s script', async ({ app, stranger }) => {
    const web = await stranger(anyone);
    for (const [name, page] of pagesOf(app)) {
      const seen = await page.evaluate(async (src) => {
        const refused = new Set<string>();
        document.addEventListener('securitypolicyviolation', (event) =>
          refused.add(`${event.effectiveDirective} ${event.blockedURI.replace(/^http.*/, 'stranger')}`),
        );
        const inline = document.createElement('script');
        inline.textContent = 'window.inlineRan = true';
        const foreign = Object.assign(document.createElement('script'), { src });
        const failed = new Promise((resolve) => foreign.addEventListener('error', () => resolve('refused')));
        document.head.append(inline, foreign);
        // In a task of its own: what Playwright evaluates may use eval.
        const evaluated = await new Promise((resolve) => {
          setTimeout(() => {
            try {
              resolve(Function('return "ran"')());
            } catch (error) {
              resolve(error instanceof Error ? error.name : 'refused');
            }
          });
        });
        await failed;
        return { ran: 'inlineRan' in window, evaluated, refused: [...refused].sort() };
      }, `http://${web.address}/script.js`);
      expect(seen, name).toEqual({
        ran: false,
        evaluated: 'EvalError',
        refused: ['script-src eval', 'script-src-elem inline', 'script-src-elem stranger'],
      });
    }
    expect(web.heard).toEqual([]);
  });

  test('reaches no server: not by fetch, image, frame or beacon, and the desk not by a socket', async ({
    app,
    stranger,
  }) => {
    const web = await stranger(anyone);
    for (const [name, page] of pagesOf(app)) {
      const ways = ['fetch', 'image', 'frame', 'beacon', ...(name === 'desk' ? ['socket'] : [])];
      const refused = await page.evaluate(tryToReach, { at: web.address, ways });
      expect(refused, name).toEqual([
        'connect-src http:',
        ...(name === 'desk' ? ['connect-src ws:'] : []),
        'frame-src http:',
        'img-src http:',
      ]);
    }
    expect(web.heard).toEqual([]);
  });

  test('does not leave the app: not by its address, a link or a form', async ({ app, stranger }) => {
    const web = await stranger(anyone);
    for (const [name, page] of pagesOf(app)) {
      const before = page.url();
      const url = `http://${web.address}/${name}`;
      await page.evaluate((to) => {
        location.href = to;
      }, `${url}/address`);
      await page.evaluate((to) => {
        const link = Object.assign(document.createElement('a'), { href: to });
        document.body.append(link);
        link.click();
      }, `${url}/link`);
      const form = await page.evaluate((action) => {
        const violated = new Promise<string>((resolve) =>
          document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
            resolve(effectiveDirective),
          ),
        );
        const element = Object.assign(document.createElement('form'), { action, method: 'post' });
        document.body.append(element);
        element.submit();
        return violated;
      }, `${url}/form`);
      expect(form, name).toBe('form-action');
      expect(page.url(), name).toBe(before);
    }
    await logged(app, `A page wanted to go to http://${web.address}; refused.`);
    // Playwright itself still waits for the navigation that was refused, so the page is asked without its locators.
    expect((await deskState(app.desk)).login).toEqual({ phase: 'logged-out', error: null });
    expect(web.heard).toEqual([]);
  });

  test('opens no window', async ({ app, stranger }) => {
    const web = await stranger(anyone);
    for (const [name, page] of pagesOf(app)) {
      const opened = await page.evaluate((url) => {
        const link = Object.assign(document.createElement('a'), { href: url, target: '_blank' });
        document.body.append(link);
        link.click();
        return window.open(url) === null ? 'nothing' : 'a window';
      }, `http://${web.address}/${name}`);
      expect(opened, name).toBe('nothing');
    }
    await logged(app, `A page wanted to open a window for http://${web.address}; refused.`);
    expect(app.application.windows()).toHaveLength(2);
    expect(web.heard).toEqual([]);
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

/** What a message could change of the desk; the rest may still be told by servers at their own time. */
async function changeable({ desk }: RunningApp): Promise<object> {
  const state = await until(
    'the devices are known',
    () => deskState(desk),
    ({ audio }) => audio.microphone !== null,
  );
  const { login, agent, sessions, selectedSession, phone, audio, recentCalls, banners } = state;
  return {
    ...{ login, sessions, selectedSession, phone, audio, recentCalls, banners },
    agent: [agent?.state, agent?.reasonCode, agent?.chosen, agent?.next],
  };
}

test.describe('a message over the bridge', () => {
  test('that is malformed, oversized or a trick is refused and changes nothing', async ({ app, desk }) => {
    await desk.logIn();
    await desk.whole();
    const before = await changeable(app);
    const bad: readonly unknown[] = [
      null,
      'logOut',
      [],
      {},
      { type: 'nonsense' },
      { type: '__proto__' },
      { type: 'constructor' },
      { type: { toString: 'logOut' } },
      { type: 'logOut' },
      { type: 'logOut', reasonCode: '11' },
      { type: 'setState', target: { state: 'Talking' } },
      { type: 'dial', number: '1 or 2' },
      { type: 'digits', callId: 'x', digits: '1'.repeat(33) },
      { type: 'saveDraft', sessionId: 'x', notes: 'n'.repeat(100_001), disposition: null },
      { type: 'selectSession', sessionId: 's'.repeat(257) },
      { type: 'logIn', profile: 'p'.repeat(81), loginString: '1;2;3', takeOver: false },
      JSON.parse('{"__proto__":{"type":"logOut","reasonCode":null}}'),
    ];
    for (const command of bad) {
      expect(await sendCommand(app.desk, command), JSON.stringify(command)?.slice(0, 60)).toHaveProperty(
        'refused',
      );
    }
    expect(await changeable(app)).toEqual(before);
    await logged(app, 'A message from the desk window was refused. desk:command: type');
    await desk.ready();
  });

  test('about what is not there is answered with why, and writes no file', async ({ app, desk }) => {
    await desk.logIn();
    await desk.whole();
    for (const sessionId of ['../../outside', '__proto__', 'constructor', 'nobody']) {
      const draft = { type: 'saveDraft', sessionId, notes: 'note', disposition: 1 };
      expect(await sendCommand(app.desk, draft)).toMatchObject({ ok: false, error: { title: /closed/ } });
      const answer = { type: 'answer', callId: sessionId };
      expect(await sendCommand(app.desk, answer)).toMatchObject({
        ok: false,
        error: { code: 'call.unknown' },
      });
    }
    expect(await filesHolding(app.data, 'outside')).toEqual([]);
    await expect(desk.plate).toContainText('Not Ready');
  });
});

test.describe('an event of the phone', () => {
  test('that is malformed is refused and changes nothing', async ({ app, desk }) => {
    await desk.logIn();
    await desk.whole();
    const before = await changeable(app);
    const refused = await app.phone.evaluate(async (events) => {
      const report = window.switchhookPhone?.report;
      const outcomes = events.map((event) => report?.(event as Parameters<typeof report>[0]));
      return (await Promise.allSettled(outcomes)).map(({ status }) => status);
    }, badPhoneEvents);
    expect(refused).toEqual(badPhoneEvents.map(() => 'rejected'));
    expect(await changeable(app)).toEqual(before);
    await logged(app, 'A message from the phone window was refused. phone:event: ');
  });
});

const badPhoneEvents: readonly unknown[] = [
  null,
  { type: 'nonsense' },
  { type: 'registration', state: 'registered' },
  { type: 'call', call: { callId: '', phase: 'ringing' } },
  { type: 'callEnded', callId: 'c'.repeat(257), cause: 'x' },
  { type: 'microphoneLevel', dbfs: 'loud' },
];

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

/** Runs in a page: tries to reach a server in each of these ways; resolves with what its policy refused. */
async function tryToReach({
  at,
  ways,
}: {
  readonly at: string;
  readonly ways: readonly string[];
}): Promise<readonly string[]> {
  const refused = new Set<string>();
  const waysOf: Readonly<Record<string, () => void>> = {
    fetch: () => void fetch(`http://${at}/fetch`).catch(() => undefined),
    image: () => document.body.append(Object.assign(new Image(), { src: `http://${at}/image` })),
    frame: () =>
      document.body.append(Object.assign(document.createElement('iframe'), { src: `http://${at}/frame` })),
    beacon: () => navigator.sendBeacon(`http://${at}/beacon`),
    socket: () => new WebSocket(`ws://${at}/socket`),
  };
  const left = new Set(ways);
  const all = new Promise<void>((resolve) => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
      const { protocol, pathname } = new URL(blockedURI);
      refused.add(`${effectiveDirective} ${protocol}`);
      // A frame's violation names no path, so that the page does not learn where it was led.
      left.delete(effectiveDirective === 'frame-src' ? 'frame' : pathname.slice(1));
      if (left.size === 0) resolve();
    });
  });
  for (const way of ways) waysOf[way]?.();
  await all;
  return [...refused].sort();
}
