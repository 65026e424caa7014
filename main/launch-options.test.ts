import { describe, expect, test } from 'vitest';
import { readLaunchOptions } from './launch-options.ts';

const none = { simulator: false, tier: [], data: null, configuration: null, policies: [] };

describe('the options of the app', () => {
  test.each<[string, readonly string[], object]>([
    ['none', [], none],
    ['the simulator', ['--simulator'], { ...none, simulator: true }],
    [
      'what is handed on to the tier',
      ['--simulator', '--scenario', 'busy.yaml', '--control', '8099'],
      { ...none, simulator: true, tier: ['--scenario', 'busy.yaml', '--control', '8099'] },
    ],
    ['a folder of its own', ['--data', 'desk-folder'], { ...none, data: 'desk-folder' }],
    ['one server', ['--config', 'a:1'], { ...none, configuration: { a: 'a:1', b: '' } }],
    [
      'two servers',
      ['--config', 'a:1', '--config', '[::1]:2'],
      { ...none, configuration: { a: 'a:1', b: '[::1]:2' } },
    ],
    ['a blank one', ['--config=', '--config', 'b:2'], { ...none, configuration: { a: '', b: 'b:2' } }],
    [
      'Electron’s and Chromium’s are passed over',
      ['--inspect=0', '--no-sandbox', '.', '--user-data-dir', '/x', '--data', '/y', 'tel:5550100'],
      { ...none, data: '/y' },
    ],
    [
      'files with policies, the strongest first',
      ['--policies', 'a.reg', '--policies=C:\\b.reg'],
      { ...none, policies: ['a.reg', 'C:\\b.reg'] },
    ],
    ['policies without a file count as not given', ['--policies'], none],
    ['one without its value counts as not given', ['--data'], none],
  ])('%s', (_, argv, value) => {
    expect(readLaunchOptions(argv)).toEqual({ ok: true, value });
  });

  test.each<[string, readonly string[], RegExp]>([
    [
      'three servers',
      ['--config', 'a:1', '--config', 'b:1', '--config', 'c:1'],
      /^--config may be given twice at most/,
    ],
    ['no address', ['--config', 'nonsense'], /^--config: "nonsense" is not an address: expected host:port/],
    ['no port', ['--config', 'a:1', '--config', 'b:x'], /^--config: "x" in "b:x" is not a port/],
  ])('%s is refused with why', (_, argv, why) => {
    const read = readLaunchOptions(argv);
    expect(read.ok ? '' : read.error).toMatch(why);
  });
});
