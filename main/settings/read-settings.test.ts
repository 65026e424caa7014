import { expect, test } from 'vitest';
import { defaultSettings, readSettings } from './read-settings.ts';

const file = '/home/agent/settings.json';

test('an empty file has the defaults', () => {
  expect(readSettings({}, file)).toEqual({ values: defaultSettings, problems: [] });
  expect(defaultSettings).toEqual({
    configurationServers: { a: '', b: '' },
    serverOrder: 'random',
    phoneOrder: 'random',
    audio: { microphone: null, speaker: null, ringer: null },
    lastProfile: null,
    deskId: null,
    window: { bounds: null, maximised: false },
    theme: 'system',
  });
});

test('what is right is taken', () => {
  const raw = {
    configurationServers: { a: 'cfg-a:8100', b: '[::1]:8100' },
    serverOrder: 'primary-first',
    phoneOrder: 'primary-first',
    audio: { microphone: { id: 'm1', label: 'Headset' }, speaker: null, ringer: { id: 'r1', label: 'Desk' } },
    lastProfile: 'Hamburg',
    deskId: 'desk-1',
    window: { bounds: { x: -5, y: 0, width: 900, height: 600 }, maximised: true },
    theme: 'dark',
    ofALaterVersion: true,
  };
  const { ofALaterVersion: _, ...known } = raw;
  expect(readSettings(raw, file)).toEqual({ values: known, problems: [] });
});

test('a wrong value is named and has its default; its neighbours stand', () => {
  const { values, problems } = readSettings(
    {
      serverOrder: 'sometimes',
      phoneOrder: 'primary-first',
      audio: { microphone: 'Headset', speaker: { id: 's', label: 'S' } },
      window: { bounds: { x: 0, y: 0, width: -1, height: 600 }, maximised: true },
      theme: 'x'.repeat(100),
    },
    file,
  );
  expect(values).toMatchObject({
    serverOrder: 'random',
    phoneOrder: 'primary-first',
    audio: { microphone: null, speaker: { id: 's', label: 'S' } },
    window: { bounds: null, maximised: true },
    theme: 'system',
  });
  expect(problems.map(({ setting }) => setting)).toEqual([
    'serverOrder',
    'audio.microphone',
    'window.bounds',
    'theme',
  ]);
  expect(problems[0]?.message).toBe(
    'The setting "serverOrder" in /home/agent/settings.json is "sometimes", which is not used: Invalid option: expected one of "random"|"primary-first". "random" is used instead.',
  );
  expect(problems[3]?.message).toContain('xxx…, which');
});

test('something else where an object should be is named once', () => {
  const { values, problems } = readSettings({ audio: 'loud', configurationServers: ['a', 'b'] }, file);
  expect(values).toEqual(defaultSettings);
  expect(problems.map(({ setting }) => setting)).toEqual(['configurationServers', 'audio']);
});

test('a wrong address stays as it is written, and is named', () => {
  const { values, problems } = readSettings({ configurationServers: { a: 'cfg-a', b: ' ' } }, file);
  expect(values.configurationServers).toEqual({ a: 'cfg-a', b: ' ' });
  expect(problems).toEqual([
    {
      setting: 'configurationServers.a',
      message:
        'The address of configuration server A in /home/agent/settings.json is skipped: "cfg-a" is not an address: expected host:port, such as cfg-a.example:8100.',
    },
  ]);
});

test('keys of every object are no settings', () => {
  expect(readSettings(JSON.parse('{"__proto__":{"theme":"dark"}}'), file).values.theme).toBe('system');
});
