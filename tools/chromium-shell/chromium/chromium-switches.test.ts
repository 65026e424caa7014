import { expect, test } from 'vitest';
import { addSwitch, chromiumSwitches, isLoopbackOnly } from './chromium-switches.ts';

function switchesFor(appSwitches: Record<string, string>, loopbackOnly = false): string[] {
  const start = { profile: '/profile', headed: false, loopbackOnly };
  return chromiumSwitches({ ...start, appSwitches: new Map(Object.entries(appSwitches)) });
}

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
