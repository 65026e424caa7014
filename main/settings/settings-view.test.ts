import { expect, test } from 'vitest';
import type { SettingKey } from '../../contract/settings/declared-settings.ts';
import { settingToSet } from '../../contract/settings/settings-view.ts';
import { memoryLog } from '../log/testing/test-logs.ts';
import { createLocalSettings } from './desk-store.ts';
import type { Layer } from './layers/layer.ts';
import type { LocalSettings } from './local-settings.ts';
import { memorySettingsStore } from './settings-file.ts';
import { setOne, settingsView, unsetOne } from './settings-view.ts';

const place = 'HKLM\\SOFTWARE\\Policies\\Switchhook';

function entry(name: string, key: SettingKey | null, value: unknown): Layer['entries'][number] {
  return { name, key, value: { type: 'value', value }, at: null };
}

const policy: Layer = {
  kind: 'machine-policy',
  place,
  entries: [entry('ServerOrder', 'serverOrder', 'primary-first'), entry('PHONEORDER', 'phoneOrder', 'both')],
  problems: ['HKLM cannot be read.'],
};

function withPolicy(): { readonly settings: LocalSettings; readonly log: ReturnType<typeof memoryLog> } {
  const log = memoryLog();
  const policies = [{ read: () => [policy], watch: () => () => {} }];
  const store = memorySettingsStore('settings.json');
  return { settings: createLocalSettings({ store, policies, now: Date.now, log }), log };
}

test('a window is told value, source, place and lock of every setting, and which setting a problem is about', () => {
  const { settings, problems } = settingsView(withPolicy().settings);
  expect(settings.serverOrder).toEqual({
    key: 'serverOrder',
    value: 'primary-first',
    source: 'machine-policy',
    place,
    isLocked: true,
    untilRestart: null,
    overruled: [],
  });
  expect(settings.theme).toMatchObject({ value: 'system', source: 'default', place: null, isLocked: false });
  expect(problems).toEqual([
    { key: null, message: 'HKLM cannot be read.' },
    {
      key: 'phoneOrder',
      message: `The setting "PHONEORDER" in ${place} is "both", which is not used: expected one of random, primary-first.`,
    },
  ]);
});

test('what the user sets is in force, logged without its value, and taken back again', () => {
  const { settings, log } = withPolicy();
  const before = log.lines.length;
  const outcome = setOne(settings, { key: 'configurationServers.a', value: 'cfg-a:8100' }, log);
  expect(outcome).toMatchObject({ ok: true, unsaved: null });
  expect(outcome.ok && outcome.now.settings['configurationServers.a']).toMatchObject({
    value: 'cfg-a:8100',
    source: 'user',
  });
  const taken = unsetOne(settings, 'configurationServers.a', log);
  expect(taken.ok && taken.now.settings['configurationServers.a']).toMatchObject({
    value: '',
    source: 'default',
  });
  const written = log.lines.slice(before).map(({ sentence }) => sentence);
  expect(written).toEqual([
    'The user set "configurationServers.a".',
    'The user took back what he had set of "configurationServers.a".',
  ]);
});

test.each([
  ['locked by policy', { key: 'serverOrder', value: 'random' }, `set by policy in ${place}`],
  ['of the machine alone', { key: 'allowPlaintext', value: true }, 'by a policy of the machine alone'],
  ['wrong', { key: 'theme', value: 'pink' }, 'expected one of system, light, dark'],
  ['of another kind', { key: 'raiseOnOffer', value: 1 }, 'expected true or false'],
] as const)('%s: refused with why, and nothing changes', (_, wanted, why) => {
  const { settings, log } = withPolicy();
  const before = settingsView(settings);
  const outcome = setOne(settings, wanted, log);
  expect(outcome).toMatchObject({ ok: false, reason: expect.stringContaining(why) });
  expect(settingsView(settings)).toEqual(before);
});

test.each([
  null,
  {},
  { key: 'theme' },
  { key: '__proto__', value: 'dark' },
  { key: 'window', value: 'dark' },
  { key: 'theme', value: null },
  { key: 'theme', value: { dark: true } },
  { key: 'theme', value: ['dark', 1] },
  { key: 'theme', value: 'x'.repeat(1_000_000) },
  { key: 'theme', value: Number.NaN },
])('%j is not understood', (message) => {
  expect(settingToSet.safeParse(message).success).toBe(false);
});
