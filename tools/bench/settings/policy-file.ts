import { writeFile } from 'node:fs/promises';

/** Writes a .reg file with policies of the machine, as text values and flags. */
export function writePolicies(
  file: string,
  policies: Readonly<Record<string, string | number>>,
): Promise<void> {
  const lines = Object.entries(policies).map(([name, value]) =>
    typeof value === 'number'
      ? `"${name}"=dword:${value.toString(16).padStart(8, '0')}`
      : `"${name}"="${value}"`,
  );
  const text = [
    'Windows Registry Editor Version 5.00',
    '',
    String.raw`[HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Switchhook]`,
    ...lines,
    '',
  ];
  return writeFile(file, text.join('\r\n'));
}

/** So many policies; beyond the few that this version knows they are those of other versions. */
export function manyPolicies(count: number): Readonly<Record<string, string | number>> {
  const known = { Theme: 'light', LogLevel: 'info', RaiseOnOffer: 1, RecorderDays: 7 };
  const others = Array.from({ length: count - Object.keys(known).length }, (_, index) => [
    `OfAnotherVersion${index}`,
    index % 2 === 0 ? index : `value ${index}`,
  ]);
  return { ...known, ...Object.fromEntries(others) };
}
