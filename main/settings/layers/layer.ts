import type { SettingKey } from '../../../contract/settings/declared-settings.ts';
import type { LayerKind } from '../../../contract/settings/layer-kinds.ts';

/** What one source says: a registry key, a file, the cluster. */
export interface Layer {
  readonly kind: LayerKind;
  /** For IT, who is to find it: `HKLM\SOFTWARE\Policies\Switchhook`, `/etc/switchhook/policies/desk.json`. */
  readonly place: string;
  /** In the order in which the source has them; of two with one key the last counts. */
  readonly entries: readonly Entry[];
  /** What could not be read at all, a sentence each. */
  readonly problems: readonly string[];
}

/** A value that a source has, understood as JSON but not checked. */
export interface Entry {
  /** As the source writes it: `ConfigurationServersA` in a policy, `configurationServers.a` in our own file. */
  readonly name: string;
  /** Null: nothing of ours has this name. */
  readonly key: SettingKey | null;
  readonly value: EntryValue;
  /** Where in the place: `line 12`; null: it has no lines. */
  readonly at: string | null;
}

export type EntryValue =
  | { readonly type: 'value'; readonly value: unknown }
  /** It has a type that the setting has not; `expected` ends a sentence. */
  | { readonly type: 'unreadable'; readonly expected: string };

/** A value that is not used, and why, as a sentence that names value, place and what was expected. */
export interface LayerProblem {
  /** The name as the source writes it; null: of the source as a whole. */
  readonly setting: string | null;
  readonly place: string;
  readonly message: string;
}
