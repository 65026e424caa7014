import { expect, test } from 'vitest';
import {
  chooseStart,
  conformanceRuntime,
  hasDisplay,
  headlessRuntime,
  type RuntimesFound,
} from './runtime-choice.ts';

const electronApp = { kind: 'app', on: 'electron' };
const shellApp = { kind: 'app', on: 'chromium-shell' };
const demo = (why: string) => ({ kind: 'demo', why: expect.stringContaining(why) });
const nothing = (why: string) => ({ kind: 'nothing', why: expect.stringContaining(why) });

const table: readonly [
  RuntimesFound['electron'],
  RuntimesFound['display'],
  RuntimesFound['chromium'],
  unknown,
][] = [
  [true, true, 'with windows', electronApp],
  [true, true, 'headless', electronApp],
  [true, true, 'none', electronApp],
  [true, false, 'with windows', demo('no display')],
  [true, false, 'headless', demo('no display')],
  [true, false, 'none', nothing('Electron needs a display')],
  [false, true, 'with windows', shellApp],
  [false, true, 'headless', demo('shows no windows')],
  [false, true, 'none', nothing('binary is not here')],
  [false, false, 'with windows', demo('no display')],
  [false, false, 'headless', demo('no display')],
  [false, false, 'none', nothing('binary is not here')],
];

test.each(table)(
  'with Electron %s, a display %s and a Chromium %s',
  (electron, display, chromium, choice) => {
    expect(chooseStart({ electron, display, chromium })).toEqual(choice);
  },
);

test.each([
  [true, true, 'electron'],
  [true, false, 'chromium-shell'],
  [false, true, 'chromium-shell'],
  [false, false, 'chromium-shell'],
] as const)('tests with Electron %s and a display %s run on %s', (electron, display, runtime) => {
  expect(headlessRuntime({ electron, display })).toBe(runtime);
});

test.each([
  ['linux', {}, false],
  ['linux', { DISPLAY: '' }, false],
  ['linux', { DISPLAY: ':0' }, true],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
  ['darwin', {}, true],
  ['win32', {}, true],
] as const)('%s with %j has a display: %s', (platform, environment, has) => {
  expect(hasDisplay(platform, environment)).toBe(has);
});

test.each([
  ['linux', false, undefined, 'chromium-shell'],
  ['linux', true, undefined, 'chromium-shell'],
  ['linux', true, 'electron', 'electron'],
  ['linux', true, 'chromium-shell', 'chromium-shell'],
  ['linux', true, '', 'chromium-shell'],
  ['darwin', false, undefined, 'chromium-shell'],
  ['darwin', true, undefined, 'electron'],
  ['win32', false, undefined, null],
  ['win32', true, undefined, 'electron'],
] as const)(
  'conformance on %s, with Electron %s and %s named, runs on %s',
  (platform, electron, named, runtime) => {
    expect(conformanceRuntime({ platform, electron, named })).toBe(runtime);
  },
);
