import { type RegistryValue, toRegistry } from '../../../contract/settings/registry-value.ts';
import type { SetPolicy } from '../policy.ts';

/** A key of a .reg file with what is set in it, and what to say of each value. */
export interface RegSection {
  /** As regedit names it: `HKEY_LOCAL_MACHINE\SOFTWARE\…`. */
  readonly key: string;
  readonly policies: readonly SetPolicy[];
  /** A line above each; blank: none. */
  commentOf(policy: SetPolicy): string;
}

/** The last column that regedit fills before the backslash of a line that goes on. */
const widest = 79;

/** A .reg file as regedit exports one: UTF-16LE with a BOM, lines that end in CRLF, a blank one at the end. */
export function renderRegFile(comments: readonly string[], sections: readonly RegSection[]): Uint8Array {
  const lines = [
    'Windows Registry Editor Version 5.00',
    '',
    ...comments.map(comment),
    '',
    ...sections.flatMap(({ key, policies, commentOf }) => [
      `[${key}]`,
      ...policies.flatMap((policy) => valueLines(policy, commentOf(policy))),
      '',
    ]),
  ];
  return Buffer.from(`\uFEFF${lines.map((line) => `${line}\r\n`).join('')}`, 'utf16le');
}

function comment(text: string): string {
  return `; ${text}`;
}

function valueLines({ name, setting, value }: SetPolicy, above: string): readonly string[] {
  const lines = storedLines(`"${escaped(name)}"=`, toRegistry(setting.kind, value));
  return above === '' ? lines : [comment(above), ...lines];
}

function storedLines(start: string, stored: RegistryValue): readonly string[] {
  switch (stored.type) {
    case 'REG_DWORD':
      return [`${start}dword:${stored.value.toString(16).padStart(8, '0')}`];
    case 'REG_SZ':
      return [`${start}"${escaped(stored.value)}"`];
    case 'REG_MULTI_SZ':
      // Each string ends in a NUL, and the list in another one.
      return hexLines(
        `${start}hex(7):`,
        Buffer.from(`${stored.value.join('\0')}\0${stored.value.length ? '\0' : ''}`, 'utf16le'),
      );
    case 'REG_EXPAND_SZ':
    case 'other':
      throw new Error(`No policy is stored as ${stored.type}.`);
  }
}

function hexLines(start: string, bytes: Uint8Array): readonly string[] {
  const lines: string[] = [];
  let line = start;
  for (const [index, byte] of bytes.entries()) {
    const isLast = index === bytes.length - 1;
    line += `${byte.toString(16).padStart(2, '0')}${isLast ? '' : ','}`;
    if (!isLast && line.length + 3 > widest) {
      lines.push(`${line}\\`);
      line = '  ';
    }
  }
  return [...lines, line];
}

function escaped(text: string): string {
  return text.replaceAll(/["\\]/g, (character) => `\\${character}`);
}
