import { quoted } from '../../contract/quoted.ts';
import { checkValue } from '../../contract/settings/check-value.ts';
import { declaredSettings, type SettingKey } from '../../contract/settings/declared-settings.ts';
import type { Setting, SettingValue } from '../../contract/settings/setting.ts';
import type { SettingsContext } from './context.ts';
import type { Sources } from './read-sources.ts';

/** For whom a setting is written: by policy for all users of this computer, or into the user's own file. */
export type Target = 'machine' | 'user';

/** Why a value may not be written there, as a sentence; null: it may. */
export function whyRefused(
  key: SettingKey,
  value: unknown,
  target: Target,
  { machine }: Pick<SettingsContext, 'machine'>,
  sources: Sources,
): string | null {
  const declared: Setting = declaredSettings[key];
  const checked = checkValue<SettingValue>(declared, value);
  if (!checked.ok) return `"${key}" cannot be ${quoted(value)}: ${checked.error}.`;
  if (target === 'machine') {
    const stronger = machine.strongerThan(key, sources.layers);
    return stronger === null
      ? null
      : `"${key}" is set by policy in ${stronger.place}, which is stronger than ${machine.place}: change it there.`;
  }
  if (declared.scope === 'machine') {
    return `"${key}" can be set for the whole computer alone, by policy: use --machine, with the rights of an administrator.`;
  }
  const { isLocked, place } = sources.resolved.settings[key];
  return isLocked
    ? `"${key}" is set by policy in ${place}: it cannot be changed for the user. What sets it there has to be changed.`
    : null;
}
