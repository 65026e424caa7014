import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.ts';
import { writePackagedDist } from './chromium-shell/packaged-dist.ts';
import { electronDistribution, fetchElectron } from './electron-binary.ts';
import { packagedApp, packageFolder } from './package/packaged-app.ts';
import { type Packaging, runElectronBuilder } from './package/run-electron-builder.ts';
import { buildSettingsProgram } from './package/settings-program.ts';
import { root } from './run-step.ts';

const usage = `Packages Switchhook with electron-builder, for the system that it runs on, into out/package/.

  npm run package [-- OPTIONS]

  --dir        the unpacked app alone, without installers
  --no-fetch   does not try to fetch Electron's binary where it is absent
  --built      uses the build in out/ as it is
  --help       this text

With Electron's own binary it makes the app, unpacked, and the system's installers: MSI and NSIS on Windows, DMG and
PKG on macOS, deb on Linux. electron-builder fetches the tools that these need. Where the binary is absent and cannot
be fetched, it makes the unpacked app on Linux alone, with the Chromium shell in the place of Electron: it is for
tests, runs on this computer only, and is not to be handed on.
`;

/** How long Electron's binary may take to come, milliseconds. */
const fetchMs = 60_000;

async function packageApp(): Promise<number> {
  const { values } = parseArgs({
    options: {
      dir: { type: 'boolean', default: false },
      'no-fetch': { type: 'boolean', default: false },
      built: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  if (electronDistribution() === null && !values['no-fetch']) await fetchElectron(fetchMs, say);
  const electron = electronDistribution();
  if (electron === null && process.platform !== 'linux') {
    say(
      "Electron's binary is not here, and nothing takes its place in a package but on Linux. Let `node " +
        'node_modules/electron/install.js` fetch it, or name a folder that has it in ELECTRON_OVERRIDE_DIST_PATH.',
    );
    return 1;
  }
  if (!(await prepareBuild(values.built))) return 1;
  await rm(packageFolder, { recursive: true, force: true });
  if (electron !== null) {
    return make({ distribution: electron, isElectron: true, installers: !values.dir });
  }
  say("Electron's binary is not here: the Chromium shell takes its place in the package.");
  const stand = await mkdtemp(path.join(os.tmpdir(), 'switchhook-package-'));
  try {
    await writePackagedDist(stand);
    return await make({ distribution: stand, isElectron: false, installers: false });
  } finally {
    await rm(stand, { recursive: true, force: true });
  }
}

/** False: it could not be built, and has said why. */
async function prepareBuild(built: boolean): Promise<boolean> {
  if (built && !existsSync(path.join(root, 'out/main/index.js'))) {
    say('There is no build in out/. Without --built it is made first.');
    return false;
  }
  if (!built) {
    say('Building the app…');
    if (!(await build())) return false;
  }
  await buildSettingsProgram();
  return true;
}

async function make(packaging: Packaging): Promise<number> {
  try {
    const installers = await runElectronBuilder(packaging);
    const { folder } = packagedApp(process.platform, process.arch);
    for (const made of [folder, ...installers]) {
      process.stdout.write(`${path.relative(root, made)}  ${megabytes(await sizeOf(made))}\n`);
    }
    if (!packaging.isElectron) {
      say(
        "Not built: the app with Electron's own binary, its fuses, and the installers (MSI, NSIS, DMG, PKG, deb). What " +
          'is there runs on this computer alone, on the Chromium shell; it is for tests, and not to be handed on.',
      );
    }
    return 0;
  } catch (error) {
    say(`Packaging failed: ${error instanceof Error ? error.message : String(error)}`);
    if (packaging.installers) {
      say(
        'Installers need tools that electron-builder fetches: npm run package -- --dir makes the app alone.',
      );
    }
    return 1;
  }
}

/** Of a file, or of all files in a folder, bytes. */
async function sizeOf(file: string): Promise<number> {
  const found = await stat(file);
  if (!found.isDirectory()) return found.size;
  const entries = await readdir(file, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(
    files.map(async (entry) => (await stat(path.join(entry.parentPath, entry.name))).size),
  );
  return sizes.reduce((sum, each) => sum + each, 0);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}

try {
  process.exit(await packageApp());
} catch (error) {
  say(
    `${error instanceof Error ? error.message : String(error)}\nnpm run package -- --help lists the options.`,
  );
  process.exit(2);
}
