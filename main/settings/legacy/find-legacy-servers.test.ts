import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../files/testing/temporary-folder.ts';
import { findLegacyServers } from './find-legacy-servers.ts';

test('in .reg files: each is told with its file, in their order; what is missing or damaged has none', async () => {
  const folder = await temporaryFolder();
  const write = async (name: string, ...lines: readonly string[]): Promise<string> => {
    await writeFile(join(folder, name), ['Windows Registry Editor Version 5.00', ...lines].join('\r\n'));
    return join(folder, name);
  };
  const siteSetup = '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Spanlink\\CAD\\Site Setup]';
  const ctiOs = '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Cisco Systems\\CTI Desktop\\CtiOs]';
  const files = [
    await write('policies.reg', '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Switchhook]', '"Theme"="dark"'),
    await write('cad.reg', siteSetup, '"LDAP Host 1"="cad-a"'),
    await write('broken.reg', '"CTIOSA"="nowhere"'),
    await write('cti.reg', ctiOs, '"CTIOSB"="cti-b"'),
    join(folder, 'missing.reg'),
  ];
  const found = await findLegacyServers({ system: 'linux', files });
  expect(found.map(({ place, a, b }) => [place, a?.address, b?.address])).toEqual([
    [`HKLM\\SOFTWARE\\Spanlink\\CAD\\Site Setup in ${files[1]}`, 'cad-a:8100', undefined],
    [`HKLM\\SOFTWARE\\Cisco Systems\\CTI Desktop\\CtiOs in ${files[3]}`, undefined, 'cti-b:8100'],
  ]);
});

test.skipIf(process.platform === 'win32')('a computer whose registry cannot be had has none', async () => {
  expect(await findLegacyServers({ system: 'win32', files: [] })).toEqual([]);
});
