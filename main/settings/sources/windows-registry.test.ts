import { expect, onTestFinished, test } from 'vitest';
import { heldTimers } from '../../testing/held-timers.ts';
import { resolve, valuesOf } from '../layers/in-force.ts';
import { nativeRegistry } from './registry/native-registry.ts';
import type { Registry, RegistryEntry } from './registry/registry.ts';
import { pollMs } from './watch-places.ts';
import { windowsRegistrySource } from './windows-registry.ts';

// Everywhere but on Windows the registry is one of this test's own: of the real one only the last test tells.

const theme = (value: string): RegistryEntry => ({
  name: 'Theme',
  value: { type: 'REG_SZ', value },
  at: null,
});

/** A registry that has these two keys of policies; null: not that one. */
class TestRegistry implements Registry {
  readonly keys: { HKLM: readonly RegistryEntry[] | null; HKCU: readonly RegistryEntry[] | null };
  denies = false;

  constructor(keys: TestRegistry['keys']) {
    this.keys = keys;
  }

  values(hive: 'HKLM' | 'HKCU', path: string): readonly RegistryEntry[] | null {
    if (this.denies) throw new Error('Access is denied');
    return path === 'SOFTWARE\\Policies\\Switchhook' ? this.keys[hive] : null;
  }
}

test('in a registry of the test: HKLM is of the machine and goes before HKCU, and places name hive and key', () => {
  const registry = new TestRegistry({ HKLM: [theme('light')], HKCU: [theme('dark')] });
  const { settings, problems } = resolve(windowsRegistrySource(registry, heldTimers()).read());
  expect(problems).toEqual([]);
  expect(settings.theme).toMatchObject({
    value: 'light',
    source: 'machine-policy',
    place: 'HKLM\\SOFTWARE\\Policies\\Switchhook',
    overruled: [{ source: 'user-policy', place: 'HKCU\\SOFTWARE\\Policies\\Switchhook', value: 'dark' }],
  });
});

test('in a registry of the test: a computer without policies has no problem', () => {
  const source = windowsRegistrySource(new TestRegistry({ HKLM: null, HKCU: null }), heldTimers());
  expect(source.read().flatMap(({ entries, problems }) => [...entries, ...problems])).toEqual([]);
});

test('in a registry of the test: values of another type are unset and named', () => {
  const registry = new TestRegistry({
    HKLM: [
      { name: 'Theme', value: { type: 'REG_DWORD', value: 1 }, at: null },
      { name: 'AllowPlaintext', value: { type: 'other', name: 'REG_QWORD' }, at: null },
      { name: '', value: { type: 'REG_SZ', value: 'x' }, at: null },
    ],
    HKCU: [{ name: 'AllowPlaintext', value: { type: 'REG_DWORD', value: 1 }, at: null }],
  });
  const place = 'SOFTWARE\\Policies\\Switchhook';
  expect(
    resolve(windowsRegistrySource(registry, heldTimers()).read()).problems.map(({ message }) => message),
  ).toEqual([
    `The setting "Theme" in HKLM\\${place} is not used: expected REG_SZ, not REG_DWORD.`,
    `The setting "AllowPlaintext" in HKLM\\${place} is not used: expected REG_DWORD, not REG_QWORD.`,
    `The setting "(Default)" in HKLM\\${place} is none of this version of Switchhook, and is not used.`,
    `The setting "AllowPlaintext" in HKCU\\${place} is not used: only a policy of the machine can set it.`,
  ]);
});

test('in a registry of the test: one that cannot be read is named', () => {
  const registry = new TestRegistry({ HKLM: [theme('dark')], HKCU: null });
  registry.denies = true;
  expect(resolve(windowsRegistrySource(registry, heldTimers()).read()).problems[0]?.message).toBe(
    'Could not read HKLM\\SOFTWARE\\Policies\\Switchhook: Access is denied. No policy is taken from it.',
  );
});

test('in a registry of the test: a change is noticed within five seconds, and nothing is told without one', () => {
  const registry = new TestRegistry({ HKLM: [theme('dark')], HKCU: null });
  const timers = heldTimers();
  const source = windowsRegistrySource(registry, timers);
  source.read();
  const told: string[] = [];
  const stop = source.watch(() => told.push(valuesOf(resolve(source.read())).theme));
  timers.advance(3 * pollMs);
  expect(told).toEqual([]);
  registry.keys.HKCU = [theme('light')];
  registry.keys.HKLM = null;
  timers.advance(5_000);
  expect(told).toEqual(['light']);
  registry.denies = true;
  timers.advance(5_000);
  expect(told).toEqual(['light', 'system']);
  stop();
  expect(timers.pending()).toBe(0);
});

test.skipIf(process.platform !== 'win32')(
  'in the real registry of a Windows, @windows: values of each type are read as they were written',
  async () => {
    const native = await import('native-reg');
    // A key of this test's own: policies are never touched.
    const path = `Software\\Switchhook-test-${process.pid}-${Date.now()}`;
    const key = native.createKey(native.HKCU, path, native.Access.ALL_ACCESS);
    onTestFinished(() => {
      native.closeKey(key);
      native.deleteTree(native.HKCU, path);
    });
    native.setValueSZ(key, 'text', 'ä');
    native.setValueEXPAND_SZ(key, 'variable', '%PATH%');
    native.setValueDWORD(key, 'number', 4_294_967_295);
    native.setValueMULTI_SZ(key, 'lines', ['a', 'b']);
    native.setValueQWORD(key, 'large', 1);
    const registry = nativeRegistry(native);
    expect(registry.values('HKCU', path)).toEqual([
      { name: 'text', value: { type: 'REG_SZ', value: 'ä' }, at: null },
      { name: 'variable', value: { type: 'REG_EXPAND_SZ', value: '%PATH%' }, at: null },
      { name: 'number', value: { type: 'REG_DWORD', value: 4_294_967_295 }, at: null },
      { name: 'lines', value: { type: 'REG_MULTI_SZ', value: ['a', 'b'] }, at: null },
      { name: 'large', value: { type: 'other', name: 'REG_QWORD' }, at: null },
    ]);
    expect(registry.values('HKCU', `${path}\\none`)).toBeNull();
  },
);
