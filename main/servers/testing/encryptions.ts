import { fileURLToPath } from 'node:url';
import { silentLog } from '../../log/testing/test-logs.ts';
import { type Encryption, openEncryption } from '../tls/encryption.ts';

/** A file of the certificates that tests have, by its name without its ending. */
export function certificateFile(name: string): string {
  return fileURLToPath(new URL(`../../../contract/testing/certificates/${name}`, import.meta.url));
}

/** Trusts the authorities of these files alone. */
export function trusting(...names: readonly string[]): Encryption {
  return openEncryption(
    {
      allowPlaintext: false,
      'tls.systemAuthorities': false,
      'tls.authorities': names.map((name) => certificateFile(`${name}.pem`)),
    },
    silentLog,
  );
}

/** As where IT has set nothing. */
export const usualEncryption: Encryption = openEncryption(
  { allowPlaintext: false, 'tls.systemAuthorities': true, 'tls.authorities': [] },
  silentLog,
);

export const plaintextAllowed: Encryption = { ...usualEncryption, allowPlaintext: true };
