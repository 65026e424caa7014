import type {
  Setting,
  SettingEffect,
  SettingKind,
  SettingScope,
  SettingValue,
  TextFormat,
} from '../../contract/settings/setting.ts';

/** What a value may be, for a reader: `1 to 30 (days)`. */
export function rangeInWords(kind: SettingKind): string {
  switch (kind.type) {
    case 'flag':
      return 'yes or no';
    case 'number':
      return `${kind.least} to ${kind.most} (${kind.unit})`;
    case 'text':
      return `${formatInWords(kind.format)}, at most ${kind.longest} characters`;
    case 'choice':
      return kind.choices.map((choice) => `${choice.value} (${choice.title})`).join(', ');
    case 'list':
      return `at most ${kind.most} lines, each ${formatInWords(kind.format)} of at most ${kind.longest} characters`;
  }
}

function formatInWords(format: TextFormat): string {
  switch (format) {
    case 'server':
      return 'host:port or [IPv6]:port, with wss:// or ws:// before it or not';
    case 'cluster-name':
      return 'host, host:port or _service._tcp.domain';
    case 'file':
      return 'the path of a file';
    case 'plain':
      return 'text';
  }
}

/** A value for a reader: `no`, `cfg-a:8100`, `blank`. */
export function valueInWords({ kind }: Setting, value: SettingValue): string {
  if (kind.type === 'flag') return value === true ? 'yes' : 'no';
  const text = Array.isArray(value) ? value.join(', ') : String(value);
  return text === '' ? 'blank' : text;
}

/** Who may set it, as the end of a sentence. */
export function scopeInWords(scope: SettingScope): string {
  return scope === 'machine' ? 'policy of the machine' : 'policy of machine or user, the user';
}

/** When a change of it is used, as the end of a sentence. */
export function effectInWords(effect: SettingEffect): string {
  switch (effect) {
    case 'at once':
      return 'at once';
    case 'next login':
      return 'at the next login';
    case 'next start':
      return 'at the next start of the desk';
  }
}
