import { parse } from 'plist';
import { describe, expect, test } from 'vitest';
import { policies } from '../policy.ts';
import { sampleOf } from '../sample-values.ts';
import { oddPolicies } from '../testing/odd-policies.ts';
import { renderManifest } from './manifest.ts';
import { nameUuid } from './name-uuid.ts';
import { renderProfile } from './profile.ts';

const odd = oddPolicies.map((policy) => ({ ...policy, value: policy.setting.byDefault }));

describe.each([
  ['the sample', sampleOf('macos')],
  ['values with everything that is escaped', odd],
])('the profile of %s', (_, set) => {
  const profile = parse(renderProfile(set));

  test('forces each value in its own type, and nothing else', () => {
    expect(profile).toMatchObject({
      PayloadType: 'Configuration',
      PayloadVersion: 1,
      PayloadScope: 'System',
      PayloadContent: [
        {
          PayloadType: 'com.apple.ManagedClient.preferences',
          PayloadVersion: 1,
          PayloadContent: { 'com.switchhook.desktop': { Forced: [{}] } },
        },
      ],
    });
    expect(forcedIn(profile)).toEqual(Object.fromEntries(set.map(({ name, value }) => [name, value])));
  });

  test('has UUIDs that stay, and differ', () => {
    expect(profile).toMatchObject({
      PayloadUUID: nameUuid('com.switchhook.desktop.policies'),
      PayloadContent: [{ PayloadUUID: nameUuid('com.switchhook.desktop.policies.preferences') }],
    });
    expect(nameUuid('a')).not.toBe(nameUuid('b'));
  });
});

test('the UUID of a name is that of RFC 9562', () => {
  // Its test vector (A.4).
  expect(nameUuid('www.example.com')).toBe('2ED6657D-E927-568B-95E1-2665A8AEA6A2');
});

describe.each([
  ['what is declared', policies],
  ['words with everything that is escaped', oddPolicies],
])('the manifest of %s', (_, some) => {
  const manifest = parse(renderManifest(some));

  test('names the domain and what its format needs', () => {
    expect(manifest).toMatchObject({
      pfm_domain: 'com.switchhook.desktop',
      pfm_format_version: 1,
      pfm_version: 1,
      pfm_title: 'Switchhook',
      pfm_last_modified: expect.any(Date),
    });
  });

  test.each(some)('has $name with title, text, default and range', ({ name, setting }) => {
    const { kind } = setting;
    const range = {
      flag: { pfm_type: 'boolean' },
      number: kind.type === 'number' && {
        pfm_type: 'integer',
        pfm_range_min: kind.least,
        pfm_range_max: kind.most,
      },
      text: kind.type === 'text' && { pfm_type: 'string', pfm_format: `^.{0,${kind.longest}}$` },
      choice: kind.type === 'choice' && {
        pfm_type: 'string',
        pfm_range_list: kind.choices.map(({ value }) => value),
        pfm_range_list_titles: kind.choices.map(({ title }) => title),
      },
      list: kind.type === 'list' && {
        pfm_type: 'array',
        pfm_repetition_max: kind.most,
        pfm_subkeys: [{ pfm_type: 'string', pfm_format: `^.{0,${kind.longest}}$` }],
      },
    }[kind.type];
    expect(subkeysOf(manifest).filter(({ pfm_name }) => pfm_name === name)).toEqual([
      {
        ...range,
        pfm_name: name,
        pfm_title: setting.title,
        pfm_description: setting.text,
        pfm_default: setting.byDefault,
        pfm_note: expect.stringMatching(/^[A-Z0-9].* A change takes effect at .*\.$/),
        pfm_app_min: setting.since,
        pfm_targets: setting.scope === 'machine' ? ['system'] : ['system', 'user'],
      },
    ]);
  });

  test('besides policies it has what every payload has, and nothing else', () => {
    const names = subkeysOf(manifest).map(({ pfm_name }) => String(pfm_name));
    expect(names.filter((name) => !name.startsWith('Payload'))).toEqual(some.map(({ name }) => name));
    const payload = names.filter((name) => name.startsWith('Payload'));
    expect(new Set(payload).size).toBe(7);
    expect(payload).toHaveLength(7);
  });
});

function forcedIn(profile: unknown): unknown {
  return at(
    profile,
    'PayloadContent',
    0,
    'PayloadContent',
    'com.switchhook.desktop',
    'Forced',
    0,
    'mcx_preference_settings',
  );
}

function subkeysOf(manifest: unknown): readonly Record<string, unknown>[] {
  const subkeys = at(manifest, 'pfm_subkeys');
  return Array.isArray(subkeys) ? subkeys : [];
}

function at(value: unknown, ...way: readonly (string | number)[]): unknown {
  return way.reduce<unknown>(
    (inside, step) => (typeof inside === 'object' && inside !== null ? Reflect.get(inside, step) : undefined),
    value,
  );
}
