import * as z from 'zod';
import { type SettingKey, settingKeys } from './declared-settings.ts';
import type { LayerKind } from './layer-kinds.ts';
import type { SettingValue } from './setting.ts';

/** A setting as it is in force. */
export interface InForce {
  readonly key: SettingKey;
  readonly value: SettingValue;
  readonly source: LayerKind | 'default';
  /** The place of its source; null: the default. */
  readonly place: string | null;
  /** A policy sets it: neither user nor cluster can. */
  readonly isLocked: boolean;
  /**
   * What the running desk uses until it is started again, for a setting that takes effect then was changed since; null:
   * the value.
   */
  readonly untilRestart: SettingValue | null;
  /** What else says something of it, weaker ones, the strongest first. */
  readonly overruled: readonly {
    readonly source: LayerKind;
    readonly place: string;
    readonly value: SettingValue;
  }[];
}

/** All settings as a window shows them. Kind, title and text of each are in declared-settings.ts. */
export interface SettingsView {
  readonly settings: Readonly<Record<SettingKey, InForce>>;
  readonly problems: readonly SettingProblem[];
}

/** A value that is not used, and why, as a sentence that names value, place and what was expected. */
export interface SettingProblem {
  /** Null: it is about a source as a whole, or about what is no setting. */
  readonly key: SettingKey | null;
  readonly message: string;
}

/** What comes of setting or unsetting: how the settings are now, or why it was refused. */
export type SettingOutcome =
  | {
      readonly ok: true;
      readonly now: SettingsView;
      /** Why it could not be written and lasts only until the desk is closed, as a sentence; null: it is on disk. */
      readonly unsaved: string | null;
    }
  | { readonly ok: false; readonly reason: string };

const settingKey = z.enum(settingKeys);
const line = z.string().max(10_000);

/** What the user sets, still to be checked against its declaration. */
export const settingToSet = z.object({
  key: settingKey,
  value: z.union([z.boolean(), z.number(), line, z.array(line).max(1_000)]),
});
export type SettingToSet = z.infer<typeof settingToSet>;

/** What he takes back. */
export const settingToUnset = z.object({ key: settingKey });
