import { createHash } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from './fixtures.ts';

test('a page of a custom scheme has its policy, a secure context, workers and its user agent', async ({
  page,
}) => {
  await expect(page).toHaveTitle('Conformance page');
  const seen = await page.evaluate(async () => {
    // In a task of its own: Playwright's evaluate lifts the ban for what it runs.
    const evaluated = await new Promise((resolve) => {
      setTimeout(() => {
        try {
          resolve(Reflect.construct(Function, ['return 1'])());
        } catch (error) {
          resolve(error instanceof Error ? error.name : 'thrown');
        }
      });
    });
    const doubled = await new Promise((resolve) => {
      const worker = new Worker('./worker.js');
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => resolve(message);
      worker.postMessage(21);
    });
    return {
      isSecureContext,
      inlineRan: window.inlineRan,
      evaluated,
      doubled,
      outside: await fetch('https://example.com/').then(
        () => 'reached',
        (error: Error) => error.name,
      ),
      missing: await fetch('./nothing.js').then(({ status }) => status),
    };
  });
  expect(seen).toEqual({
    isSecureContext: true,
    inlineRan: undefined,
    evaluated: 'EvalError',
    doubled: 42,
    outside: 'TypeError',
    missing: 404,
  });
  expect(await page.evaluate(() => navigator.userAgent)).toMatch(
    /ConformanceApp\/0\.1\.0 Chrome\/\d+\.0\.0\.0 Electron\/\d+/,
  );
});

test('what opens or leaves is asked of the app', async ({ app, page, traced }) => {
  const opened = () =>
    app.evaluate(() =>
      globalThis.chromiumShell?.record.flatMap((entry) =>
        entry.kind === 'external-opened' ? [entry.url] : [],
      ),
    );
  await page.evaluate(() => window.open('https://example.com/by-script'));
  await expect.poll(opened).toEqual(['https://example.com/by-script']);
  await page.evaluate(() => {
    const link = Object.assign(document.createElement('a'), {
      href: 'https://example.com/by-link',
      target: '_blank',
    });
    document.body.append(link);
    link.click();
  });
  await expect.poll(opened).toEqual(['https://example.com/by-script', 'https://example.com/by-link']);
  expect(app.windows()).toHaveLength(1);
  await page.evaluate(() => location.assign('https://example.com/left'));
  await expect.poll(traced).toContain('will-navigate https://example.com/left');
  expect(await page.evaluate(() => document.title)).toBe('Conformance page');
  await page.evaluate(() => location.assign('app://bundle/index.html?again'));
});

test('reloads, from the page and from main, run the preload again', async ({ app, page }) => {
  await page.reload();
  expect(await page.evaluate(() => window.api.echo(7))).toBe(7);
  await page.evaluate(() => Object.assign(window, { isOld: true }));
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.reload());
  await page.waitForFunction(() => !('isOld' in window) && 'api' in window);
  expect((await page.evaluate(() => window.api.who())).url).toBe('app://bundle/index.html');
});

test('a load that fails says why', async ({ app }) => {
  const problem = await app.evaluate(async ({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    return window?.loadURL('nobody://serves/this').then(() => 'loaded', String);
  });
  expect(problem).toMatch(/ERR_\w+ \(-\d+\) loading 'nobody:\/\/serves\/this'/);
});

test('a page reaches loopback servers by http and WebSocket', async ({ app }) => {
  const server = await greetingServer();
  const { port } = server.address() as AddressInfo;
  const seen = await app.evaluate(async (_electron, at) => {
    const window = await globalThis.conformance.open({ show: false }, 'plain://page/');
    return window.webContents.executeJavaScript(`(async () => {
      const text = await fetch('http://127.0.0.1:${at}/').then((response) => response.text(), String);
      const said = await new Promise((resolve) => {
        const socket = new WebSocket('ws://localhost:${at}/');
        socket.onmessage = ({ data }) => resolve(data);
        socket.onerror = () => resolve('error');
      });
      return [text, said];
    })()`);
  }, port);
  server.closeAllConnections();
  server.close();
  expect(seen).toEqual(['hello', 'hi']);
});

/** Answers http with "hello" and every WebSocket with one frame, "hi" (RFC 6455, section 4.2.2). */
async function greetingServer(): Promise<http.Server> {
  const server = http.createServer((_request, response) => {
    response.setHeader('access-control-allow-origin', '*').end('hello');
  });
  server.on('upgrade', (request, socket) => {
    const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
    const accept = createHash('sha1').update(key).digest('base64');
    const head = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade'];
    socket.write(`${[...head, `Sec-WebSocket-Accept: ${accept}`].join('\r\n')}\r\n\r\n`);
    socket.write(Buffer.from([0x81, 2, 0x68, 0x69]));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
