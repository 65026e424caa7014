import type { ElectronApplication } from '@playwright/test';

/**
 * Gives the app a keyring that is open as long as it runs, in place of the computer's: AES-256-GCM with a key in memory.
 * To be called before the app asks for its storage.
 */
export async function openKeyring(application: ElectronApplication): Promise<void> {
  await application.evaluate(({ safeStorage }) => {
    const { createCipheriv, createDecipheriv, randomBytes } = process.getBuiltinModule('node:crypto');
    const key = randomBytes(32);
    Object.assign(safeStorage, {
      getSelectedStorageBackend: () => 'gnome_libsecret',
      isAsyncEncryptionAvailable: async () => true,
      encryptStringAsync: async (text: string) => {
        const nonce = randomBytes(12);
        const cipher = createCipheriv('aes-256-gcm', key, nonce);
        const hidden = [cipher.update(text, 'utf8'), cipher.final()];
        return Buffer.concat([nonce, cipher.getAuthTag(), ...hidden]);
      },
      decryptStringAsync: async (hidden: Buffer) => {
        const decipher = createDecipheriv('aes-256-gcm', key, hidden.subarray(0, 12));
        decipher.setAuthTag(hidden.subarray(12, 28));
        const result = decipher.update(hidden.subarray(28), undefined, 'utf8') + decipher.final('utf8');
        return { result, shouldReEncrypt: false };
      },
    });
  });
}
