import { expect, it } from 'vitest';
import { isKeyring, noStorageWords } from './secure-storage.ts';

it.each([
  ['gnome_libsecret', true],
  ['kwallet', true],
  ['kwallet5', true],
  ['kwallet6', true],
  ['basic_text', false],
  ['unknown', false],
] as const)('%s keeps its key to itself: %s', (backend, is) => {
  expect(isKeyring(backend)).toBe(is);
});

it.each([
  ['win32', 'data protection'],
  ['darwin', 'keychain'],
  ['linux', 'GNOME Keyring or KWallet'],
])('%s says what it lacks', (platform, what) => {
  expect(noStorageWords(platform)).toMatch(/^This computer has no secure storage: /);
  expect(noStorageWords(platform)).toContain(what);
});
