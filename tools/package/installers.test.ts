import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { listPackage } from '@electron/asar';
import { Arch, build, type Configuration, Platform } from 'electron-builder';
import { expect, onTestFinished, test } from 'vitest';
import configuration from '../../electron-builder.config.ts';
import { root } from '../run-step.ts';

// The tools that make installers are fetched when they are needed, which not every computer can. What electron-builder
// hands to those of MSI and deb is looked at instead, of a project with a build that says nothing.

/** What stands for Electron's distribution: its program and a library. */
const distribution = ['electron', 'electron.exe', 'd3dcompiler_47.dll', 'version'];

/** What is built, and what lies beside it and is nobody's to have. */
const built = [
  'main/index.js',
  'preload/desk.cjs',
  'renderer/desk/index.html',
  'settings/switchhook-settings.mjs',
];
const beside = [
  'out/e2e/report.json',
  'main/index.ts',
  'out/package/old.deb',
  'node_modules/react/package.json',
];

async function project(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'installers-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await cp(path.join(root, 'package.json'), path.join(folder, 'package.json'));
  for (const copied of ['assets', 'node_modules/native-reg', 'node_modules/node-gyp-build'])
    await cp(path.join(root, copied), path.join(folder, copied), { recursive: true });
  const made = [
    ...distribution.map((name) => `dist/${name}`),
    ...built.map((name) => `out/${name}`),
    ...beside,
  ];
  for (const name of made) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, name.endsWith('.json') ? '{}' : ';');
  }
  return folder;
}

class Enough extends Error {}

/** Has an installer made until its tool would run. */
async function until(installer: 'msi' | 'deb', folder: string, more: Configuration) {
  const platform = installer === 'msi' ? Platform.WINDOWS : Platform.LINUX;
  const told: unknown[] = [];
  const making = build({
    projectDir: folder,
    publish: 'never',
    targets: platform.createTarget(installer, Arch.x64),
    config: {
      ...configuration(),
      ...more,
      electronDist: 'dist',
      electronVersion: '45.0.0',
      // Of a program that is none.
      electronFuses: null,
      disableAsarIntegrity: true,
      win: { ...configuration().win, signAndEditExecutable: false },
    },
    effectiveOptionComputed: async (options) => told.push(options) > 0,
  });
  await making.catch((error: unknown) => {
    if (!(error instanceof Error && error.message.includes(Enough.name))) throw error;
  });
  return told;
}

test('the MSI: for all users, in a folder that IT may choose, with ids that WiX takes', async () => {
  const folder = await project();
  let wix = '';
  await until('msi', folder, {
    msiProjectCreated: async (file) => {
      wix = await readFile(String(file), 'utf8');
      throw new Enough(Enough.name);
    },
  });
  expect(wix).toContain(`UpgradeCode="${configuration().msi.upgradeCode}"`);
  expect(wix).toContain('<Property Id="ALLUSERS" Secure="yes" Value="1"/>');
  expect(wix).toContain('<Directory Id="APPLICATIONFOLDER" Name="Switchhook"/>');
  expect(wix).toContain('<MajorUpgrade ');
  expect(wix).not.toContain('runAfterFinish');
  // Windows Installer's data type Identifier: it begins with a letter or underscore, and has no hyphen.
  const ids = [...wix.matchAll(/<(?:File|Directory|Component|Shortcut)\b[^>]*? Id="([^"]*)"/g)].map(
    ([, id]) => id,
  );
  expect(ids.length).toBeGreaterThan(10);
  expect(ids.filter((id) => !/^[A-Za-z_][\w.]{0,71}$/.test(id ?? ''))).toEqual([]);
  const files = [...wix.matchAll(/Source="\$\(var\.appDir\)[/\\]([^"]*)"/g)].map(([, file]) =>
    file?.replaceAll('\\', '/'),
  );
  expect(files).toEqual(
    expect.arrayContaining([
      'Switchhook.exe',
      'resources/app.asar',
      'resources/app.asar.unpacked/out/settings/switchhook-settings.mjs',
      'resources/app.asar.unpacked/node_modules/native-reg/prebuilds/win32-x64/node.napi.node',
      'resources/app.asar.unpacked/node_modules/node-gyp-build/index.js',
      'resources/bin/switchhook-settings.cmd',
      'resources/policies/windows/Switchhook.admx',
    ]),
  );
  expect(packaged(folder, 'win-unpacked')).toEqual(
    expect.arrayContaining(['/package.json', '/node_modules/native-reg/lib/index.js', ...builtFiles]),
  );
});

// electron-builder makes none on Windows.
test.skipIf(process.platform === 'win32')(
  'the deb: below /opt, with switchhook-settings on the PATH; the build is in it and nothing beside it',
  async () => {
    const folder = await project();
    const [told] = await until('deb', folder, {});
    const options = JSON.stringify(told);
    const output = path.join(folder, 'out/package/linux-unpacked');
    expect(options).toContain(`"${output}/=/opt/Switchhook"`);
    expect(options).toMatch(/"[^"]*\/usr-bin\/switchhook-settings=\/usr\/bin\/switchhook-settings"/);
    expect(options).toMatch(/switchhook\.svg=\/usr\/share\/icons\/hicolor\/scalable\/apps\/switchhook\.svg"/);
    expect(packaged(folder, 'linux-unpacked').toSorted()).toEqual(
      ['/package.json', ...builtFiles].toSorted(),
    );
  },
);

const builtFiles = built.map((name) => `/out/${name}`);

/** The files in the archive of an unpacked app. */
function packaged(folder: string, unpacked: string): readonly string[] {
  const entries = listPackage(path.join(folder, 'out/package', unpacked, 'resources/app.asar'), {
    isPack: false,
  });
  return entries.map((entry) => entry.replaceAll('\\', '/')).filter((entry) => path.extname(entry) !== '');
}
