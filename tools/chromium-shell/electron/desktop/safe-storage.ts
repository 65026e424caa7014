import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { SafeStorage } from 'electron';
import { refuseMissing } from '../../core/missing.ts';

type Implemented = Pick<
  SafeStorage,
  | 'isEncryptionAvailable'
  | 'encryptString'
  | 'decryptString'
  | 'getSelectedStorageBackend'
  | 'setUsePlainTextEncryption'
>;

/** Everyone can read this key: it hides, as Electron's own `basic_text` backend does, and keeps no secret. */
const key = createHash('sha256').update('chromium-shell').digest();
const prefix = Buffer.from('v10');

const implemented: Implemented = {
  isEncryptionAvailable: () => true,
  getSelectedStorageBackend: () => 'basic_text',
  setUsePlainTextEncryption: () => {},
  encryptString: (plainText) => {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    const hidden = [cipher.update(plainText, 'utf8'), cipher.final()];
    return Buffer.concat([prefix, nonce, cipher.getAuthTag(), ...hidden]);
  },
  decryptString: (encrypted) => {
    try {
      if (!encrypted.subarray(0, 3).equals(prefix)) throw new Error('unknown prefix');
      const decipher = createDecipheriv('aes-256-gcm', key, encrypted.subarray(3, 15));
      decipher.setAuthTag(encrypted.subarray(15, 31));
      return Buffer.concat([decipher.update(encrypted.subarray(31)), decipher.final()]).toString('utf8');
    } catch (cause) {
      const where = 'Error while decrypting the ciphertext provided to safeStorage.decryptString.';
      throw new Error(where, { cause });
    }
  },
};

/** Electron's `safeStorage`, without a keyring. */
export const safeStorage = refuseMissing('SafeStorage', implemented, 'safeStorage');
