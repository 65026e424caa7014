import { readFileSync } from 'node:fs';
import path from 'node:path';
import Conf from 'conf';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../files/testing/temporary-folder.ts';
import { usualEncryption } from '../servers/testing/encryptions.ts';
import { schemaVersion } from '../settings/migrations.ts';
import { realTimers } from '../timers.ts';
import type { SettingsContext } from './context.ts';
import { linuxMachine } from './machine/linux-machine.ts';
import { writeUserSettings } from './user-settings.ts';

test('what a policy has locked since it was looked at is told by its key, and the others are on disk', async () => {
  const folder = await temporaryFolder();
  const theme = { name: 'Theme', key: 'theme', value: { type: 'value', value: 'dark' }, at: null } as const;
  const policy = { kind: 'machine-policy', place: 'kiosk', entries: [theme], problems: [] } as const;
  const context: SettingsContext = {
    file: path.join(folder, 'settings.json'),
    openStore: () => new Conf({ cwd: folder, configName: 'settings' }),
    policies: [{ read: () => [policy], watch: () => () => undefined }],
    machine: linuxMachine(path.join(folder, 'policies')),
    encryption: usualEncryption,
    names: { services: async () => [], addresses: async () => [] },
    timers: realTimers,
    now: Date.now,
    newId: () => 'id',
  };
  const change = new Map([
    ['theme', 'light'],
    ['logLevel', 'debug'],
  ] as const);
  expect(writeUserSettings(context, change)).toEqual({
    ok: true,
    value: {
      value: new Map([['theme', '"theme" is set by policy in kiosk: it cannot be changed here.']]),
      notices: [],
    },
  });
  expect(JSON.parse(readFileSync(context.file, 'utf8'))).toEqual({ schemaVersion, logLevel: 'debug' });
});
