// Opens a visible window, a hidden one and a hidden one without background throttling, lets each count its
// timers and drawn frames for a second in a dark theme, writes what they say to the trace, and quits.
import { appendFileSync } from 'node:fs';
import { app, BrowserWindow, type BrowserWindowConstructorOptions, nativeTheme, protocol } from 'electron';

// The second is a worker's, which is never throttled.
const count = `new Promise((resolve) => {
  const isDark = matchMedia('(prefers-color-scheme: dark)').matches;
  const counted = { visibility: document.visibilityState, isDark, timers: 0, frames: 0 };
  const draw = () => { counted.frames += 1; requestAnimationFrame(draw); };
  requestAnimationFrame(draw);
  setInterval(() => { counted.timers += 1; }, 20);
  const worker = new Worker(URL.createObjectURL(new Blob(['setTimeout(() => postMessage(1), 1000)'])));
  worker.onmessage = () => resolve(counted);
})`;

async function report(options: BrowserWindowConstructorOptions): Promise<void> {
  const window = new BrowserWindow({ width: 200, height: 100, ...options });
  await window.loadURL('plain://page/');
  const counted: unknown = await window.webContents.executeJavaScript(count);
  appendFileSync(process.env.CONFORMANCE_TRACE ?? '', `${JSON.stringify(counted)}\n`);
}

protocol.registerSchemesAsPrivileged([{ scheme: 'plain', privileges: { standard: true, secure: true } }]);
app.on('window-all-closed', () => {});
nativeTheme.themeSource = 'dark';
void app.whenReady().then(async () => {
  const page = '<!doctype html><title>plain</title><p>drawn</p>';
  protocol.handle('plain', async () => new Response(page, { headers: { 'content-type': 'text/html' } }));
  await report({});
  await report({ show: false });
  await report({ show: false, webPreferences: { backgroundThrottling: false } });
  app.quit();
});
