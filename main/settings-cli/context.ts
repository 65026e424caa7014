import type { Encryption } from '../servers/tls/encryption.ts';
import type { Names } from '../settings/find-cluster.ts';
import type { SettingsStore } from '../settings/settings-file.ts';
import type { PolicySource } from '../settings/sources/source.ts';
import type { Timers } from '../timers.ts';
import type { MachineSettings } from './machine/machine-settings.ts';

/** What the commands work on, handed in. */
export interface SettingsContext {
  /** The user's settings: `<folder of the desk>/settings.json`. */
  readonly file: string;
  /** Opens that file as the desk does. */
  readonly openStore: () => SettingsStore;
  /** Where policies come from, the strongest first. */
  readonly policies: readonly PolicySource[];
  readonly machine: MachineSettings;
  /** How servers are spoken with, by the settings in force. */
  readonly encryption: Encryption;
  readonly names: Names;
  readonly timers: Timers;
  readonly now: () => number;
  readonly newId: () => string;
}
