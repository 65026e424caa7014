// Required into an app's main process before the app itself (electron -r), in Switchhook and in the blank app alike.
// It tells the bench when a page shows what is waited for, and which process draws which window; it changes nothing.
const process = require('node:process');
const { app, BrowserWindow } = require('electron');

/** @type {{ page: string, wait: string }} the page's path ends so; a script whose promise is the instant. */
const { page, wait } = JSON.parse(process.env.SWITCHHOOK_BENCH_PROBE ?? '{}');

const step = (name) => process.send?.({ type: 'step', name, at: Date.now() });

app.once('ready', () => step('ready'));
app.on('web-contents-created', (_event, contents) => {
  contents.once('did-start-loading', () => step('loading'));
  contents.on('dom-ready', () => {
    if (!new URL(contents.getURL()).pathname.endsWith(page)) return;
    step('domReady');
    contents.executeJavaScript(wait).then(
      (at) => process.send?.({ type: 'shown', at }),
      (error) => process.send?.({ type: 'failed', message: String(error) }),
    );
  });
});

// No app outlives the bench, however that ends.
process.on('disconnect', () => app.exit(0));
process.on('message', ({ type }) => {
  if (type === 'end') app.exit(0);
  if (type === 'processes') {
    const windows = BrowserWindow.getAllWindows().map(({ webContents }) => ({
      path: new URL(webContents.getURL()).pathname,
      pid: webContents.getOSProcessId(),
    }));
    const metrics = app.getAppMetrics().map(({ pid, type: kind, serviceName, memory }) => ({
      pid,
      kind,
      service: serviceName ?? '',
      workingSetKib: memory.workingSetSize,
    }));
    process.send?.({ type: 'processes', windows, metrics });
  }
});
