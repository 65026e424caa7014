import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkValue } from '../../../contract/settings/check-value.ts';
import type { SettingKind, SettingValue } from '../../../contract/settings/setting.ts';
import { policies } from '../policy.ts';
import { sampleOf } from '../sample-values.ts';
import { oddPolicies } from '../testing/odd-policies.ts';
import { renderJsonSchema } from './json-schema.ts';
import { renderPolicyFile } from './policy-file.ts';

const accepts = new Ajv2020({ strict: true, allErrors: true }).compile(
  JSON.parse(renderJsonSchema(policies)),
);

test('the sample is right, and has every policy', () => {
  const sample: unknown = JSON.parse(renderPolicyFile(sampleOf('linux')));
  expect(accepts(sample)).toBe(true);
  expect(sample).toEqual(Object.fromEntries(sampleOf('linux').map(({ name, value }) => [name, value])));
  expect(Object.keys(Object(sample))).toEqual(policies.map(({ name }) => name));
});

test('nothing need be set', () => {
  expect(accepts({})).toBe(true);
});

test('a file may name its schema, by which editors find it', () => {
  expect(accepts({ $schema: './settings.schema.json' })).toBe(true);
});

test.each([{ Teme: 'dark' }, { theme: 'dark' }, { $schema: 1 }, [], 'dark', null])(
  '%j is no policy file',
  (wrong) => {
    expect(accepts(wrong)).toBe(false);
  },
);

/** Values that are wrong for every setting of a kind. */
function wrongOf(kind: SettingKind): readonly unknown[] {
  switch (kind.type) {
    case 'flag':
      return [0, 1, 'true', null, [true]];
    case 'number':
      return [kind.least - 1, kind.most + 1, kind.least + 0.5, `${kind.least}`, true, null];
    case 'text':
      return ['x'.repeat(kind.longest + 1), 'a:1\nb:2', 'a:1\0', 7, false, null, ['a:1']];
    case 'choice':
      return ['', 'pink', kind.choices[0]?.value.toUpperCase(), 0, null];
    case 'list':
      return [
        'a',
        [7],
        ['x'.repeat(kind.longest + 1)],
        ['a\rb'],
        ['a', ''],
        [' '],
        Array(kind.most + 1).fill('a'),
        null,
      ];
  }
}

test.each(policies)('$name: what the desk takes is right, what it refuses is wrong', ({ name, setting }) => {
  expect(accepts({ [name]: setting.byDefault })).toBe(true);
  for (const wrong of wrongOf(setting.kind)) {
    expect(checkValue(setting, wrong).ok).toBe(false);
    expect(accepts({ [name]: wrong }), JSON.stringify(wrong)).toBe(false);
  }
});

test('words with everything that is escaped stay what they are', () => {
  expect(JSON.parse(renderJsonSchema(oddPolicies))).toMatchObject({
    properties: Object.fromEntries(
      oddPolicies.map(({ name, setting }) => [name, { title: setting.title, default: setting.byDefault }]),
    ),
  });
});

/** Text that is an address, or nearly one. */
const address = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'wss://',
        'WS://',
        'http://',
        'constructor://',
        '[',
        ']',
        ':',
        '.',
        '-',
        '_',
        '%',
        ' ',
        '\t',
      ),
      fc.constantFrom(
        'cfg-a',
        'example',
        '::1',
        '10.0.0.1',
        '0',
        '00000',
        '8100',
        '65535',
        '65536',
        '99999',
        '080',
      ),
      fc.string({ maxLength: 2 }),
      fc.string({ unit: 'binary', maxLength: 2 }),
      fc.constantFrom('x'.repeat(63), 'x'.repeat(64), `${'x'.repeat(62)}.`.repeat(4)),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

test.each(policies.filter(({ setting: { kind } }) => kind.type === 'text'))(
  '$name: its pattern takes what the desk takes, and nothing else',
  ({ name, setting }) => {
    const known = [
      ...[
        'cfg-a.example:8100',
        ' wss://cfg-a.example:8100 ',
        'ws://[fe80::1%eth0]:8100',
        '[::1]:1',
        'a:00001',
        '',
      ],
      ...[
        'nonsense',
        'wss://x y',
        'a:0',
        'a:65536',
        '[a]:1',
        'a..b:1',
        '-a:1',
        'a:1\n',
        'https://a:1',
        '[::1]',
        'a:',
      ],
      ...['_switchhook._tcp.example', 'cfg.example', `${'x'.repeat(63)}.`.repeat(4)],
    ];
    const isSame = (text: string): void => {
      expect([text, accepts({ [name]: text })]).toEqual([text, checkValue<SettingValue>(setting, text).ok]);
    };
    for (const text of known) isSame(text);
    fc.assert(fc.property(address, isSame), { numRuns: 2_000 });
  },
);
