import { describe, expect, test } from 'vitest';
import { parseReg } from '../sources/reg-file/parse-reg.ts';
import { registryOf } from '../sources/reg-file/reg-registry.ts';
import { legacyPlaces, legacyServers } from './legacy-servers.ts';

/** What is found where a .reg file with these lines is all there is. */
function found(...lines: readonly string[]) {
  const text = ['Windows Registry Editor Version 5.00', ...lines].join('\r\n');
  return legacyServers(registryOf(parseReg(Buffer.from(text))));
}

const ctiOs = '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Cisco Systems\\CTI Desktop\\CtiOs]';
const siteSetup = '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Spanlink\\CAD\\Site Setup]';

test('a computer without an older desktop has none', () => {
  expect(found()).toEqual([]);
  expect(found(ctiOs, '"Other"="x"', siteSetup, '"LDAP Port 1"=dword:926e')).toEqual([]);
});

test('the two servers of CTI OS, with where they stand', () => {
  expect(found(ctiOs, '"CTIOSA"="ctios-a.example"', '"CTIOSB"="192.168.100.2"')).toEqual([
    {
      desktop: 'CTI OS',
      place: 'HKLM\\SOFTWARE\\Cisco Systems\\CTI Desktop\\CtiOs',
      a: { name: 'CTIOSA', text: 'ctios-a.example', address: 'ctios-a.example:8100' },
      b: { name: 'CTIOSB', text: '192.168.100.2', address: '192.168.100.2:8100' },
      problems: [],
    },
  ]);
});

test('the two servers of Site Setup', () => {
  expect(found(siteSetup, '"LDAP Host 1"="192.168.100.1"', '"LDAP Host 2"="192.168.100.2"')).toMatchObject([
    {
      desktop: 'Cisco Agent Desktop',
      place: 'HKLM\\SOFTWARE\\Spanlink\\CAD\\Site Setup',
      a: { address: '192.168.100.1:8100' },
      b: { address: '192.168.100.2:8100' },
    },
  ]);
});

test('in any case, as Cisco’s guides write the vendor, and as 32 bit programs have them; CTI OS first', () => {
  const places = found(
    '[HKEY_LOCAL_MACHINE\\SOFTWARE\\WOW6432Node\\Spanlink\\CAD\\Site Setup]',
    '"ldap host 1"="a"',
    '[HKEY_LOCAL_MACHINE\\Software\\Wow6432Node\\Cisco Systems, Inc.\\CTI Desktop\\CTIOS]',
    '"ctiosa"="b"',
  );
  expect(places.map(({ place, a }) => [place, a?.address])).toEqual([
    ['HKLM\\SOFTWARE\\WOW6432Node\\Cisco Systems, Inc.\\CTI Desktop\\CtiOs', 'b:8100'],
    ['HKLM\\SOFTWARE\\WOW6432Node\\Spanlink\\CAD\\Site Setup', 'a:8100'],
  ]);
});

describe('the port', () => {
  test.each<[string, string]>([
    ['ctios-a', 'ctios-a:8100'],
    [' ctios-a ', 'ctios-a:8100'],
    ['ctios-a:9000', 'ctios-a:9000'],
    ['192.168.100.1', '192.168.100.1:8100'],
    ['fe80::1', '[fe80::1]:8100'],
    ['[fe80::1]', '[fe80::1]:8100'],
    ['[fe80::1]:9000', '[fe80::1]:9000'],
  ])('of %j', (text, address) => {
    expect(found(ctiOs, `"CTIOSA"="${text}"`)[0]?.a?.address).toBe(address);
  });
});

test('a blank side is none, one that is no address is named; where neither is left nothing is offered', () => {
  expect(found(ctiOs, '"CTIOSA"=""', '"CTIOSB"="b"')).toMatchObject([
    { a: null, b: { text: 'b' }, problems: [] },
  ]);
  expect(found(ctiOs, '"CTIOSA"="not a host"', '"CTIOSB"="b"')).toMatchObject([
    {
      a: null,
      problems: [
        '"CTIOSA" in HKLM\\SOFTWARE\\Cisco Systems\\CTI Desktop\\CtiOs is not used: "not a host" in "not a host:8100" is not a host name or an IP address.',
      ],
    },
  ]);
  expect(found(ctiOs, '"CTIOSA"="not a host"', '"CTIOSB"=dword:1')).toEqual([]);
});

test('what stands there and can be no server is told, also where neither side is left', () => {
  const text = ['Windows Registry Editor Version 5.00', ctiOs, '"CTIOSA"="cti host a"', '"CTIOSB"=dword:1'];
  const registry = registryOf(parseReg(Buffer.from(text.join('\r\n'))));
  const place = 'HKLM\\SOFTWARE\\Cisco Systems\\CTI Desktop\\CtiOs';
  expect(legacyPlaces(registry)).toMatchObject([
    {
      a: null,
      b: null,
      problems: [
        expect.stringContaining(`"CTIOSA" in ${place} is not used: "cti host a"`),
        `"CTIOSB" in ${place} is not used: expected text (REG_SZ), not REG_DWORD.`,
      ],
    },
  ]);
});

test('a registry that cannot be read has none', () => {
  const denied = {
    values: () => {
      throw new Error('Access is denied');
    },
  };
  expect(legacyServers(denied)).toEqual([]);
});
