import { expect, test } from 'vitest';
import { memoryLog } from '../log/testing/test-logs.ts';
import { createLocalSettings } from '../settings/desk-store.ts';
import { memorySettingsStore } from '../settings/settings-file.ts';
import type { PolicySource } from '../settings/sources/source.ts';
import { heldTimers } from '../testing/held-timers.ts';
import { createAddressKeeper } from './address-keeper.ts';
import type { Input } from './inputs.ts';

const place = 'HKLM\\SOFTWARE\\Policies\\Switchhook';
const lockedA: PolicySource = {
  read: () => [
    {
      kind: 'machine-policy',
      place,
      entries: [
        {
          name: 'ConfigurationServersA',
          key: 'configurationServers.a',
          value: { type: 'value', value: 'old:1' },
          at: null,
        },
      ],
      problems: [],
    },
  ],
  watch: () => () => undefined,
};

test('a policy that has drifted from the cluster is told to the agent once, to the log at each start', () => {
  const store = memorySettingsStore('settings.json');
  const log = memoryLog();
  const run = (): readonly Input[] => {
    const told: Input[] = [];
    const settings = createLocalSettings({ store, policies: [lockedA], now: Date.now, log });
    const names = { services: () => Promise.reject(), addresses: () => Promise.reject() };
    const keeper = createAddressKeeper(
      { settings, names, timers: heldTimers(), log },
      { setConfigurationServers: () => undefined },
      (input) => told.push(input),
    );
    keeper.start();
    keeper.heal({ a: 'new:1', b: 'new:2' });
    keeper.heal({ a: 'new:1', b: 'new:2' });
    return told.filter(({ type }) => type === 'addressDrift');
  };
  const sentence = `The policy in ${place} sets configuration server A to old:1, and the cluster names new:1. You can work; tell IT, who can correct the policy.`;
  expect(run()).toEqual([{ type: 'addressDrift', sentence }]);
  expect(run()).toEqual([]);
  expect(log.lines.filter((line) => line.sentence === sentence).length).toBeGreaterThanOrEqual(2);
});
