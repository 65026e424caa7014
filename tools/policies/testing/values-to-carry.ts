import type { Setting, SettingValue, TextFormat } from '../../../contract/settings/setting.ts';

/** Right values of a setting that are hard to carry: its default, the extremes, and all that a format has to escape. */
export function valuesToCarry({ kind, byDefault }: Setting): readonly SettingValue[] {
  switch (kind.type) {
    case 'flag':
      return [true, false];
    case 'number':
      return [byDefault, kind.least, kind.most];
    case 'choice':
      return kind.choices.map(({ value }) => value);
    case 'text':
      return [byDefault, '', ...linesToCarry(kind.format, kind.longest)];
    case 'list': {
      const lines = linesToCarry(kind.format, kind.longest);
      const longest = lines.at(-1) ?? '';
      return [byDefault, [], ...lines.map((line) => [line]), lines, Array<string>(kind.most).fill(longest)];
    }
  }
}

/** Lines of a format, the longest last. */
function linesToCarry(format: TextFormat, longest: number): readonly string[] {
  switch (format) {
    case 'server':
      return ['cfg-a.example:1', 'wss://cfg-a.example:443', '[fe80::1%eth0]:65535', `${hostOf(253)}:8100`];
    case 'cluster-name':
      return ['cluster', 'cluster.example:8100', '_switchhook._tcp.example', hostOf(253)];
    case 'file':
    case 'plain':
      return [
        'C:\\Zertifikate\\Schlüssel & "Größe" <1>; =#.pem',
        "/etc/日本/it's ✓ 😀/ca.pem",
        ' %PATH% $(string.x) \\0 \\" \t&amp; ]]> ',
        'x'.repeat(longest),
      ];
  }
}

/** A DNS name of so many characters. */
function hostOf(length: number): string {
  return `${'a'.repeat(62)}.`
    .repeat(5)
    .slice(0, length - 1)
    .concat('z');
}
