import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../files/testing/temporary-folder.ts';
import { memoryLog } from '../../log/testing/test-logs.ts';
import { certificateFile } from '../testing/encryptions.ts';
import { openEncryption } from './encryption.ts';

const settings = { allowPlaintext: false, 'tls.systemAuthorities': false, 'tls.authorities': [] };

test('a file may hold several authorities, and text between them', async () => {
  const file = join(await temporaryFolder(), 'all.pem');
  const [one, other] = ['ca.pem', 'other-ca.pem'].map((name) => readFileSync(certificateFile(name), 'utf8'));
  writeFileSync(file, `# ours\r\n${one}\r\n# theirs\r\n${other}`);
  const { authorities, problems } = openEncryption(
    { ...settings, 'tls.authorities': [` ${file} `] },
    memoryLog(),
  );
  expect(authorities.map(({ subject }) => subject)).toEqual([
    'CN=Switchhook test ca',
    'CN=Switchhook test other-ca',
  ]);
  expect(problems).toEqual([]);
});

test.each([
  ['is not there', null, 'cannot be read: ENOENT'],
  ['is empty', '', 'holds no certificate in PEM'],
  ['is no PEM', '\u0030\u0082 DER', 'holds no certificate in PEM'],
  [
    'holds a key alone',
    '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----',
    'holds no certificate',
  ],
  [
    'is damaged',
    '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----',
    'holds a certificate that is damaged',
  ],
])('a file that %s is named, and the others count', async (_, content, words) => {
  const file = join(await temporaryFolder(), 'wrong.pem');
  if (content !== null) writeFileSync(file, content);
  const log = memoryLog();
  const read = openEncryption({ ...settings, 'tls.authorities': [file, certificateFile('ca.pem')] }, log);
  expect(read.authorities).toHaveLength(1);
  expect(read.problems).toHaveLength(1);
  expect(read.problems[0]).toContain(`${file} (TlsAuthorities) ${words}`);
  expect(log.lines.map(({ sentence }) => sentence)).toEqual(read.problems);
});
