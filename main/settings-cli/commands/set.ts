import { declaredSettings, type SettingKey } from '../../../contract/settings/declared-settings.ts';
import type { SettingValue } from '../../../contract/settings/setting.ts';
import type { SettingsContext } from '../context.ts';
import { exitCodes, notWritten, type Outcome, refused } from '../outcome.ts';
import { readSources } from '../read-sources.ts';
import { type Target, whyRefused } from '../targets.ts';
import { effectWords, fromWords, valueWords } from '../value-words.ts';
import { writeSettings } from '../write-settings.ts';
import { inForceJson } from './get.ts';

/** Sets one setting, once it is certain that it may be set there. */
export function setSetting(
  context: SettingsContext,
  { key, value, target }: { readonly key: SettingKey; readonly value: unknown; readonly target: Target },
): Outcome {
  const why = whyRefused(key, value, target, context, readSources(context.file, context.policies));
  if (why !== null) return refused(why);
  // It has passed the check of its declaration.
  return change(context, key, value as SettingValue, target);
}

/** Takes a setting back, where it was set by `set` or by hand. */
export function unsetSetting(
  context: SettingsContext,
  { key, target }: { readonly key: SettingKey; readonly target: Target },
): Outcome {
  const place = target === 'machine' ? context.machine.place : context.file;
  const { layers, problems } = readSources(context.file, context.policies);
  const isThere = layers.some(
    (layer) => layer.place === place && layer.entries.some((entry) => entry.key === key),
  );
  // What cannot be read may be there all the same.
  return isThere || problems.some((problem) => problem.place === place)
    ? change(context, key, null, target)
    : changed(context, key, null, { target, place, done: `${key} was not set in ${place}.`, notices: [] });
}

function change(
  context: SettingsContext,
  key: SettingKey,
  value: SettingValue | null,
  target: Target,
): Outcome {
  const written = writeSettings(context, target, new Map([[key, value]]));
  if (!written.ok) {
    return written.error.type === 'refused'
      ? refused(written.error.message)
      : notWritten(written.error.message);
  }
  const { place, notices, refused: locked } = written.value;
  if (locked.size > 0) return refused(...locked.values());
  const done = value === null ? `${key} is not set in ${place} any more.` : `${key} is set in ${place}.`;
  return changed(context, key, value, { target, place, done, notices });
}

/** What is in force now, beside what has been done. */
function changed(
  context: SettingsContext,
  key: SettingKey,
  value: SettingValue | null,
  {
    target,
    place,
    done,
    notices,
  }: {
    readonly target: Target;
    readonly place: string;
    readonly done: string;
    readonly notices: readonly string[];
  },
): Outcome {
  const { resolved, problems } = readSources(context.file, context.policies);
  const now = resolved.settings[key];
  return {
    exit: exitCodes.done,
    lines: [
      done,
      `In force is ${valueWords(now.value)}, from ${fromWords(now)}. It takes effect ${effectWords[declaredSettings[key].takesEffect]}.`,
    ],
    errors: [...notices, ...problems.map(({ message }) => message)],
    json: {
      key,
      value,
      target,
      place,
      inForce: inForceJson(now),
      takesEffect: declaredSettings[key].takesEffect,
    },
  };
}
