import { isDeepStrictEqual } from 'node:util';
import { declaredSettings, type SettingKey, settingKeys } from '../../contract/settings/declared-settings.ts';
import type { InForce } from '../../contract/settings/settings-view.ts';
import type { Resolved } from './layers/in-force.ts';

const usedFromStartOn = settingKeys.filter((key) => declaredSettings[key].takesEffect === 'next start');

/** What is in force now, with what is in use of it since the start where that was another value. */
export function sinceStart(atStart: Resolved, now: Resolved): Resolved {
  const changed = usedFromStartOn.flatMap((key): readonly [SettingKey, InForce][] => {
    const { value } = atStart.settings[key];
    const one = now.settings[key];
    return isDeepStrictEqual(value, one.value) ? [] : [[key, { ...one, untilRestart: value }]];
  });
  return changed.length === 0
    ? now
    : { ...now, settings: { ...now.settings, ...Object.fromEntries(changed) } };
}

/** What the desk uses only once it is started again. */
export function needRestart({ settings }: Resolved): readonly SettingKey[] {
  return usedFromStartOn.filter((key) => settings[key].untilRestart !== null);
}
