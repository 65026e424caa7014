// Opens a window that refuses to close, and exits with a code of its own.
import { appendFileSync } from 'node:fs';
import { app, BrowserWindow } from 'electron';

app.on('before-quit', () => appendFileSync(process.env.CONFORMANCE_TRACE ?? '', 'before-quit\n'));
app.on('quit', (_event, code) => appendFileSync(process.env.CONFORMANCE_TRACE ?? '', `quit ${code}\n`));
void app.whenReady().then(() => {
  const window = new BrowserWindow({ show: false });
  window.on('close', (event) => event.preventDefault());
  app.exit(3);
});
