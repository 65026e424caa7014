import { expect, test } from 'vitest';
import { silentLog } from '../log/testing/test-logs.ts';
import { createLocalSettings } from '../settings/desk-store.ts';
import { memorySettingsStore } from '../settings/settings-file.ts';
import { heldPolicy } from '../settings/testing/held-policy.ts';
import type { Input } from './inputs.ts';
import { newDesk } from './model.ts';
import { followSettings } from './settings-follower.ts';
import { deskTransition } from './transition.ts';

test('the order of SIP servers and what waits for the next start are told when they change, and only then', () => {
  const policy = heldPolicy({});
  const store = memorySettingsStore('settings.json');
  const settings = createLocalSettings({ store, policies: [policy], now: Date.now, log: silentLog });
  const told: Input[] = [];
  const stop = followSettings({ settings }, (input) => told.push(input));
  policy.change({ theme: 'dark', phoneOrder: 'primary-first' });
  policy.change({ phoneOrder: 'primary-first', allowPlaintext: true });
  policy.change({ phoneOrder: 'primary-first' });
  stop();
  policy.change({});
  expect(told).toEqual([
    { type: 'phoneOrder', order: 'primary-first' },
    { type: 'restartNeeded', settings: ['allowPlaintext'] },
    { type: 'restartNeeded', settings: [] },
  ]);
});

test('the next registration has the order that was told last', () => {
  const identity = { deskId: 'desk-1', deskName: 'PC-1', phone: 'softphone', systemUser: 'ines' } as const;
  const moment = { now: 0, newId: () => 'id' };
  const { model } = deskTransition(
    newDesk(identity, 0),
    { type: 'phoneOrder', order: 'primary-first' },
    moment,
  );
  expect(model.phoneOrder).toBe('primary-first');
});
