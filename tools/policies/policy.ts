import {
  declaredSettings,
  policyName,
  type SettingKey,
  settingKeys,
} from '../../contract/settings/declared-settings.ts';
import type { Setting, SettingValue } from '../../contract/settings/setting.ts';

/** A setting as IT deploys it. */
export interface Policy {
  readonly key: SettingKey;
  /** Letters and digits alone; unique in any case. */
  readonly name: string;
  readonly setting: Setting;
}

/** A policy with the value that it is to have: what samples are made of. */
export interface SetPolicy extends Policy {
  readonly value: SettingValue;
}

/** Every declared setting, in the order of its declaration. */
export const policies: readonly Policy[] = settingKeys.map((key) => ({
  key,
  name: policyName(key),
  setting: declaredSettings[key],
}));
