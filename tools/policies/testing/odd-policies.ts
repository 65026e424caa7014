import type { Setting } from '../../../contract/settings/setting.ts';
import type { Policy } from '../policy.ts';

const odd = `Größe "a" & 'b' &amp; <c> 日本 | 5 > 4`;

const about = {
  scope: 'user',
  category: 'Desk',
  since: '12.3.4-beta.1',
  takesEffect: 'at once',
  title: odd,
  text: `${odd}. ${odd}.`,
} as const;

function odder(name: string, setting: Setting): Policy {
  // No declared setting has such words; the key only stands in texts.
  return { key: 'theme', name, setting };
}

/** A policy of each kind whose words hold all that a format has to escape. */
export const oddPolicies: readonly Policy[] = [
  odder('OddFlag', { ...about, kind: { type: 'flag' }, byDefault: true }),
  odder('OddNumber', {
    ...about,
    kind: { type: 'number', least: 0, most: 4_294_967_295, unit: odd },
    byDefault: 1,
  }),
  odder('OddText', { ...about, kind: { type: 'text', longest: 60, format: 'plain' }, byDefault: odd }),
  odder('OddChoice', {
    ...about,
    kind: {
      type: 'choice',
      choices: [
        { value: 'a-b.c', title: odd },
        { value: odd, title: 'B' },
      ],
    },
    byDefault: odd,
  }),
  odder('OddList', {
    ...about,
    kind: { type: 'list', most: 3, longest: 60, format: 'plain' },
    byDefault: [odd],
  }),
];
