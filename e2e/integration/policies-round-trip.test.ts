import { build, buildBinary, type PlistValue, parse, parseBinary } from 'plist';
import { describe, expect, test } from 'vitest';
import { checkValue } from '../../contract/settings/check-value.ts';
import { keyOfPolicy } from '../../contract/settings/declared-settings.ts';
import { windowsPolicyKey } from '../../contract/settings/policy-places.ts';
import { fromRegistry } from '../../contract/settings/registry-value.ts';
import { resolve } from '../../main/settings/layers/in-force.ts';
import type { Layer } from '../../main/settings/layers/layer.ts';
import { parseReg } from '../../main/settings/sources/reg-file/parse-reg.ts';
import { policyKey } from '../../main/settings/sources/registry/registry.ts';
import { policyHives, registryLayer } from '../../main/settings/sources/registry/registry-layer.ts';
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

const about = { kind: 'machine-policy', place: 'a policy' } as const;

/** Layers as each system hands a deployed artefact to the desk. */
const ways: Readonly<Record<string, (set: readonly SetPolicy[]) => readonly Layer[]>> = {
  'the policy file of Linux': (set) => [layerOf(JSON.parse(renderPolicyFile(set)))],
  'the profile of macOS': (set) => [layerOf(parse(build(forcedBy(renderProfile(set)))))],
  'the profile of macOS, kept in binary': (set) => [
    layerOf(parseBinary(buildBinary(forcedBy(renderProfile(set))))),
  ],
  'a .reg file of the machine': (set) => readReg(renderReg('HKEY_LOCAL_MACHINE', set)),
  'the policy editor of Windows': writtenByGpedit,
};

const cases = policies.flatMap((policy) => valuesToCarry(policy.setting).map((value) => ({ policy, value })));

describe.each(Object.entries(ways))('by %s', (way, read) => {
  test.each(cases)('$policy.name stays $value', ({ policy, value }) => {
    expect(checkValue(policy.setting, value)).toMatchObject({ ok: true });
    // The editor wants a text where a policy that has one is enabled.
    const isRefused = way.includes('editor') && value === '';
    const { settings, problems } = resolve(read([{ ...policy, value }]));
    expect(problems).toEqual([]);
    expect(settings[policy.key]).toMatchObject(
      isRefused ? { source: 'default' } : { value, source: 'machine-policy', isLocked: true },
    );
  });

  test('all of them together stay what they are', () => {
    const set = sampleOf('windows');
    const { settings, problems } = resolve(read(set));
    expect(problems).toEqual([]);
    expect(set.map(({ key }) => settings[key].value)).toEqual(set.map(({ value }) => value));
  });
});

test.each(cases.filter(({ policy }) => policy.setting.scope === 'user'))(
  'by a .reg file of the user $policy.name stays $value',
  ({ policy, value }) => {
    const { settings, problems } = resolve(readReg(renderReg('HKEY_CURRENT_USER', [{ ...policy, value }])));
    expect(problems).toEqual([]);
    expect(settings[policy.key]).toMatchObject({ value, source: 'user-policy', isLocked: true });
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
    const { keys, problems } = parseReg(renderReg('HKEY_LOCAL_MACHINE', [{ ...policy, value }]));
    expect(problems).toEqual([]);
    const [stored] = keys.flatMap(({ values }) => values);
    expect(stored?.value && fromRegistry(policy.setting.kind, stored.value)).toEqual({ ok: true, value });
  },
);

test('templates and samples have the key that the desk reads', () => {
  expect(windowsPolicyKey).toBe(policyKey);
});

function layerOf(said: unknown): Layer {
  const entries = Object.entries(Object(said)).map(([name, value]) => ({
    name,
    key: keyOfPolicy(name),
    value: { type: 'value', value } as const,
    at: null,
  }));
  return { ...about, entries, problems: [] };
}

/** What macOS puts below /Library/Managed Preferences when the profile is installed. */
function forcedBy(profile: string): PlistValue {
  const way = [
    'PayloadContent',
    0,
    'PayloadContent',
    'com.switchhook.desktop',
    'Forced',
    0,
    'mcx_preference_settings',
  ];
  const forced = way.reduce<unknown>((inside, step) => Reflect.get(Object(inside), step), parse(profile));
  if (typeof forced !== 'object' || forced === null) throw new Error('The profile forces nothing.');
  return { ...forced };
}

function renderReg(hive: string, set: readonly SetPolicy[]): Uint8Array {
  return renderRegFile(
    ['"A" sample; of [policies]'],
    [{ key: `${hive}\\${windowsPolicyKey}`, policies: set, commentOf: ({ setting }) => setting.text }],
  );
}

function readReg(bytes: Uint8Array): readonly Layer[] {
  const { keys, problems } = parseReg(bytes);
  expect(problems).toEqual([]);
  return policyHives.map(({ hive, kind }) =>
    registryLayer(
      { kind, place: hive },
      keys
        .filter((key) => key.hive === hive && key.path === policyKey)
        .flatMap(({ values }) =>
          values.flatMap(({ name, value, line }) =>
            value === null ? [] : [{ name, value, at: `line ${line}` }],
          ),
        ),
      [],
    ),
  );
}

/** The registry after an administrator set them one by one by the administrative template. */
function writtenByGpedit(set: readonly SetPolicy[]): readonly Layer[] {
  const admx = parseXml(renderAdmx(policies));
  const written = set.flatMap(({ name, value }) => writtenByEditor(admx, name, value) ?? []);
  expect(written.map(({ key }) => key)).toEqual(written.map(() => policyKey));
  const values = written.map(({ valueName, stored }) => ({ name: valueName, value: stored, at: null }));
  return [registryLayer(about, values, [])];
}
