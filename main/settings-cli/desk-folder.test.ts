import { expect, test } from 'vitest';
import { deskFolder } from './desk-folder.ts';

test.each([
  [
    'win32',
    { APPDATA: 'C:\\Users\\ann\\AppData\\Roaming' },
    'C:\\Users\\ann',
    'C:\\Users\\ann\\AppData\\Roaming\\switchhook',
  ],
  ['win32', {}, 'C:\\Users\\ann', 'C:\\Users\\ann\\AppData\\Roaming\\switchhook'],
  ['darwin', {}, '/Users/ann', '/Users/ann/Library/Application Support/switchhook'],
  ['linux', {}, '/home/ann', '/home/ann/.config/switchhook'],
  ['linux', { XDG_CONFIG_HOME: '/elsewhere' }, '/home/ann', '/elsewhere/switchhook'],
] as const)('on %s with %j', (platform, environment, home, folder) => {
  expect(deskFolder(platform, environment, home)).toBe(folder);
});
