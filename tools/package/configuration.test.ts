import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Ajv } from 'ajv';
import type { Configuration } from 'electron-builder';
import { parse } from 'plist';
import { expect, test } from 'vitest';
import { macPolicyDomain } from '../../contract/settings/policy-places.ts';
import configuration from '../../electron-builder.config.ts';
import { root } from '../run-step.ts';

const requireFromBuilder = createRequire(createRequire(import.meta.url).resolve('electron-builder'));
const schemaFile = path.join(path.dirname(requireFromBuilder.resolve('app-builder-lib')), '../scheme.json');
// As electron-builder checks it (its schemaValidator).
const validate = new Ajv({ allErrors: true, strict: false }).compile(
  JSON.parse(readFileSync(schemaFile, 'utf8')),
);

const full: Configuration = configuration();

test('electron-builder’s own schema has nothing against it', () => {
  validate(full);
  expect(validate.errors).toBeNull();
});

test.each([
  ['a key that there is not', { ...full, instalers: true }],
  ['a wrong type', { ...full, msi: { ...full.msi, perMachine: 'yes' } }],
  ['a fuse that there is not', { ...full, electronFuses: { runAsNodes: true } }],
])('the schema finds %s', (_case, wrong) => {
  expect(validate(wrong)).toBe(false);
});

test('the system knows the app by the domain of the policies, and by its upgrade code, for ever', () => {
  expect(full.appId).toBe('com.switchhook.desktop');
  expect(full.appId).toBe(macPolicyDomain);
  expect(full.msi?.upgradeCode).toBe('74D8E94C-B843-4EE6-9503-A773DD6464B3');
});

test('each system has the installers that are promised, and they are for all users', () => {
  expect(full.win?.target).toEqual(['nsis', 'msi']);
  expect(full.mac?.target).toEqual(['dmg', 'pkg']);
  expect(full.linux?.target).toEqual(['deb']);
  expect(full.nsis).toMatchObject({ perMachine: true, oneClick: false });
  expect(full.msi).toMatchObject({ perMachine: true, oneClick: false });
});

test('every file that it names is there', () => {
  const named = [
    full.win?.icon,
    full.mac?.icon,
    full.mac?.entitlements,
    full.mac?.entitlementsInherit,
    full.linux?.icon,
    full.directories?.buildResources,
    ...(full.deb?.fpm ?? []).map((mapping) => mapping.split('=')[0]),
    ...[full, full.win, full.mac, full.linux].flatMap((part) => sources(part?.extraResources)),
    ...sources(full.win?.files),
  ];
  expect(named.length).toBeGreaterThan(10);
  const missing = named.filter((file) => file == null || !existsSync(path.resolve(root, file)));
  expect(missing).toEqual([]);
});

test('what is started on the command line may be run, and starts what is packaged', () => {
  const script = (name: string): string => readFileSync(path.join(root, 'assets/package', name), 'utf8');
  for (const name of [
    'linux/switchhook-settings',
    'linux/usr-bin/switchhook-settings',
    'macos/switchhook-settings',
  ]) {
    // Windows has no such thing.
    if (process.platform === 'win32') continue;
    expect(statSync(path.join(root, 'assets/package', name)).mode & 0o111).toBe(0o111);
  }
  expect(script('linux/switchhook-settings')).toContain(`"$resources/../${full.linux?.executableName}"`);
  expect(script('linux/usr-bin/switchhook-settings')).toContain(
    `exec /opt/${full.productName}/resources/bin/switchhook-settings "$@"`,
  );
  expect(script('macos/switchhook-settings')).toContain(`"$resources/../MacOS/${full.productName}"`);
  expect(script('windows/switchhook-settings.cmd')).toContain(`"%~dp0..\\..\\${full.productName}.exe"`);
});

test('macOS lets the app have the microphone, and the hardened runtime nothing else but compiling', () => {
  expect(full.mac).toMatchObject({
    hardenedRuntime: true,
    extendInfo: { NSMicrophoneUsageDescription: expect.stringMatching(/microphone/) },
  });
  const entitlements = path.join(root, String(full.mac?.entitlements));
  expect(parse(readFileSync(entitlements, 'utf8'))).toEqual({
    'com.apple.security.cs.allow-jit': true,
    'com.apple.security.device.audio-input': true,
  });
});

test('no fuse is left to electron-builder’s default', () => {
  const { definitions } = JSON.parse(readFileSync(schemaFile, 'utf8'));
  const fuses = Object.keys(definitions.FuseOptionsV1.properties);
  expect(Object.keys(full.electronFuses ?? {}).sort()).toEqual(fuses.sort());
});

/** What files and folders are taken from, of those that name a source. */
function sources(sets: Configuration['extraResources']): readonly (string | undefined)[] {
  const all = Array.isArray(sets) ? sets : [];
  return all.flatMap((set) => (typeof set === 'object' ? [set.from] : []));
}
