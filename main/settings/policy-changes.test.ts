import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { type MemoryLog, memoryLog } from '../log/testing/test-logs.ts';
import { createLocalSettings } from './desk-store.ts';
import type { LocalSettings } from './local-settings.ts';
import { memorySettingsStore, type SettingsStore } from './settings-file.ts';
import { settingsView } from './settings-view.ts';
import { type HeldPolicy, heldPolicy, heldPolicyPlace } from './testing/held-policy.ts';

let log: MemoryLog;
let policy: HeldPolicy;
let store: SettingsStore;

beforeEach(() => {
  log = memoryLog();
  policy = heldPolicy({ serverOrder: 'random', 'recorder.days': 3 });
  store = memorySettingsStore('settings.json');
});

function open(): LocalSettings {
  const settings = createLocalSettings({ store, policies: [policy], now: Date.now, log });
  onTestFinished(() => settings.close());
  return settings;
}

const sentences = () => log.lines.map(({ level, sentence }) => `${level} ${sentence}`);

test('a policy that comes, changes and goes while the desk runs is logged by key, with where the value came from and comes from', () => {
  open();
  policy.change({ serverOrder: 'primary-first', theme: 'dark', logLevel: 'info' });
  expect(sentences()).toEqual([
    `info The value of "serverOrder" was changed: it comes from policy of this computer (${heldPolicyPlace}), as before. It is used from the next login on.`,
    `info "theme" came from the default, and comes from policy of this computer (${heldPolicyPlace}) now.`,
    `info "logLevel" came from the default, and comes from policy of this computer (${heldPolicyPlace}) now, with the same value.`,
    `info "recorder.days" came from policy of this computer (${heldPolicyPlace}), and comes from the default now. It is used when the desk is started again.`,
  ]);
  expect(log.lines.at(-1)?.fields).toMatchObject({ setting: 'recorder.days', needsRestart: true });
});

test('what another program writes into the file is logged too; what this desk is told to set is not said twice', () => {
  const settings = open();
  store.set({ theme: 'dark' });
  expect(sentences()).toEqual([
    'info "theme" came from the default, and comes from this computer\'s own settings now.',
  ]);
  settings.set({ theme: 'light' });
  expect(log.lines).toHaveLength(1);
});

test('what is used from the next start on stays in use as it was, and the settings say so', () => {
  const settings = open();
  const days = () => settings.resolved().settings['recorder.days'];
  expect(days()).toMatchObject({ value: 3, untilRestart: null });
  policy.change({ 'recorder.days': 14, allowPlaintext: true, theme: 'dark' });
  expect(days()).toMatchObject({ value: 14, untilRestart: 3 });
  expect(settingsView(settings).settings.allowPlaintext).toMatchObject({ value: true, untilRestart: false });
  expect(settings.resolved().settings.theme.untilRestart).toBeNull();
  // Whoever uses them has what the desk was started with.
  expect(settings.read().inForce).toMatchObject({
    'recorder.days': 3,
    allowPlaintext: false,
    theme: 'dark',
  });
  policy.change({ 'recorder.days': 3 });
  expect(days()).toMatchObject({ value: 3, untilRestart: null });
  expect(open().read().inForce['recorder.days']).toBe(3);
});
