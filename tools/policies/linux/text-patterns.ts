import type { TextFormat } from '../../../contract/settings/setting.ts';

// What contract/servers/address.ts and check-value.ts take, as regular expressions (ECMA-262, as JSON schema has them).

const label = '[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?';
const host = `(?=[^:\\s]{1,253}(?:[:\\s]|$))${label}(?:\\.${label})*\\.?`;
const ipv6 = '\\[(?=[0-9A-Fa-f.]*:)[0-9A-Fa-f:.]+(?:%[A-Za-z0-9_.-]+)?\\]';
/** 1 to 65535, in at most five digits. */
const port = '(?!0+(?:\\s|$))(?:[0-5]?[0-9]{1,4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])';
const hostAndPort = `(?:${ipv6}|${host}):${port}`;
const scheme = '(?:[Ww][Ss][Ss]?://)?';

const oneLine = '^(?=[^\\r\\n\\u0000]*$)';
/** Blank is no value, and takes none away. */
const orBlank = (pattern: string): string => `${oneLine}\\s*(?:${pattern})?\\s*$`;

/** The pattern of a line of text of each format. */
export const textPatterns: Readonly<Record<TextFormat, string>> = {
  server: orBlank(`${scheme}${hostAndPort}`),
  'cluster-name': orBlank(`${hostAndPort}|${host}`),
  file: '^[^\\r\\n\\u0000]*$',
  plain: '^[^\\r\\n\\u0000]*$',
};
