import { expect, test } from 'vitest';
import { nothingRemembered, readRemembered } from './remembered.ts';

const file = '/home/agent/settings.json';

test('an empty file remembers nothing', () => {
  expect(readRemembered({}, file, new Map())).toEqual({ remembered: nothingRemembered, problems: [] });
});

test('what is right is taken', () => {
  const raw = {
    audio: { microphone: { id: 'm1', label: 'Headset' }, speaker: null, ringer: { id: 'r1', label: 'Desk' } },
    lastProfile: 'Hamburg',
    deskId: 'desk-1',
    window: { bounds: { x: -5, y: 0, width: 900, height: 600 }, maximised: true },
    toldByCluster: { a: 'cfg-a:1', b: 'cfg-b:2' },
    driftTold: 'The policy sets another.',
    legacyImport: {
      answer: 'leave',
      at: 1_769_846_400_000,
      desktop: 'CTI OS',
      place: 'HKLM\\SOFTWARE\\Cisco Systems\\CTI Desktop\\CtiOs',
      a: 'ctios-a:8100',
      b: null,
    },
  };
  expect(readRemembered({ ...raw, theme: 'dark' }, file, new Map())).toEqual({
    remembered: raw,
    problems: [],
  });
});

test('a wrong value is named and forgotten; its neighbours stand', () => {
  const { remembered, problems } = readRemembered(
    {
      audio: { microphone: 'Headset', speaker: { id: 's', label: 'S' } },
      window: { bounds: { x: 0, y: 0, width: -1, height: 600 }, maximised: true },
      lastProfile: 'x'.repeat(100),
    },
    file,
    new Map(),
  );
  expect(remembered).toMatchObject({
    audio: { microphone: null, speaker: { id: 's', label: 'S' } },
    window: { bounds: null, maximised: true },
    lastProfile: null,
  });
  expect(problems.map(({ setting }) => setting)).toEqual([
    'audio.microphone',
    'lastProfile',
    'window.bounds',
  ]);
  for (const { message } of problems) expect(message).toContain(file);
});

test('what stands where a group was expected is named once', () => {
  const { problems } = readRemembered({ audio: 'loud', window: [] }, file, new Map());
  expect(problems.map(({ setting }) => setting)).toEqual(['audio', 'window']);
  expect(problems[0]?.message).toContain('expected an object');
});
