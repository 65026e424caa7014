import { rename, writeFile } from 'node:fs/promises';

/** Puts a .reg file with policies of the machine, as regedit exports it, in place at once, as a deployment does. */
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
