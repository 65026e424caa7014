import { expect, test } from 'vitest';
import { SchemeAddresses } from './scheme-addresses.ts';

function appAddresses(): SchemeAddresses {
  const addresses = new SchemeAddresses();
  addresses.register('app');
  return addresses;
}

test.each([
  ['app://bundle/index.html?x=1#top', 'https://bundle.app.chromium-shell.invalid/index.html?x=1#top'],
  ['app://bundle/', 'https://bundle.app.chromium-shell.invalid/'],
  ['app://my.bundle/a', 'https://my.bundle.app.chromium-shell.invalid/a'],
  ['app:///a', 'https://no-host.app.chromium-shell.invalid/a'],
])('%s is served from %s, and the app sees it as its own again', (electron, chromium) => {
  expect(appAddresses().toChromium(electron)).toBe(chromium);
  expect(appAddresses().toElectron(chromium)).toBe(electron);
});

test.each(['https://example.com/app.html', 'file:///tmp/a.html', 'about:blank', 'other://bundle/'])(
  '%s, which is of no registered scheme, stays as it is',
  (url) => {
    expect(appAddresses().toChromium(url)).toBe(url);
    expect(appAddresses().toElectron(url)).toBe(url);
    expect(appAddresses().isMapped(url)).toBe(false);
  },
);

test('an address without a path gets one, as a standard scheme does', () => {
  expect(appAddresses().toChromium('app://bundle')).toBe('https://bundle.app.chromium-shell.invalid/');
  expect(appAddresses().toChromium('app://bundle?a')).toBe('https://bundle.app.chromium-shell.invalid/?a');
});

test('a look-alike host is not taken for ours', () => {
  const lookAlike = 'https://bundle.app.chromium-shell.invalid.example.com/';
  expect(appAddresses().isMapped(lookAlike)).toBe(false);
  expect(appAddresses().toElectron(lookAlike)).toBe(lookAlike);
});
