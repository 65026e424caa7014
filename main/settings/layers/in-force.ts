import { quoted } from '../../../contract/quoted.ts';
import { fail, type Result } from '../../../contract/result.ts';
import { checkValue } from '../../../contract/settings/check-value.ts';
import {
  declaredSettings,
  isAddressKey,
  type SettingKey,
  type SettingsInForce,
  settingKeys,
} from '../../../contract/settings/declared-settings.ts';
import { type LayerKind, layerKinds } from '../../../contract/settings/layer-kinds.ts';
import type { Setting, SettingValue } from '../../../contract/settings/setting.ts';
import type { InForce } from '../../../contract/settings/settings-view.ts';
import type { Entry, Layer, LayerProblem } from './layer.ts';
import { mostNamed } from './most-named.ts';

/** All settings as they are in force, and what is wrong in their sources. */
export interface Resolved {
  readonly settings: Readonly<Record<SettingKey, InForce>>;
  readonly problems: readonly LayerProblem[];
}

/** A value of a source that is right and may be set there. */
interface Said {
  readonly source: LayerKind;
  readonly place: string;
  readonly value: SettingValue;
}

/**
 * What is in force where these sources say what they say: machine policy, user policy, for addresses the cluster, the
 * user, the default. A value that is wrong counts as unset, and is named. Of sources of one kind the first is stronger.
 */
export function resolve(layers: readonly Layer[]): Resolved {
  const problems: LayerProblem[] = [];
  const said = new Map<SettingKey, Said[]>(settingKeys.map((key) => [key, []]));
  for (const kind of layerKinds) {
    for (const layer of layers.filter((one) => one.kind === kind)) {
      for (const message of layer.problems) problems.push({ setting: null, place: layer.place, message });
      for (const [key, value] of saidBy(layer, problems)) {
        said.get(key)?.push({ source: kind, place: layer.place, value });
      }
    }
  }
  const settings = Object.fromEntries(
    settingKeys.map((key) => [key, inForce(key, said.get(key) ?? [])]),
  ) as Record<SettingKey, InForce>;
  return { settings, problems };
}

function inForce(key: SettingKey, [first, ...others]: readonly Said[]): InForce {
  const declared: Setting = declaredSettings[key];
  if (!first) {
    return {
      key,
      value: declared.byDefault,
      source: 'default',
      place: null,
      isLocked: false,
      untilRestart: null,
      overruled: [],
    };
  }
  const { source, place, value } = first;
  const isLocked = source === 'machine-policy' || source === 'user-policy';
  return { key, value, source, place, isLocked, untilRestart: null, overruled: others };
}

/** The values alone, for whoever uses them: of what takes effect at the next start, what was in force at the last. */
export function valuesOf({ settings }: Resolved): SettingsInForce {
  // Each value was checked against the declaration of its key.
  return Object.fromEntries(
    settingKeys.map((key) => [key, settings[key].untilRestart ?? settings[key].value]),
  ) as unknown as SettingsInForce;
}

function saidBy(layer: Layer, problems: LayerProblem[]): ReadonlyMap<SettingKey, SettingValue> {
  const said = new Map<SettingKey, SettingValue>();
  const report = ({ name, at }: Entry, why: string): void => {
    const place = at === null ? layer.place : `${layer.place}, ${at}`;
    const named = quoted(name);
    // Without its quotes.
    const setting = named.replace(/^"|"$/g, '');
    problems.push({ setting, place, message: `The setting ${named} in ${place} ${why}` });
  };
  const lasts = lastEntries(layer.entries);
  let strangers = 0;
  for (const entry of layer.entries) {
    const { key } = entry;
    if (key === null) {
      strangers += 1;
      if (strangers <= mostNamed) report(entry, 'is none of this version of Switchhook, and is not used.');
      continue;
    }
    const last = lasts.get(key);
    if (last?.entry !== entry) continue;
    if (last.isRepeated) report(entry, 'is there more than once; this one counts.');
    const checked = checkedIn(layer.kind, key, entry);
    if (checked.ok) said.set(key, checked.value);
    else report(entry, checked.error);
  }
  if (strangers > mostNamed) {
    const message = `${strangers - mostNamed} more names in ${layer.place} are none of this version of Switchhook, and are not used.`;
    problems.push({ setting: null, place: layer.place, message });
  }
  return said;
}

/** Of each setting the entry that counts. */
function lastEntries(
  entries: readonly Entry[],
): ReadonlyMap<SettingKey, { readonly entry: Entry; readonly isRepeated: boolean }> {
  const lasts = new Map<SettingKey, { readonly entry: Entry; readonly isRepeated: boolean }>();
  for (const entry of entries) {
    if (entry.key !== null) lasts.set(entry.key, { entry, isRepeated: lasts.has(entry.key) });
  }
  return lasts;
}

/** The error completes "The setting … in …". */
function checkedIn(kind: LayerKind, key: SettingKey, { value }: Entry): Result<SettingValue, string> {
  const why = whyNot(kind, key);
  if (why !== null) return fail(why);
  if (value.type === 'unreadable') return fail(`is not used: ${value.expected}.`);
  const checked = checkValue<SettingValue>(declaredSettings[key], value.value);
  return checked.ok ? checked : fail(`is ${quoted(value.value)}, which is not used: ${checked.error}.`);
}

function whyNot(kind: LayerKind, key: SettingKey): string | null {
  if (declaredSettings[key].scope === 'machine' && kind !== 'machine-policy')
    return 'is not used: only a policy of the machine can set it.';
  if (kind === 'cluster' && !isAddressKey(key)) return 'is not used: a cluster tells addresses alone.';
  return null;
}
