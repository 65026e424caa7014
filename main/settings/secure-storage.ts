/** The system's own storage for secrets: what it hides, only this user of this computer gets back. */
export interface SecureStorage {
  /** Why it hides nothing here, as a sentence; null: it does. Never rejects. */
  whyNot(): Promise<string | null>;
  hide(text: string): Promise<Buffer>;
  /** Rejects where it is not this user's, or the storage was reset. */
  giveBack(hidden: Buffer): Promise<string>;
}

/** What Linux keeps keys in, as Electron names it. `basic_text` is a key that everybody has; `unknown`, none yet. */
export type LinuxBackend = 'basic_text' | 'gnome_libsecret' | 'kwallet' | 'kwallet5' | 'kwallet6' | 'unknown';

const keyrings: ReadonlySet<LinuxBackend> = new Set(['gnome_libsecret', 'kwallet', 'kwallet5', 'kwallet6']);

/** Whether a backend keeps its key from other programs and users of the computer. */
export function isKeyring(backend: LinuxBackend): boolean {
  return keyrings.has(backend);
}

/** Why a computer of this platform keeps no secret, as the login dialog and IT read it. */
export function noStorageWords(platform: string): string {
  switch (platform) {
    case 'win32':
      return 'This computer has no secure storage: Windows does not give Switchhook its data protection.';
    case 'darwin':
      return 'This computer has no secure storage: the keychain does not let Switchhook in.';
    default:
      return 'This computer has no secure storage: no keyring (GNOME Keyring or KWallet) is open.';
  }
}
