import { describe, expect, test } from 'vitest';
import { declaredSettings, settingKeys } from '../../../contract/settings/declared-settings.ts';
import type { Setting } from '../../../contract/settings/setting.ts';
import type { InForce } from '../../../contract/settings/settings-view.ts';
import { defaults, managed } from '../fixtures/settings.ts';
import { searchSettings } from './search-settings.ts';
import { textOfValue, valueOfText } from './setting-text.ts';
import {
  effectWords,
  lockWords,
  overruledWords,
  sourceWords,
  valueWords,
  waitingWords,
} from './setting-words.ts';

const keysOf = (words: string) => searchSettings(words).flatMap(({ keys }) => keys);

describe('a search', () => {
  test('for nothing finds every setting, by category', () => {
    expect(keysOf('').toSorted()).toEqual([...settingKeys].toSorted());
    expect(searchSettings(' ').map(({ category }) => category)).toEqual([
      'Servers',
      'Security',
      'Desk',
      'Diagnostics',
    ]);
  });

  test.each([
    ['its title', 'appearance', ['theme']],
    ['its text', 'SRV record', ['configurationServers.name']],
    ['its key', 'raiseOnOffer', ['raiseOnOffer']],
    ['the name of its policy, in any case', 'CONFIGURATIONSERVERSA', ['configurationServers.a']],
    ['a choice of it', 'dark', ['theme']],
    ['words that stand apart', 'order sip', ['phoneOrder']],
    ['the beginning of a word alone', 'order', ['serverOrder', 'phoneOrder']],
    ['a word with signs in it', '_service._tcp', ['configurationServers.name']],
    ['nothing', 'zzz', []],
  ])('finds a setting by %s', (_, words, keys) => {
    expect(keysOf(words)).toEqual(keys);
  });
});

describe('words', () => {
  const { serverOrder, theme, allowPlaintext } = declaredSettings;

  test('say where a value comes from, and a policy’s place', () => {
    const words = (key: keyof typeof managed.settings) => sourceWords(managed.settings[key]);
    expect(words('serverOrder')).toEqual({
      words: 'Set by policy of this computer',
      place: 'HKLM\\SOFTWARE\\Policies\\Switchhook',
    });
    expect(words('configurationServers.name')).toMatchObject({
      words: 'Set by policy for you',
      place: 'HKCU\\SOFTWARE\\Policies\\Switchhook',
    });
    expect(words('configurationServers.a')).toEqual({ words: 'Told by the cluster', place: null });
    expect(words('theme')).toEqual({ words: 'Set by you', place: null });
    expect(words('phoneOrder')).toEqual({ words: 'Default', place: null });
  });

  test('say who locks it', () => {
    expect(lockWords(serverOrder, managed.settings.serverOrder)).toContain('for this computer');
    const name = managed.settings['configurationServers.name'];
    expect(lockWords(declaredSettings['configurationServers.name'], name)).toContain('for you');
    expect(lockWords(allowPlaintext, defaults.settings.allowPlaintext)).toBe(
      "Set by your IT department's policy alone.",
    );
    expect(lockWords(theme, managed.settings.theme)).toBeNull();
  });

  test('say what is not used because of it', () => {
    expect(overruledWords(serverOrder, managed.settings.serverOrder)).toEqual([
      'Used in place of “At random”, which you set.',
    ]);
    const twice: InForce = {
      ...managed.settings['tls.authorities'],
      overruled: [{ source: 'machine-policy', place: 'a file', value: ['a.pem', 'b.pem'] }],
    };
    expect(overruledWords(declaredSettings['tls.authorities'], twice)).toEqual([
      'Used in place of “a.pem, b.pem”, which another policy of this computer sets.',
    ]);
  });

  test('say what is used until the next start where a value waits for it', () => {
    const days = declaredSettings['recorder.days'];
    const now = { ...defaults.settings['recorder.days'], value: 14 };
    expect(waitingWords(days, now)).toBeNull();
    expect(waitingWords(days, { ...now, untilRestart: 7 })).toBe(
      'Changed since Switchhook was started. Until it is started again, “7 days” is used.',
    );
  });

  test('say a value as it is read, and when a change is used', () => {
    expect(valueWords(declaredSettings.raiseOnOffer, true)).toBe('On');
    expect(valueWords(theme, 'system')).toBe('As the system');
    expect(valueWords(declaredSettings['recorder.days'], 7)).toBe('7 days');
    expect(valueWords(declaredSettings['configurationServers.a'], ' ')).toBe('None');
    expect(valueWords(declaredSettings['tls.authorities'], [])).toBe('None');
    expect([effectWords('at once'), effectWords('next login')]).toEqual([
      null,
      'Takes effect from the next login on',
    ]);
  });
});

describe('what is typed', () => {
  const number: Setting = declaredSettings['recorder.days'];
  const list: Setting = declaredSettings['tls.authorities'];
  const address: Setting = declaredSettings['configurationServers.a'];

  test.each([
    [number, ' 12 ', 12],
    [list, 'a.pem\n\n  b.pem \r\n', ['a.pem', 'b.pem']],
    [list, '', []],
    [address, ' cfg-a.example:8100 ', 'cfg-a.example:8100'],
    [address, '', ''],
    [declaredSettings.raiseOnOffer, 'false', false],
  ] as const)('%# is a value', (setting, typed, value) => {
    expect(valueOfText(setting, typed)).toEqual({ ok: true, value });
  });

  test.each([
    [number, '1.5', 'Expected a whole number from 1 to 30 (days).'],
    [number, '31', 'Expected a whole number from 1 to 30 (days).'],
    [number, '', 'Expected a whole number from 1 to 30 (days).'],
    [list, 'x\n'.repeat(11), 'Expected at most 10 lines.'],
    [address, 'cfg a', '"cfg a" is not an address: expected host:port, such as cfg-a.example:8100.'],
  ] as const)('%# is refused with why', (setting, typed, error) => {
    expect(valueOfText(setting, typed)).toEqual({ ok: false, error });
  });

  test('a list stands in its field a line each', () => {
    expect(textOfValue(['a.pem', 'b.pem'])).toBe('a.pem\nb.pem');
    expect(textOfValue(7)).toBe('7');
  });
});
