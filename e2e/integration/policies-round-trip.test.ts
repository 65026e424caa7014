import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build, buildBinary, type PlistValue, parse } from 'plist';
import { describe, expect, test } from 'vitest';
import { checkValue } from '../../contract/settings/check-value.ts';
import { macPolicyDomain } from '../../contract/settings/policy-places.ts';
import { fromRegistry } from '../../contract/settings/registry-value.ts';
import { temporaryFolder } from '../../main/files/testing/temporary-folder.ts';
import { resolve } from '../../main/settings/layers/in-force.ts';
import type { Layer } from '../../main/settings/layers/layer.ts';
import { managedPreferencesSource } from '../../main/settings/sources/managed-preferences.ts';
import { parsePlist } from '../../main/settings/sources/parse-plist.ts';
import { policyFolderSource } from '../../main/settings/sources/policy-folder.ts';
import { parseReg } from '../../main/settings/sources/reg-file/parse-reg.ts';
import { regFileSource } from '../../main/settings/sources/reg-file/reg-file-source.ts';
import type { Registry } from '../../main/settings/sources/registry/registry.ts';
import { windowsRegistrySource } from '../../main/settings/sources/windows-registry.ts';
import { realTimers } from '../../main/timers.ts';
import { renderPolicyFile } from '../../tools/policies/linux/policy-file.ts';
import { renderProfile } from '../../tools/policies/macos/profile.ts';
import { policies, type SetPolicy } from '../../tools/policies/policy.ts';
import { sampleOf } from '../../tools/policies/sample-values.ts';
import { oddPolicies } from '../../tools/policies/testing/odd-policies.ts';
import { allOf, attribute, parseXml } from '../../tools/policies/testing/parse-xml.ts';
import { writtenByEditor } from '../../tools/policies/testing/policy-editor.ts';
import { valuesToCarry } from '../../tools/policies/testing/values-to-carry.ts';
import { renderAdmx } from '../../tools/policies/windows/admx.ts';
import { renderRegFile } from '../../tools/policies/windows/reg-file.ts';

// What IT deploys is made by tools/policies and read by main/settings: each must say what the other means.

type Way = (set: readonly SetPolicy[]) => Promise<readonly Layer[]>;

/** What the desk reads once each artefact is deployed, by way of its system. */
const ways: Readonly<Record<string, Way>> = {
  'the policy file of Linux': async (set) => {
    const folder = path.dirname(await written('switchhook.json', renderPolicyFile(set)));
    return policyFolderSource(folder, realTimers).read();
  },
  'the profile of macOS': (set) => managed(build(forcedBy(renderProfile(set)))),
  'the profile of macOS, kept in binary': (set) => managed(buildBinary(forcedBy(renderProfile(set)))),
  'a .reg file of the machine': async (set) => readReg(renderReg('HKLM', set)),
  'the policy editor of Windows': async (set) => windowsRegistrySource(setInEditor(set), realTimers).read(),
};

const cases = policies.flatMap((policy) => valuesToCarry(policy.setting).map((value) => ({ policy, value })));

describe.each(Object.entries(ways))('by %s', (way, read) => {
  test.each(cases)('$policy.name stays $value', async ({ policy, value }) => {
    expect(checkValue(policy.setting, value)).toMatchObject({ ok: true });
    // The editor wants a text where a policy that has one is enabled.
    const isRefused = way.includes('editor') && value === '';
    const { settings, problems } = resolve(await read([{ ...policy, value }]));
    expect(problems).toEqual([]);
    expect(settings[policy.key]).toMatchObject(
      isRefused ? { source: 'default' } : { value, source: 'machine-policy', isLocked: true },
    );
  });

  test('all of them together stay what they are', async () => {
    const set = sampleOf('windows');
    const { settings, problems } = resolve(await read(set));
    expect(problems).toEqual([]);
    expect(set.map(({ key }) => settings[key].value)).toEqual(set.map(({ value }) => value));
  });
});

