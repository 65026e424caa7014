// Two blank windows of the sizes of Switchhook's, the second hidden: what the same runtime takes for nothing at all.
// JavaScript, as the built app is: types to be stripped would cost it a time that the app does not have.
import { app, BrowserWindow } from 'electron';

const webPreferences = { contextIsolation: true, sandbox: true, nodeIntegration: false };

void app.whenReady().then(() => {
  const hidden = new BrowserWindow({ width: 400, height: 300, show: false, webPreferences });
  const shown = new BrowserWindow({ width: 1280, height: 800, show: false, webPreferences });
  shown.once('ready-to-show', () => shown.show());
  void hidden.loadFile('page/hidden.html');
  void shown.loadFile('page/shown.html');
});
app.on('window-all-closed', () => app.quit());
