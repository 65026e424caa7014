// The small app that the conformance tests drive: one window from app://bundle, as Switchhook's are.
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  app,
  BrowserWindow,
  type BrowserWindowConstructorOptions,
  type IpcMainInvokeEvent,
  ipcMain,
  net,
  protocol,
  type Session,
  session,
  shell,
} from 'electron';
import Store from 'electron-store';

/** What the tests use of the app's main process, as `globalThis.conformance`. */
export type Conformance = {
  /** What has happened, in order; also a line each in the file that CONFORMANCE_TRACE names. */
  readonly trace: string[];
  /** Whether getUserMedia is granted. */
  mediaIsAllowed: boolean;
  /** Whether the names of devices are shown. */
  devicesAreShown: boolean;
  /** Opens a further window and resolves when it has loaded. */
  readonly open: (options: BrowserWindowConstructorOptions, url?: string) => Promise<BrowserWindow>;
  /** Serves app:// in a session of its own. */
  readonly serve: (partition: Session) => void;
};

declare global {
  var conformance: Conformance;
}

const origin = 'app://bundle';
const pages = path.join(import.meta.dirname, 'page');
const preload = path.join(import.meta.dirname, 'preload.cjs');
const policy = [
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:",
  "connect-src 'self'; media-src 'self' blob:; worker-src 'self'; frame-src 'self'; base-uri 'none'",
].join('; ');

const trace: string[] = [];
let main: BrowserWindow | undefined;

function note(what: string): void {
  trace.push(what);
  if (process.env.CONFORMANCE_TRACE) appendFileSync(process.env.CONFORMANCE_TRACE, `${what}\n`);
}

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  { scheme: 'plain', privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);

async function servePage(request: Request): Promise<Response> {
  const { host, pathname } = new URL(request.url);
  const file = path.join(pages, path.normalize(decodeURIComponent(pathname)));
  if (host !== 'bundle' || !file.startsWith(pages)) return new Response('not here', { status: 404 });
  try {
    const found = await net.fetch(pathToFileURL(file).href);
    const headers = new Headers(found.headers);
    headers.set('content-security-policy', policy);
    return new Response(found.body, { headers });
  } catch {
    return new Response('not found', { status: 404 });
  }
}

function serve(partition: Session): void {
  partition.protocol.handle('app', servePage);
  // A page without the policy above, for tests that need the network.
  partition.protocol.handle('plain', async () => {
    return new Response('<title>plain</title>', { headers: { 'content-type': 'text/html' } });
  });
  partition.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const media = 'mediaTypes' in details ? details.mediaTypes?.join('+') : '';
    note(`permission ${permission} ${media} ${details.requestingUrl}`);
    answer(permission === 'media' && globalThis.conformance.mediaIsAllowed);
  });
  partition.setPermissionCheckHandler(() => globalThis.conformance.devicesAreShown);
}

async function open(
  options: BrowserWindowConstructorOptions,
  url = `${origin}/index.html`,
): Promise<BrowserWindow> {
  const window = new BrowserWindow({ ...options, webPreferences: { preload, ...options.webPreferences } });
  window.webContents.setWindowOpenHandler(({ url: wanted }) => {
    void shell.openExternal(wanted);
    return { action: 'deny' };
  });
  await window.loadURL(url);
  return window;
}

function openMain(): void {
  main = new BrowserWindow({
    width: 900,
    height: 640,
    show: false,
    title: 'Conformance',
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      additionalArguments: ['--conformance=1'],
    },
  });
  main.once('ready-to-show', () => {
    note('ready-to-show');
    main?.show();
  });
  main.on('show', () => note('show'));
  main.on('closed', () => note('closed'));
  main.webContents.setWindowOpenHandler(({ url }) => {
    void shell.openExternal(url);
    return { action: 'deny' };
  });
  main.webContents.on('will-navigate', (event, url) => {
    note(`will-navigate ${url}`);
    if (!url.startsWith(`${origin}/`)) event.preventDefault();
  });
  void main.loadURL(`${origin}/index.html`);
}

/** The check that Switchhook makes of every message. */
function assertTrusted({ senderFrame }: IpcMainInvokeEvent): void {
  const isOurs = senderFrame !== null && senderFrame.parent === null && senderFrame.origin === origin;
  if (!isOurs) throw new Error(`untrusted sender ${senderFrame?.url}`);
}

function handleMessages(): void {
  const store = new Store<{ name: string; launches: number }>({ defaults: { name: 'nobody', launches: 0 } });
  store.set('launches', store.get('launches') + 1);
  ipcMain.handle('echo', (event, value: unknown) => {
    assertTrusted(event);
    return value;
  });
  ipcMain.handle('fail', () => {
    throw new TypeError('boom');
  });
  ipcMain.handle('answer-with-function', () => () => 1);
  ipcMain.handle('set-name', (_event, name: string) => {
    store.set('name', name);
    return store.store;
  });
  ipcMain.handle('settings', () => store.store);
  ipcMain.handle('who', ({ senderFrame, sender }) => ({
    url: senderFrame?.url,
    origin: senderFrame?.origin,
    isTop: senderFrame?.top === senderFrame,
    isMain: sender.id === main?.webContents.id,
  }));
  ipcMain.on('hello', (event, name: string) => {
    const parts = { at: new Date(0), bytes: new Uint8Array([1, 2, 3]), map: new Map([['k', 1n]]) };
    event.sender.send('greeting', { text: `hi ${name}`, ...parts });
  });
}

function start(): void {
  app.on('second-instance', (_event, argv, _folder, data) => {
    note(`second-instance ${argv.at(-1)} ${JSON.stringify(data)}`);
  });
  app.on('window-all-closed', () => {
    note('window-all-closed');
    app.quit();
  });
  app.on('before-quit', () => note('before-quit'));
  app.on('will-quit', () => note('will-quit'));
  app.on('quit', (_event, exitCode) => note(`quit ${exitCode}`));
  app.on('render-process-gone', (_event, contents, { reason }) => note(`gone ${contents.id} ${reason}`));
  app.on('child-process-gone', (_event, { type, reason, name }) => note(`child ${type} ${reason} ${name}`));
  void app.whenReady().then(() => {
    serve(session.defaultSession);
    handleMessages();
    openMain();
  });
}

globalThis.conformance = { trace, mediaIsAllowed: true, devicesAreShown: true, open, serve };
if (app.requestSingleInstanceLock({ from: 'conformance' })) start();
else app.quit();
