import { BrowserWindow } from 'electron';
import { pageUrl } from './app-protocol.ts';
import { hardened } from './web-preferences.ts';

export interface PhoneWindowOptions {
  readonly preload: string;
  /** The page is gone, and with it the sound: the reason as Chromium names it. */
  readonly onCrash: (reason: string) => void;
}

/**
 * The hidden window that runs the phone and owns microphones and speakers, so that a call outlives a reload or a
 * crash of what is on screen.
 */
export function openPhoneWindow(options: PhoneWindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    width: 400,
    height: 300,
    show: false,
    skipTaskbar: true,
    focusable: false,
    title: 'Switchhook phone',
    webPreferences: { ...hardened(options.preload), autoplayPolicy: 'no-user-gesture-required' },
  });
  window.webContents.on('render-process-gone', (_event, details) => options.onCrash(details.reason));
  void window.loadURL(pageUrl('phone'));
  return window;
}