test.each(cases.filter(({ policy }) => policy.setting.scope === 'user'))(
  'by a .reg file of the user $policy.name stays $value',
  async ({ policy, value }) => {
    const layers = await readReg(renderReg('HKCU', [{ ...policy, value }]));
    const { settings, problems } = resolve(layers);
    expect(problems).toEqual([]);
    expect(settings[policy.key]).toMatchObject({ value, source: 'user-policy', isLocked: true });
  },
);

test.each(policies)(
  'the checked in samples set $name, and nothing of them is not used',
  async ({ name, key }) => {
    const sample = (file: string): Promise<Buffer> => readFile(path.join('assets/policies', file));
    const file = await written('switchhook.json', await sample('linux/switchhook.json'));
    const profile = (await sample('macos/com.switchhook.desktop.mobileconfig')).toString('utf8');
    for (const layers of [
      policyFolderSource(path.dirname(file), realTimers).read(),
      await managed(build(forcedBy(profile))),
      await readReg(await sample('windows/Switchhook-sample.reg')),
    ]) {
      const { settings, problems } = resolve(layers);
      expect(problems).toEqual([]);
      expect(settings[key].source, name).toBe('machine-policy');
    }
  },
);

test('in the node of users the policy editor has what a policy of the user may set, and nothing else', () => {
  const admx = parseXml(renderAdmx(policies));
  for (const { name, key, setting } of policies) {
    const [policy] = allOf(admx, 'policy').filter((one) => attribute(one, 'name') === name);
    const isThere = policy !== undefined && attribute(policy, 'class') !== 'Machine';
    const said = { name, key, value: { type: 'value', value: setting.byDefault }, at: null } as const;
    const { settings } = resolve([{ kind: 'user-policy', place: 'HKCU', entries: [said], problems: [] }]);
    expect(settings[key].source, name).toBe(isThere ? 'user-policy' : 'default');
  }
});

test.each(oddPolicies.flatMap((policy) => valuesToCarry(policy.setting).map((value) => ({ policy, value }))))(
  'a .reg file carries $value, though no declared setting may have it',
  ({ policy, value }) => {
    const { keys, problems } = parseReg(renderReg('HKLM', [{ ...policy, value }]));
    expect(problems).toEqual([]);
    const [stored] = keys.flatMap(({ values }) => values);
    expect(stored?.value && fromRegistry(policy.setting.kind, stored.value)).toEqual({ ok: true, value });
  },
);

/** A file with this content in a folder of its own. */
async function written(name: string, content: string | Uint8Array): Promise<string> {
  const file = path.join(await temporaryFolder(), name);
  await writeFile(file, content);
  return file;
}

async function managed(preferences: string | Uint8Array): Promise<readonly Layer[]> {
  const folder = path.dirname(await written(`${macPolicyDomain}.plist`, preferences));
  return managedPreferencesSource({ folder, user: 'kim', parse: parsePlist, timers: realTimers }).read();
}

/** What macOS puts below /Library/Managed Preferences when the profile is installed. */
function forcedBy(profile: string): PlistValue {
  const way = [
    'PayloadContent',
    0,
    'PayloadContent',
    macPolicyDomain,
    'Forced',
    0,
    'mcx_preference_settings',
  ];
  const forced = way.reduce<unknown>((inside, step) => Reflect.get(Object(inside), step), parse(profile));
  if (typeof forced !== 'object' || forced === null) throw new Error('The profile forces nothing.');
  return { ...forced };
}

function renderReg(hive: 'HKLM' | 'HKCU', set: readonly SetPolicy[]): Uint8Array {
  const comments = ['"A" sample; of [policies]'];
  return renderRegFile(set, { hive, comments, commentOf: ({ setting }) => setting.text });
}

async function readReg(bytes: Uint8Array): Promise<readonly Layer[]> {
  return regFileSource(await written('switchhook.reg', bytes), realTimers).read();
}

/** The registry after an administrator set them one by one in the node of computers. */
function setInEditor(set: readonly SetPolicy[]): Registry {
  const admx = parseXml(renderAdmx(policies));
  const all = set.flatMap(({ name, value }) => writtenByEditor(admx, name, value) ?? []);
  return {
    values: (hive, key) =>
      all
        .filter((one) => hive === 'HKLM' && one.key === key)
        .map(({ valueName, stored }) => ({ name: valueName, value: stored, at: null })),
  };
}
