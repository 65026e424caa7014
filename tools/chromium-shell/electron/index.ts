import { missingExport } from '../core/missing.ts';
import { app } from './app/app.ts';
import { webContents } from './contents/contents-module.ts';
import { dialog } from './desktop/dialog.ts';
import { ShellMenu, ShellMenuItem } from './desktop/menu.ts';
import { nativeImage } from './desktop/native-image.ts';
import { nativeTheme } from './desktop/native-theme.ts';
import { ShellNotification } from './desktop/notification.ts';
import { powerMonitor, powerSaveBlocker } from './desktop/power.ts';
import { safeStorage } from './desktop/safe-storage.ts';
import { screen } from './desktop/screen.ts';
import { shell } from './desktop/shell-module.ts';
import { clipboard, crashReporter, globalShortcut, systemPreferences } from './desktop/small-modules.ts';
import { ShellTray } from './desktop/tray.ts';
import { ipcMain } from './ipc/ipc-main.ts';
import { net, protocol, sessionModule } from './session/session.ts';
import { utilityProcess } from './utility/utility-process.ts';
import { ShellWindow } from './window/browser-window.ts';

const implemented = {
  app,
  BrowserWindow: ShellWindow,
  clipboard,
  crashReporter,
  dialog,
  globalShortcut,
  ipcMain,
  Menu: ShellMenu,
  MenuItem: ShellMenuItem,
  nativeImage,
  nativeTheme,
  net,
  Notification: ShellNotification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session: sessionModule,
  shell,
  systemPreferences,
  Tray: ShellTray,
  utilityProcess,
  webContents,
};

/** What Electron exports besides. */
const missing = [
  ...['autoUpdater', 'BaseWindow', 'BrowserView', 'contentTracing', 'desktopCapturer', 'ImageView'],
  ...['inAppPurchase', 'MessageChannelMain', 'netLog', 'pushNotifications', 'ShareMenu', 'TouchBar', 'View'],
  ...['WebContentsView', 'webFrameMain'],
];

/**
 * What `electron` is in the main process. What Electron exports and the shell lacks is here too, so that an
 * import of it loads and any use of it throws by name.
 */
export const electron: Readonly<Record<string, unknown>> = {
  ...implemented,
  ...Object.fromEntries(missing.map((name) => [name, missingExport(name)])),
};
