import { describe, expect, test } from 'vitest';
import {
  declaredSettings,
  keyOfPolicy,
  policyName,
  settingKeys,
} from '../../../contract/settings/declared-settings.ts';
import type { LayerKind } from '../../../contract/settings/layer-kinds.ts';
import { resolve, valuesOf } from './in-force.ts';
import type { Layer } from './layer.ts';

function layer(kind: LayerKind, place: string, values: Readonly<Record<string, unknown>>): Layer {
  return {
    kind,
    place,
    entries: Object.entries(values).map(([name, value]) => ({
      name,
      key: settingKeys.find((key) => key === name) ?? null,
      value: { type: 'value', value },
      at: null,
    })),
    problems: [],
  };
}

test('without sources every setting has its default', () => {
  const resolved = resolve([]);
  expect(resolved.problems).toEqual([]);
  for (const key of settingKeys) {
    expect(resolved.settings[key]).toMatchObject({
      value: declaredSettings[key].byDefault,
      source: 'default',
    });
  }
});

describe('precedence', () => {
  const address = 'configurationServers.a';
  const all: readonly (readonly [LayerKind, string])[] = [
    ['machine-policy', 'machine:1'],
    ['user-policy', 'user-policy:1'],
    ['cluster', 'cluster:1'],
    ['user', 'user:1'],
  ];
  test.each(all.map((_, first) => [first]))(
    'from source %i on, the first that says something counts',
    (first) => {
      const said = all.slice(first);
      // Whatever the order in which they are handed in.
      const resolved = resolve(
        said.toReversed().map(([kind, value]) => layer(kind, kind, { [address]: value })),
      );
      const [strongest, ...others] = said;
      expect(resolved.settings[address]).toMatchObject({
        value: strongest?.[1],
        source: strongest?.[0],
        isLocked: first < 2,
        overruled: others.map(([source, value]) => ({ source, place: source, value })),
      });
    },
  );

  test('of two sources of one kind the first is stronger', () => {
    const resolved = resolve([
      layer('machine-policy', 'registry', { theme: 'dark' }),
      layer('machine-policy', 'file', { theme: 'light', logLevel: 'debug' }),
    ]);
    expect(valuesOf(resolved)).toMatchObject({ theme: 'dark', logLevel: 'debug' });
  });

  test('a wrong value counts as unset: the next source is asked', () => {
    const resolved = resolve([
      layer('machine-policy', 'registry', { theme: 'pink' }),
      layer('user', 'file', { theme: 'dark' }),
    ]);
    expect(resolved.settings.theme).toMatchObject({ value: 'dark', source: 'user', isLocked: false });
    expect(resolved.problems).toEqual([
      {
        setting: 'theme',
        place: 'registry',
        message:
          'The setting "theme" in registry is "pink", which is not used: expected one of system, light, dark.',
      },
    ]);
  });
});

describe('what is not used is named', () => {
  test.each<[string, Layer, string]>([
    ['unknown', layer('user', 'f', { teme: 'dark' }), 'is none of this version of Switchhook'],
    [
      'for the machine alone',
      layer('user-policy', 'f', { allowPlaintext: true }),
      'only a policy of the machine',
    ],
    ['not of the cluster', layer('cluster', 'f', { theme: 'dark' }), 'a cluster tells addresses alone'],
    [
      'too large',
      layer('machine-policy', 'f', { 'recorder.days': 31 }),
      'a whole number from 1 to 30 (days)',
    ],
    [
      'no number',
      layer('machine-policy', 'f', { 'recorder.days': '7' }),
      'a whole number from 1 to 30 (days)',
    ],
    [
      'a megabyte',
      layer('user', 'f', { 'configurationServers.a': 'x'.repeat(1e6) }),
      'at most 300 characters',
    ],
    ['two lines', layer('user', 'f', { 'configurationServers.a': 'a:1\nb:2' }), 'expected one line'],
    ['no name', layer('user', 'f', { 'configurationServers.name': 'a b' }), 'expected host, host:port or'],
    ['no list', layer('machine-policy', 'f', { 'tls.authorities': 'ca.pem' }), 'expected a list of lines'],
  ])('%s', (_, one, why) => {
    const { problems } = resolve([one]);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toContain(why);
    expect(problems[0]?.message.length).toBeLessThan(300);
  });

  test('a key that is there twice: the last counts', () => {
    const twice = layer('user', 'file', { theme: 'dark' });
    const resolved = resolve([
      { ...twice, entries: [...twice.entries, ...layer('user', 'file', { theme: 'light' }).entries] },
    ]);
    expect(valuesOf(resolved).theme).toBe('light');
    expect(resolved.problems[0]?.message).toContain('is there more than once');
  });
});

test.each(settingKeys)('the policy of %s is found again by its name, in any case', (key) => {
  expect(policyName(key)).toMatch(/^[A-Za-z][A-Za-z0-9]*$/);
  expect(keyOfPolicy(policyName(key).toUpperCase())).toBe(key);
});

test('a name of any length and any signs is one short line, in problems and beside them', () => {
  const names = ['x'.repeat(1_000_000), 'Theme2\u001b[31m\nx', 'a\u009bb'];
  const values = Object.fromEntries(names.map((name) => [name, 1]));
  const { problems } = resolve([layer('user', 'file', values)]);
  expect(problems.map(({ setting }) => setting)).toEqual([
    `${'x'.repeat(59)}…`,
    'Theme2\\u001b[31m\\nx',
    'a\\u009bb',
  ]);
  expect(problems[1]?.message).toBe(
    'The setting "Theme2\\u001b[31m\\nx" in file is none of this version of Switchhook, and is not used.',
  );
  expect(problems.every(({ message }) => message.length < 200)).toBe(true);
});
