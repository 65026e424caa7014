import { expect, test } from 'vitest';
import { readCommandLine } from './command-line.ts';
import { commandNames, usage } from './usage.ts';

const common = { type: 'command', json: false, data: null, policies: [], policyFolder: null };

test.each<[string[], object]>([
  [['get'], { type: 'get', keys: [] }],
  [['get', 'theme', 'LOGLEVEL'], { type: 'get', keys: ['theme', 'logLevel'] }],
  [['set', 'theme', 'dark'], { type: 'set', key: 'theme', value: 'dark', target: 'user' }],
  [
    ['set', 'AllowPlaintext', 'on', '--machine'],
    { type: 'set', key: 'allowPlaintext', value: true, target: 'machine' },
  ],
  [
    ['set', 'recorder.days', '14', '--machine'],
    { type: 'set', key: 'recorder.days', value: 14, target: 'machine' },
  ],
  [['set', 'recorder.days', '-5'], { type: 'set', key: 'recorder.days', value: -5, target: 'user' }],
  [['set', 'recorder.days', 'long'], { type: 'set', key: 'recorder.days', value: 'long', target: 'user' }],
  [['set', 'raiseOnOffer', 'OFF'], { type: 'set', key: 'raiseOnOffer', value: false, target: 'user' }],
  [
    ['set', 'raiseOnOffer', 'perhaps'],
    { type: 'set', key: 'raiseOnOffer', value: 'perhaps', target: 'user' },
  ],
  [
    ['set', 'tls.authorities', 'a.pem', 'b.pem'],
    { type: 'set', key: 'tls.authorities', value: ['a.pem', 'b.pem'], target: 'user' },
  ],
  [
    ['set', 'tls.authorities', '["a.pem"]'],
    { type: 'set', key: 'tls.authorities', value: ['a.pem'], target: 'user' },
  ],
  [['set', 'tls.authorities', '[]'], { type: 'set', key: 'tls.authorities', value: [], target: 'user' }],
  [['set', 'tls.authorities', '[a'], { type: 'set', key: 'tls.authorities', value: ['[a'], target: 'user' }],
  [
    ['set', 'configurationServers.a', ''],
    { type: 'set', key: 'configurationServers.a', value: '', target: 'user' },
  ],
  [
    ['set', 'configurationServers.name', '--', '-x'],
    { type: 'set', key: 'configurationServers.name', value: '-x', target: 'user' },
  ],
  [['unset', 'theme', '--machine'], { type: 'unset', key: 'theme', target: 'machine' }],
  [['explain', 'theme'], { type: 'explain', key: 'theme' }],
  [['import', 'a.reg', '--dry-run'], { type: 'import', file: 'a.reg', target: null, dryRun: true }],
  [['import', 'a.reg', '--machine'], { type: 'import', file: 'a.reg', target: 'machine', dryRun: false }],
  [['export'], { type: 'export', format: 'reg', target: 'user', out: null }],
  [
    ['export', '--format', 'json', '--machine', '--out', 'x'],
    { type: 'export', format: 'json', target: 'machine', out: 'x' },
  ],
  [['check'], { type: 'check' }],
  [['heal'], { type: 'heal', cluster: null }],
  [['heal', '--cluster', 'edinburgh'], { type: 'heal', cluster: 'edinburgh' }],
])('%j is read', (argv, command) => {
  expect(readCommandLine(argv)).toEqual({ ok: true, value: { ...common, command } });
});

test('options that all commands have stand anywhere', () => {
  const argv = [
    '--json',
    'check',
    '--data',
    'd',
    '--policies',
    'one.reg',
    '--policies',
    'two.reg',
    '--policy-folder',
    'p',
  ];
  expect(readCommandLine(argv)).toEqual({
    ok: true,
    value: {
      type: 'command',
      command: { type: 'check' },
      json: true,
      data: 'd',
      policies: ['one.reg', 'two.reg'],
      policyFolder: 'p',
    },
  });
});

test.each([
  [['paint'], 'There is no command "paint". Known: get, set, unset, explain, import, export, check, heal.'],
  [['--json'], 'A command is missing. Known:'],
  [['get', 'nonsense'], 'There is no setting "nonsense"; get lists them all.'],
  [['set'], 'A KEY is missing; get lists them all.'],
  [['set', 'theme'], 'set theme: A value is missing.'],
  [['set', 'theme', 'dark', 'light'], 'set theme: It has one value alone; put one with spaces in quotes.'],
  [['set', 'theme', 'dark', '--machine', '--user'], '--machine and --user exclude each other.'],
  [['explain', 'theme', 'logLevel'], '"logLevel" is more than explain takes.'],
  [['explain', 'theme', '--machine'], 'The command explain has no option --machine.'],
  [['import'], 'import needs a FILE.'],
  [['export', '--format', 'xml'], '--format is reg or json, not "xml".'],
  [['check', 'now'], '"now" is more than check takes.'],
  [['get', '--data', ''], '--data is blank: give it a value, or leave it out.'],
  [['get', '--policy-folder', ' '], '--policy-folder is blank: give it a value, or leave it out.'],
  [['get', '--policies', 'a.reg', '--policies='], '--policies is blank: give it a value, or leave it out.'],
  [['export', '--out', ''], '--out is blank: give it a value, or leave it out.'],
  [['heal', '--cluster', ''], '--cluster is blank: give it a value, or leave it out.'],
  [['import', ''], 'import needs a FILE.'],
  [['help', 'paint'], 'There is no command "paint".'],
  [['get', '--colour'], "Unknown option '--colour'"],
])('%j is refused', (argv, sentence) => {
  const read = readCommandLine(argv);
  expect(read).toEqual({ ok: false, error: expect.stringContaining(sentence) });
});

test('help is there of all and of each command', () => {
  expect(readCommandLine([])).toEqual({ ok: true, value: { type: 'help', of: null } });
  expect(readCommandLine(['--help'])).toEqual({ ok: true, value: { type: 'help', of: null } });
  expect(readCommandLine(['set', '--help'])).toEqual({ ok: true, value: { type: 'help', of: 'set' } });
  expect(readCommandLine(['help'])).toEqual({ ok: true, value: { type: 'help', of: null } });
  expect(readCommandLine(['help', 'set'])).toEqual({ ok: true, value: { type: 'help', of: 'set' } });
  for (const name of commandNames) {
    expect(usage(null)).toContain(`switchhook-settings ${name}`);
    expect(usage(name)).toContain(`switchhook-settings ${name}`);
  }
});
