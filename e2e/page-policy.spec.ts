import { logged } from './support/app-log.ts';
import { pagesOf } from './support/both-pages.ts';
import { deskState } from './support/desk-state.ts';
import { httpAnswer } from './support/stranger.ts';
import { expect, testWithOneApp } from './support/test.ts';

const test = testWithOneApp();

/** What any page of the web would answer: with all that lets another page read it. */
const anyone = httpAnswer('200 OK', { 'access-control-allow-origin': '*' }, 'ok');

test.describe('a page', () => {
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

  // The last: Playwright goes on waiting for the navigations that were refused.
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
