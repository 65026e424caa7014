import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { SecureStorage } from '../secure-storage.ts';

/** Secure storage as a keyring has it, with its key in a file: AES-256-GCM. Another file is another user's. */
export function keyFileStorage(keyFile: string): SecureStorage {
  return {
    whyNot: async () => null,
    hide: async (text) => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', keyIn(keyFile), nonce);
      const hidden = [cipher.update(text, 'utf8'), cipher.final()];
      return Buffer.concat([nonce, cipher.getAuthTag(), ...hidden]);
    },
    giveBack: async (hidden) => {
      const decipher = createDecipheriv('aes-256-gcm', keyIn(keyFile), hidden.subarray(0, 12));
      decipher.setAuthTag(hidden.subarray(12, 28));
      return Buffer.concat([decipher.update(hidden.subarray(28)), decipher.final()]).toString('utf8');
    },
  };
}

function keyIn(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, randomBytes(32), { mode: 0o600 });
    return readFileSync(file);
  }
}
