import type { SafeStorage } from 'electron';
import { refuseMissing } from '../../core/missing.ts';

type Implemented = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>;

const unavailable = (doing: string): Error =>
  new Error(`Error while ${doing}: encryption is not available, for the Chromium shell has no keyring.`);

/** No keyring is asked here, so none is there: an app that checks that hides nothing, as on a computer without one. */
const implemented: Implemented = {
  isAsyncEncryptionAvailable: async () => false,
  getSelectedStorageBackend: () => 'basic_text',
  encryptStringAsync: async () => {
    throw unavailable('encrypting');
  },
  decryptStringAsync: async () => {
    throw unavailable('decrypting');
  },
};

/** Electron's `safeStorage`, as it is without a keyring. */
export const safeStorage = refuseMissing('SafeStorage', implemented, 'safeStorage');
