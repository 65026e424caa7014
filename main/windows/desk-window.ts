import { BrowserWindow, type Rectangle } from 'electron';
import { pageUrl } from './app-protocol.ts';
import { hardened } from './web-preferences.ts';

export interface DeskWindowOptions {
  readonly preload: string;
  /** Where it was last time; null: where the system puts it. */
  readonly bounds: Rectangle | null;
  readonly maximised: boolean;
  /** Asked when the agent closes the window; true lets it close. */
  readonly mayClose: () => boolean;
  readonly onMoved: (bounds: Rectangle, maximised: boolean) => void;
  readonly onClosed: () => void;
  /** The page is gone (crashed, out of memory): the reason as Chromium names it. */
  readonly onCrash: (reason: string) => void;
}

/** The window an agent looks at. Its frame is drawn by the page, so that the toolbar is the same everywhere. */
export function openDeskWindow(options: DeskWindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    width: options.bounds?.width ?? 1280,
    height: options.bounds?.height ?? 800,
    ...(options.bounds ? { x: options.bounds.x, y: options.bounds.y } : {}),
    minWidth: 400,
    minHeight: 480,
    show: false,
    frame: false,
    title: 'Switchhook',
    backgroundColor: '#E6EBEE',
    webPreferences: hardened(options.preload),
  });
  if (options.maximised) window.maximize();
  const moved = (): void => options.onMoved(window.getNormalBounds(), window.isMaximized());
  window.on('resized', moved);
  window.on('moved', moved);
  window.on('close', (event) => {
    if (!options.mayClose()) event.preventDefault();
  });
  window.on('closed', options.onClosed);
  window.once('ready-to-show', () => window.show());
  window.webContents.on('render-process-gone', (_event, details) => options.onCrash(details.reason));
  void window.loadURL(pageUrl('desk'));
  return window;
}
