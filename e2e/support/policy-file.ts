import { rename, writeFile } from 'node:fs/promises';

/**
 * Puts a .reg file as regedit exports it in place at once, as a deployment does.
 *
 * @param values a line each: `"Theme"="dark"`
 */
export async function deploy(file: string, ...values: readonly string[]): Promise<void> {
  const lines = [
    'Windows Registry Editor Version 5.00',
    '',
    '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Switchhook]',
    ...values,
    '',
  ];
  await writeFile(`${file}.new`, `\uFEFF${lines.join('\r\n')}`, 'utf16le');
  await rename(`${file}.new`, file);
}

/** A flag: REG_DWORD. */
export function flagValue(name: string, value: boolean): string {
  return `"${name}"=dword:0000000${value ? 1 : 0}`;
}

/** A list: REG_MULTI_SZ, each text ended by a zero, and the list by one more. */
export function listValue(name: string, values: readonly string[]): string {
  const bytes = Buffer.from(`${values.map((value) => `${value}\0`).join('')}\0`, 'utf16le');
  return `"${name}"=hex(7):${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(',')}`;
}
