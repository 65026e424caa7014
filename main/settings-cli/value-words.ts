import type { Setting, SettingKind, SettingValue } from '../../contract/settings/setting.ts';
import type { InForce } from '../../contract/settings/settings-view.ts';
import { sourceWords } from '../settings/source-words.ts';

/** A value as a line shows it. */
export function valueWords(value: SettingValue): string {
  if (typeof value === 'object') return value.length === 0 ? '(no lines)' : value.join(', ');
  return value === '' ? '(blank)' : String(value);
}

/** What a setting may be, in words. */
export function rangeWords(kind: SettingKind): string {
  switch (kind.type) {
    case 'flag':
      return 'true or false';
    case 'number':
      return `a whole number from ${kind.least} to ${kind.most} (${kind.unit})`;
    case 'text':
      return `${formatWords[kind.format]}, at most ${kind.longest} characters`;
    case 'choice':
      return kind.choices.map(({ value, title }) => `${value} (${title})`).join(', ');
    case 'list':
      return `at most ${kind.most} lines, each ${formatWords[kind.format]} of at most ${kind.longest} characters`;
  }
}

const formatWords = {
  server: 'host:port or [IPv6]:port',
  'cluster-name': 'host, host:port or _service._tcp.domain',
  file: 'the path of a file',
  plain: 'text',
} as const;

/** When a change is used, as words behind "It takes effect". */
export const effectWords: Readonly<Record<Setting['takesEffect'], string>> = {
  'at once': 'at once, in a desk that runs too',
  'next login': 'at the next login',
  'next start': 'when the desk is started next',
};

/** Where a value comes from, with its place: "policy of this computer (…)", "nobody set it". */
export function fromWords(setting: Pick<InForce, 'source' | 'place'>): string {
  const words = sourceWords(setting);
  if (words === null) return 'the default, nobody set it';
  return setting.source === 'user' ? `${words} (${setting.place})` : words;
}
