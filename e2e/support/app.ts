import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { chromiumShellEnvironment } from '../../tools/chromium-shell/environment.ts';
import { testsRunOnElectron } from '../../tools/electron-binary.ts';
import { projectRoot } from './project.ts';
import { until } from './until.ts';
import { clockAheadVariable, setPageClocks, wrongClock } from './wrong-clock.ts';

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
  /** .reg files with policies, the strongest first. */
  readonly policies?: readonly string[];
  /** Starts the simulated tier beside the app, as `npm start` does. */
  readonly simulator?: boolean;
  /** A folder that an earlier run left; a new one otherwise. */
  readonly data?: string;
  /** What its settings file says before it starts. */
  readonly settings?: object;
  /** What the microphone hears: a WAV file. A beeping fake device otherwise. */
  readonly microphone?: string;
  /** `no-microphone`: the computer has none. */
  readonly without?: 'microphone';
  /**
   * How far this computer's clock is ahead of the real time, milliseconds. Its pages are loaded anew for it, and it can
   * be set while the app runs (`setClock`); left out, it cannot.
   */
  readonly clockAheadMs?: number;
}

/** Starts the built app, on Electron's own binary where it is present and on the Chromium shell where it is not. */
export async function startApp(options: AppOptions): Promise<RunningApp> {
  const data = options.data ?? (await mkdtemp(path.join(tmpdir(), 'switchhook-e2e-')));
  if (options.settings) await writeFile(path.join(data, 'settings.json'), JSON.stringify(options.settings));
  const application = await _electron.launch({
    cwd: projectRoot,
    args: [
      ...(options.clockAheadMs === undefined ? [] : ['-r', wrongClock]),
      ...(options.without === 'microphone' ? [] : ['--use-fake-device-for-media-stream']),
      ...(options.microphone ? [`--use-file-for-fake-audio-capture=${options.microphone}`] : []),
      '--allow-loopback-in-peer-connection',
      projectRoot,
      `--data=${data}`,
      ...(options.policies ?? []).map((file) => `--policies=${file}`),
      ...(options.simulator ? ['--simulator'] : options.config.map((address) => `--config=${address}`)),
    ],
    // Playwright would show every page as on a light system, whatever the app's theme.
    colorScheme: null,
    env: { ...environment(), [clockAheadVariable]: String(options.clockAheadMs ?? 0) },
  });
  const { desk, phone } = await windowsOf(application);
  if (options.clockAheadMs !== undefined) await setPageClocks([desk, phone], options.clockAheadMs);
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

/** Both windows. An app that shows none is ended, and what it said on stderr is told. */
async function windowsOf(application: ElectronApplication): Promise<Pick<RunningApp, 'desk' | 'phone'>> {
  const child = application.process();
  const said: string[] = [];
  child.stderr?.on('data', (text: Buffer) => said.push(text.toString()));
  try {
    return { desk: await windowOf(application, 'desk'), phone: await windowOf(application, 'phone') };
  } catch (error) {
    child.kill('SIGKILL');
    throw new Error(`The app shows no windows. It said:\n${said.join('')}`, { cause: error });
  }
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
  const shell = testsRunOnElectron() ? {} : chromiumShellEnvironment();
  // Playwright asks the package in this process; the app inherits the rest.
  Object.assign(process.env, shell);
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
