import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { type Browser, chromium, type Page } from '@playwright/test';
import { chromiumShellEnvironment } from '../../tools/chromium-shell/environment.ts';
import { testsRunOnElectron } from '../../tools/electron-binary.ts';
import { type PackagedApp, packagedApp } from '../../tools/package/packaged-app.ts';
import { pinnedNode, projectRoot } from './project.ts';
import { until } from './until.ts';

/** What came of a program: its exit code and what it wrote. */
interface Ended {
  readonly exit: unknown;
  readonly stdout: string;
  readonly stderr: string;
}

/** The app of a package, started as an agent starts it. */
export interface StartedApp {
  /** What the agent looks at. */
  readonly desk: Page;
  /** Ends it as its system does. */
  end(): Promise<void>;
}

/** Packages the build in out/, on Electron's own binary where tests run on it and on the Chromium shell elsewhere. */
export async function packageApp(): Promise<PackagedApp> {
  const env = { ...process.env, ...(testsRunOnElectron() ? {} : chromiumShellEnvironment()) };
  const ended = await ran(pinnedNode, ['tools/package.ts', '--dir', '--built', '--no-fetch'], {
    cwd: projectRoot,
    env,
  });
  if (ended.exit !== 0) throw new Error(`It could not be packaged: ${ended.stdout}${ended.stderr}`);
  return packagedApp(process.platform, process.arch);
}

/** Puts a package where an installer would: elsewhere. */
export async function install(packaged: PackagedApp, folder: string): Promise<PackagedApp> {
  await cp(packaged.folder, folder, { recursive: true, verbatimSymlinks: true });
  return { ...packaged, folder };
}

/** The command line for IT that is installed with the app. */
export function runSettings(
  app: PackagedApp,
  options: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<Ended> {
  return ran(path.join(app.folder, app.settings), options, {
    cwd: app.folder,
    env,
    // It is a batch file there.
    shell: process.platform === 'win32',
  });
}

/** Starts the app. No debugger of Node is let in, which its fuses forbid: the window is looked at by Chromium's port. */
export async function start(
  app: PackagedApp,
  options: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<StartedApp> {
  const child = spawn(
    path.join(app.folder, app.program),
    [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--remote-debugging-port=0',
      '--use-fake-device-for-media-stream',
      '--allow-loopback-in-peer-connection',
      ...options,
    ],
    { cwd: app.folder, env, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const gone = once(child, 'exit');
  try {
    const browser = await chromium.connectOverCDP(await debuggingAddress(child));
    return { desk: await deskOf(browser), end: () => end(child, gone, browser) };
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
}

async function debuggingAddress(child: ChildProcess): Promise<string> {
  if (child.stderr === null) throw new Error('The app has no stderr.');
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stderr })) {
    const address = /^DevTools listening on (ws:\S+)$/.exec(line)?.[1];
    if (address !== undefined) {
      child.stderr.resume();
      return address;
    }
    said.push(line);
  }
  throw new Error(`The app shows no windows. It said:\n${said.join('\n')}`);
}

async function deskOf(browser: Browser): Promise<Page> {
  const found = await until(
    'the desk window',
    async () =>
      browser
        .contexts()
        .flatMap((context) => context.pages())
        .find(isDesk) ?? null,
    (page) => page !== null,
    30_000,
  );
  if (found === null) throw new Error('There is no desk window.');
  return found;
}

function isDesk(page: Page): boolean {
  return URL.canParse(page.url()) && new URL(page.url()).pathname.startsWith('/desk/');
}

async function end(child: ChildProcess, gone: Promise<unknown>, browser: Browser): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await browser.close();
  child.kill('SIGTERM');
  await gone;
}

function ran(
  program: string,
  options: readonly string[],
  how: { readonly cwd: string; readonly env: NodeJS.ProcessEnv; readonly shell?: boolean },
): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(program, options, how, (error, stdout, stderr) =>
      resolve({ exit: error ? error.code : 0, stdout: String(stdout), stderr: String(stderr) }),
    );
  });
}
