import { expect, test } from 'vitest';
import type { SettingKey } from '../../../contract/settings/declared-settings.ts';
import type { SettingValue } from '../../../contract/settings/setting.ts';
import { type RegistryWriter, windowsMachine } from './windows-machine.ts';

// The library works on Windows alone: here is what is asked of it.

function writer(fails: Error | null = null): {
  readonly native: RegistryWriter;
  readonly asked: unknown[][];
} {
  const asked: unknown[][] = [];
  const ask =
    <Value>(name: string, value: Value) =>
    (...words: readonly unknown[]): Value => {
      asked.push([name, ...words]);
      return value;
    };
  const native = {
    HKLM: 'HKLM',
    Access: { SET_VALUE: 2, WOW64_64KEY: 256 },
    createKey: (...words: readonly unknown[]) => {
      if (fails) throw fails;
      return ask('createKey', 'key')(...words);
    },
    closeKey: ask('closeKey', undefined),
    deleteValue: ask('deleteValue', true),
    setValueDWORD: ask('setValueDWORD', undefined),
    setValueSZ: ask('setValueSZ', undefined),
    setValueMULTI_SZ: ask('setValueMULTI_SZ', undefined),
  };
  return { native: native as unknown as RegistryWriter, asked };
}

test('each kind is written by its registry type, below the policies of the computer', () => {
  const { native, asked } = writer();
  const change = new Map<SettingKey, SettingValue | null>([
    ['allowPlaintext', true],
    ['recorder.days', 14],
    ['theme', 'dark'],
    ['tls.authorities', ['one.pem', 'two.pem']],
    ['logLevel', null],
  ]);
  expect(windowsMachine(native).write(change)).toEqual({ ok: true, value: null });
  expect(asked).toEqual([
    ['createKey', 'HKLM', 'SOFTWARE\\Policies\\Switchhook', 258],
    ['setValueDWORD', 'key', 'AllowPlaintext', 1],
    ['setValueDWORD', 'key', 'RecorderDays', 14],
    ['setValueSZ', 'key', 'Theme', 'dark'],
    ['setValueMULTI_SZ', 'key', 'TlsAuthorities', ['one.pem', 'two.pem']],
    ['deleteValue', 'key', 'LogLevel'],
    ['closeKey', 'key'],
  ]);
});

test('without the rights of an administrator it says so', () => {
  const denied = Object.assign(new Error('RegCreateKeyExW failed'), { errno: 5 });
  const { native } = writer(denied);
  expect(windowsMachine(native).write(new Map([['theme', 'dark']]))).toEqual({
    ok: false,
    error: {
      type: 'not-written',
      message:
        'Could not write HKLM\\SOFTWARE\\Policies\\Switchhook: access is denied. Run the command as administrator.',
    },
  });
});
