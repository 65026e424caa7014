import type { Result } from '../../../contract/result.ts';
import type { SettingKey } from '../../../contract/settings/declared-settings.ts';
import type { SettingValue } from '../../../contract/settings/setting.ts';
import type { Layer } from '../../settings/layers/layer.ts';

/** What is to stand there; null: nothing, the policy goes. */
export type MachineChange = ReadonlyMap<SettingKey, SettingValue | null>;

export interface MachineFailure {
  /** `refused`: it is not written by anybody but MDM. `not-written`: no right to, or the disk. */
  readonly type: 'refused' | 'not-written';
  /** A sentence or two: which place, why, what to do. */
  readonly message: string;
}

/** The policy of this computer, as far as an administrator sets it by hand. */
export interface MachineSettings {
  /** Where it is written, and the place of its layer. */
  readonly place: string;
  /** The layer of this computer's policies that says something stronger about a setting; null: none does. */
  strongerThan(key: SettingKey, layers: readonly Layer[]): Layer | null;
  /** On disk when it returns; of a file all or nothing. */
  write(change: MachineChange): Result<null, MachineFailure>;
}
