import {
  isSettingKey,
  keyOfPolicy,
  type SettingKey,
  type SettingsInForce,
} from '../../contract/settings/declared-settings.ts';
import type { SettingOutcome, SettingsView, SettingToSet } from '../../contract/settings/settings-view.ts';
import type { Log } from '../log/log.ts';
import type { LocalSettings } from './local-settings.ts';

/** The settings as a window shows them. */
export function settingsView(settings: LocalSettings): SettingsView {
  return {
    settings: settings.resolved().settings,
    problems: settings.problems().map(({ setting, message }) => ({ key: keyOf(setting), message })),
  };
}

/** Sets one, for the user. Which value it has is in the settings file, and not in the log. */
export function setOne(settings: LocalSettings, { key, value }: SettingToSet, log: Log): SettingOutcome {
  // Whether it fits the declaration of its key is asked by `set`.
  const [reason] = settings.set({ [key]: value } as Partial<SettingsInForce>);
  if (reason !== undefined) return { ok: false, reason };
  log.info(`The user set "${key}".`);
  return done(settings);
}

/** Takes back what the user set of one. */
export function unsetOne(settings: LocalSettings, key: SettingKey, log: Log): SettingOutcome {
  settings.unset([key]);
  log.info(`The user took back what he had set of "${key}".`);
  return done(settings);
}

function done(settings: LocalSettings): SettingOutcome {
  return { ok: true, now: settingsView(settings), unsaved: settings.unsaved() };
}

/** Sources name a setting by its key or, as policies do, without dots. */
function keyOf(name: string): SettingKey | null {
  return isSettingKey(name) ? name : keyOfPolicy(name);
}
