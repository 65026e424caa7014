import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { chromiumShellEnvironment } from '../../tools/chromium-shell/environment.ts';
import { electronIsPresent } from '../../tools/electron-binary.ts';
import { projectRoot } from './project.ts';
import { until } from './until.ts';

/** A running app as a test sees it: its two windows and how to end it. */
export interface RunningApp {
  readonly application: ElectronApplication;
  /** What the agent looks at. */
  readonly desk: Page;
  /** The hidden window that runs the phone. */
  readonly phone: Page;
  /** The app's own folder: settings, notes, logs. */
  readonly data: string;
  /** Ends the app at once, whatever it is doing; its folder stays. */
  end(): Promise<void>;
  /** Ends it and takes its folder away. */
  close(): Promise<void>;
}

export interface AppOptions {
  /** Configuration servers, primary first; `host:port`, or blank. */
  readonly config: readonly string[];
  /** Starts the simulated tier beside the app, as `npm start` does. */
  readonly simulator?: boolean;
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
      ...(options.simulator ? ['--simulator'] : options.config.map((address) => `--config=${address}`)),
    ],
    env: environment(),
  });
  const desk = await windowOf(application, 'desk');
  const phone = await windowOf(application, 'phone');
  const child = application.process();
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const end = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    // Not `close`, which an agent in a call would be asked about.
    await application.evaluate(({ app }) => app.exit(0)).catch(() => undefined);
    await gone;
  };
  return {
    application,
    desk,
    phone,
    data,
    end,
    close: async () => {
      await end();
      if (options.data === undefined) await rm(data, { recursive: true, force: true });
    },
  };
}

/** The window that shows the page of that name: a window is there before its page is, so it is asked again. */
export async function windowOf(application: ElectronApplication, name: 'desk' | 'phone'): Promise<Page> {
  const shows = (page: Page): boolean =>
    URL.canParse(page.url()) && new URL(page.url()).pathname.startsWith(`/${name}/`);
  const found = await until(
    `the ${name} window`,
    async () => application.windows().find(shows) ?? null,
    (page) => page !== null,
    30_000,
  );
  if (!found) throw new Error(`There is no ${name} window.`);
  return found;
}

/** Where Electron's own binary is absent, its npm package is told to start the Chromium shell in its place. */
function environment(): Record<string, string> {
  const shell = electronIsPresent() ? {} : chromiumShellEnvironment();
  // Playwright asks the package in this process; the app inherits the rest.
  Object.assign(process.env, shell);
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
