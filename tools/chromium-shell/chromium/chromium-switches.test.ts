import { expect, test } from 'vitest';
import { addSwitch, type ChromiumStart, chromiumSwitches, isLoopbackOnly } from './chromium-switches.ts';

function switchesFor(appSwitches: Record<string, string>, loopbackOnly = false): string[] {
  return chromiumSwitches({ ...start, loopbackOnly, appSwitches: new Map(Object.entries(appSwitches)) });
}

const start: ChromiumStart = {
  profile: '/profile',
  headed: false,
  hasX11: true,
  loopbackOnly: false,
  sharedMemory: null,
  appSwitches: new Map(),
};

test("the app's disabled features join the shell's in one list, since Chromium takes only the last", () => {
  const lists = switchesFor({ 'disable-features': 'Lens,MediaRouter' }).filter((text) =>
    text.startsWith('--disable-features='),
  );
  expect(lists).toEqual([
    '--disable-features=LocalNetworkAccessChecks,MediaRouter,OptimizationHints,SpareRendererForSitePerProcess,Lens',
  ]);
});

test("the app's own switches reach Chromium, those of the shell and of Node do not", () => {
  const switches = switchesFor({ 'use-file-for-fake-audio-capture': 'a.wav', inspect: '0', lang: 'de' });
  expect(switches).toContain('--use-file-for-fake-audio-capture=a.wav');
  expect(switches).toContain('--lang=de');
  expect(switches.filter((text) => text.startsWith('--inspect'))).toEqual([]);
  expect(switches).not.toContain('--use-fake-device-for-media-stream');
});

test('the media prompt is answered once, and the app may answer it otherwise', () => {
  const answers = (list: string[]) => list.filter((text) => text.includes('use-fake-ui'));
  expect(answers(switchesFor({}))).toEqual(['--use-fake-ui-for-media-stream']);
  expect(answers(switchesFor({ 'use-fake-ui-for-media-stream': 'deny' }))).toEqual([
    '--use-fake-ui-for-media-stream=deny',
  ]);
});

test('windows that are seen are X11’s where there is an X server', () => {
  const switches = (headed: boolean, hasX11: boolean) => chromiumSwitches({ ...start, headed, hasX11 });
  expect(switches(true, true)).toContain('--ozone-platform=x11');
  expect(switches(true, false)).not.toContain('--ozone-platform=x11');
  expect(switches(false, true)).not.toContain('--ozone-platform=x11');
  expect(switches(true, true)).not.toContain('--headless=new');
});

test('a small /dev/shm is not used', () => {
  const switches = (sharedMemory: number | null) => chromiumSwitches({ ...start, sharedMemory });
  const other = '--disable-dev-shm-usage';
  expect(switches(64 * 1024 ** 2)).toContain(other);
  expect(switches(0)).toContain(other);
  expect(switches(2 * 1024 ** 3)).not.toContain(other);
  expect(switches(null)).not.toContain(other);
});

test('loopback candidates are offered only where there is nothing else', () => {
  const loopback = {
    address: '127.0.0.1',
    netmask: '255.0.0.0',
    family: 'IPv4',
    mac: '',
    internal: true,
  } as const;
  const card = { ...loopback, internal: false, cidr: null };
  expect(isLoopbackOnly({ lo: [{ ...loopback, cidr: null }] })).toBe(true);
  expect(isLoopbackOnly({ lo: [{ ...loopback, cidr: null }], eth0: [card] })).toBe(false);
  expect(switchesFor({}, true)).toContain('--allow-loopback-in-peer-connection');
  expect(switchesFor({}, false)).not.toContain('--allow-loopback-in-peer-connection');
});

test('switches of one name replace each other, feature lists grow', () => {
  const switches = new Map<string, string>();
  addSwitch(switches, 'lang', 'de');
  addSwitch(switches, 'lang', 'fr');
  addSwitch(switches, 'enable-features', 'A,B');
  addSwitch(switches, 'enable-features', 'C');
  expect([...switches]).toEqual([
    ['lang', 'fr'],
    ['enable-features', 'A,B,C'],
  ]);
});
