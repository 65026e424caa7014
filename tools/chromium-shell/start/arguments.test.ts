import { expect, test } from 'vitest';
import { readArguments, readSwitches } from './arguments.ts';

test('the command line of Playwright is understood', () => {
  const line = [
    '-r',
    '/loader.js',
    '--no-sandbox',
    '--inspect=0',
    '--remote-debugging-port=0',
    '.',
    '--lang=de',
    'tel:1',
  ];
  expect(readArguments(line)).toEqual({
    kind: 'run',
    app: '.',
    requires: ['/loader.js'],
    switches: new Map([
      ['no-sandbox', ''],
      ['inspect', '0'],
      ['remote-debugging-port', '0'],
      ['lang', 'de'],
    ]),
  });
});

test('only the first plain word is the app, and --version after it is the app’s own', () => {
  expect(readArguments(['one', 'two', '--version'])).toMatchObject({ kind: 'run', app: 'one' });
  expect(readArguments(['--version'])).toEqual({ kind: 'version' });
  expect(readArguments(['-v', 'one'])).toEqual({ kind: 'version' });
});

test('a value may hold equals signs and line breaks', () => {
  expect(readArguments(['--note=a=b\nc', '.'])).toMatchObject({ switches: new Map([['note', 'a=b\nc']]) });
});

test('no app is no app', () => {
  expect(readArguments(['--no-sandbox'])).toMatchObject({ kind: 'run', app: undefined });
});

test('of a packaged app’s command line no word is the app', () => {
  expect(readSwitches(['tel:1', '-v', '--data=/a=b', '--simulator'])).toEqual(
    new Map([
      ['data', '/a=b'],
      ['simulator', ''],
    ]),
  );
});
