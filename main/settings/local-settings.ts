import type { SettingKey, SettingsInForce } from '../../contract/settings/declared-settings.ts';
import type { Resolved } from './layers/in-force.ts';
import type { Remembered, SettingsProblem } from './remembered.ts';

/** The settings of this computer and user, read and checked: what is wrong in a source counts as unset. */
export interface SettingsValues extends Remembered {
  /** What is in force of what contract/settings declares. */
  readonly inForce: SettingsInForce;
}

/** The addresses that a cluster names, against those in force. */
export type Healing =
  | { readonly type: 'same' }
  | { readonly type: 'corrected'; readonly before: AddressPair; readonly now: AddressPair }
  /** A policy sets one or both, and says something else: it stands. `now`: what is in force after that. */
  | {
      readonly type: 'locked';
      readonly drift: readonly Drift[];
      readonly before: AddressPair;
      readonly now: AddressPair;
    };

export interface AddressPair {
  readonly a: string;
  readonly b: string;
}

/** A policy's address that the cluster does not name. */
export interface Drift {
  readonly key: SettingKey;
  readonly inForce: string;
  readonly toldByCluster: string;
  /** Of the policy. */
  readonly place: string;
}

/** The addresses in force; blank: none. */
export function configurationServers({ inForce }: Pick<SettingsValues, 'inForce'>): AddressPair {
  return { a: inForce['configurationServers.a'].trim(), b: inForce['configurationServers.b'].trim() };
}

export interface LocalSettings {
  read(): SettingsValues;
  /** The same with the source of each value. */
  resolved(): Resolved;
  /** Replaces each thing that is named, whole. On disk when it returns; a failure is in the log. */
  remember(part: Partial<Remembered>): void;
  /** What the user sets. Answers with what is refused and why, a sentence each; the others are on disk. */
  set(part: Partial<SettingsInForce>): readonly string[];
  /** Takes back what the user set. */
  unset(keys: readonly SettingKey[]): void;
  /** Seed 004: as soon as one address answers, both are replaced by the two valid ones that the cluster names. */
  heal(told: AddressPair): Healing;
  /** Told after every change, by this process, by another or by policy; returns how to stop. */
  onChange(listener: (values: SettingsValues) => void): () => void;
  /** What is wrong in the sources now. */
  problems(): readonly SettingsProblem[];
  /** Why changes could not be written and last until the desk is closed, as a sentence; null: all are on disk. */
  unsaved(): string | null;
  /** Ends the watch over its sources. */
  close(): void;
}
