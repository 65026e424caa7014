import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { chromiumShellEnvironment } from '../../tools/chromium-shell/environment.ts';
import { electronIsPresent } from '../../tools/electron-binary.ts';
import { projectRoot } from './project.ts';

/** A running app as a test sees it: its two windows and how to end it. */
export interface RunningApp {
  readonly application: ElectronApplication;
  /** What the agent looks at. */
  readonly desk: Page;
  /** The hidden window that runs the phone. */
  readonly phone: Page;
  /** The app's own folder: settings, notes, logs. */
  readonly data: string;
  close(): Promise<void>;
}

export interface AppOptions {
  /** Configuration servers, primary first; `host:port`, or blank. */
  readonly config: readonly string[];
  /** A folder that an earlier run left; a new one otherwise. */
  readonly data?: string;
  /** What the microphone hears: a WAV file. A beeping fake device otherwise. */
  readonly microphone?: string;
  /** `no-microphone`: the computer has none. */
  readonly without?: 'microphone';
}

/** Starts the built app, on Electron's own binary where it is present and on the Chromium shell where it is not. */
export async function startApp(options: AppOptions): Promise<RunningApp> {
  const data = options.data ?? (await mkdtemp(path.join(tmpdir(), 'switchhook-e2e-')));
  const application = await _electron.launch({
    cwd: projectRoot,
    args: [
      ...(options.without === 'microphone' ? [] : ['--use-fake-device-for-media-stream']),
      ...(options.microphone ? [`--use-file-for-fake-audio-capture=${options.microphone}`] : []),
      '--allow-loopback-in-peer-connection',
      projectRoot,
      `--data=${data}`,
      ...options.config.map((address) => `--config=${address}`),
    ],
    env: environment(),
  });
  const desk = await windowOf(application, 'desk');
  const phone = await windowOf(application, 'phone');
  return {
    application,
    desk,
    phone,
    data,
    close: async () => {
      await application.close();
      if (options.data === undefined) await rm(data, { recursive: true, force: true });
    },
  };
}

/** The window that shows the page of that name, open already or to come. */
export async function windowOf(application: ElectronApplication, name: 'desk' | 'phone'): Promise<Page> {
  const is = (page: Page): boolean => new URL(page.url()).pathname.startsWith(`/${name}/`);
  return application.windows().find(is) ?? application.waitForEvent('window', is);
}

function environment(): Record<string, string> {
  const all = { ...process.env, ...(electronIsPresent() ? {} : chromiumShellEnvironment()) };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
