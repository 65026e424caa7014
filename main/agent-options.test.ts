import { describe, expect, test } from 'vitest';
import { agentUsage, readAgentOptions } from './agent-options.ts';

const least = ['--config', 'cfg-a.example:8100', '--profile', 'Billing', '--login', '-'];

describe('the options of the headless desk', () => {
  test('the least there may be', () => {
    expect(readAgentOptions(least)).toEqual({
      ok: true,
      value: {
        type: 'desk',
        configuration: { a: 'cfg-a.example:8100', b: '' },
        profile: 'Billing',
        login: '-',
        media: null,
        takeOver: false,
        data: null,
        policies: [],
      },
    });
  });

  test('all of them', () => {
    const all = ['--config', '[::1]:8101', '--media', 'tone:700', '--take-over', '--data', 'desk-folder'];
    const policies = ['--policies', 'a.reg', '--policies', 'b.reg'];
    expect(readAgentOptions([...least, ...all, ...policies])).toMatchObject({
      ok: true,
      value: {
        configuration: { a: 'cfg-a.example:8100', b: '[::1]:8101' },
        media: 'tone:700',
        takeOver: true,
        data: 'desk-folder',
        policies: ['a.reg', 'b.reg'],
      },
    });
  });

  test('a support bundle needs the folder of the desk, and nothing else', () => {
    expect(readAgentOptions(['--support-bundle', 'bundles', '--data', 'desk-folder'])).toEqual({
      ok: true,
      value: { type: 'bundle', data: 'desk-folder', into: 'bundles' },
    });
    expect(readAgentOptions(['--support-bundle', 'bundles'])).toEqual({
      ok: false,
      error: expect.stringContaining('--data'),
    });
  });

  test('help is asked for, whatever else is missing, and names every option', () => {
    expect(readAgentOptions(['--help'])).toEqual({ ok: true, value: 'help' });
    for (const option of [
      '--config',
      '--profile',
      '--login',
      '--media',
      '--take-over',
      '--data',
      '--policies',
      '--support-bundle',
    ]) {
      expect(agentUsage).toContain(option);
    }
  });

  test.each<[string, readonly string[], RegExp]>([
    ['no server', least.slice(2), /^--config HOST:PORT is needed/],
    [
      'three servers',
      [...least, '--config', 'b:1', '--config', 'c:1'],
      /^--config HOST:PORT is needed, once or twice/,
    ],
    ['a blank server', ['--config', '', ...least.slice(2)], /^--config: "" is not an address/],
    ['a server without a port', ['--config', 'cfg', ...least.slice(2)], /^--config: "cfg" is not an address/],
    [
      'a port that is none',
      ['--config', 'cfg:99999', ...least.slice(2)],
      /"99999" in "cfg:99999" is not a port/,
    ],
    ['no profile', [...least.slice(0, 2), '--login', '-'], /^--profile NAME is needed/],
    ['no login', least.slice(0, 4), /^--login is needed; - reads/],
    ['an option without its value', [...least, '--data'], /--data/],
    ['an unknown option', [...least, '--nonsense'], /--nonsense/],
    ['something that is no option', [...least, 'nonsense'], /nonsense/],
  ])('%s is refused with why', (_, argv, why) => {
    const read = readAgentOptions(argv);
    expect(read.ok ? '' : read.error).toMatch(why);
  });
});
