import { safeStorage } from 'electron';
import { isKeyring, noStorageWords, type SecureStorage } from '../settings/secure-storage.ts';

/** Data protection of Windows, the keychain of macOS, the keyring of Linux; asked for when it is first needed. */
export const systemStorage: SecureStorage = {
  whyNot: async () => ((await isSecure()) ? null : noStorageWords(process.platform)),
  hide: (text) => safeStorage.encryptStringAsync(text),
  giveBack: async (hidden) => (await safeStorage.decryptStringAsync(hidden)).result,
};

async function isSecure(): Promise<boolean> {
  try {
    // Without a keyring Electron would hide with a key that everybody has.
    if (process.platform === 'linux' && !isKeyring(safeStorage.getSelectedStorageBackend())) return false;
    return await safeStorage.isAsyncEncryptionAvailable();
  } catch {
    return false;
  }
}
