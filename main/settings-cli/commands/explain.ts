import {
  declaredSettings,
  policyName,
  type SettingKey,
} from '../../../contract/settings/declared-settings.ts';
import type { LayerKind } from '../../../contract/settings/layer-kinds.ts';
import type { Setting, SettingValue } from '../../../contract/settings/setting.ts';
import type { InForce } from '../../../contract/settings/settings-view.ts';
import { resolve } from '../../settings/layers/in-force.ts';
import type { Layer } from '../../settings/layers/layer.ts';
import type { SettingsContext } from '../context.ts';
import { exitCodes, type Outcome } from '../outcome.ts';
import { readSources } from '../read-sources.ts';
import { effectWords, fromWords, rangeWords, valueWords } from '../value-words.ts';
import { inForceJson } from './get.ts';

/** What one source says of the setting. */
interface Said {
  readonly source: LayerKind;
  readonly place: string;
  /** Null: what is there is wrong. */
  readonly value: SettingValue | null;
  readonly counts: boolean;
  /** Why it does not count, as a sentence; null: it does. */
  readonly why: string | null;
}

/** Everything about one setting: what is in force and why, and what it may be. */
export function explainSetting(
  { file, policies }: Pick<SettingsContext, 'file' | 'policies'>,
  key: SettingKey,
): Outcome {
  const { layers, resolved, told } = readSources(file, policies);
  const now = resolved.settings[key];
  const sources = layers.flatMap((layer): readonly Said[] => {
    const said = saidBy(layer, key, now);
    return layer.kind === 'cluster' && said.length === 0 ? toldBefore(layer, told.get(key), now) : said;
  });
  const unread = layers.flatMap(({ problems }) => problems);
  const declared: Setting = declaredSettings[key];
  return {
    exit: exitCodes.done,
    lines: [
      `${key} = ${valueWords(now.value)}`,
      `  ${declared.title}. ${declared.text}`,
      `  Comes from: ${fromWords(now)}${now.isLocked ? '; neither user nor cluster can change it' : ''}`,
      ...sources.filter(({ counts }) => !counts).map((said) => `  Does not count: ${said.why}`),
      ...unread.map((problem) => `  Not read: ${problem}`),
      `  Default: ${valueWords(declared.byDefault)}`,
      `  May be: ${rangeWords(declared.kind)}`,
      `  Policy: ${policyName(key)}, ${scopeWords[declared.scope]}`,
      `  Takes effect: ${effectWords[declared.takesEffect]}`,
      `  Since: version ${declared.since}`,
    ],
    errors: unread,
    json: { key, ...inForceJson(now), sources, unread, ...declarationJson(key, declared) },
  };
}

const scopeWords: Readonly<Record<Setting['scope'], string>> = {
  machine: 'of the computer alone',
  user: 'of the computer or the user; the user may set it too',
};

function declarationJson(key: SettingKey, declared: Setting): Readonly<Record<string, unknown>> {
  const { byDefault, kind, scope, takesEffect, since, title, text } = declared;
  return {
    default: byDefault,
    kind,
    range: rangeWords(kind),
    policy: policyName(key),
    scope,
    takesEffect,
    since,
    title,
    text,
  };
}

/** Looked at alone, a source tells whether its value could count; beside the others, whether it does. */
function saidBy(layer: Layer, key: SettingKey, now: InForce): readonly Said[] {
  const entries = layer.entries.filter((entry) => entry.key === key);
  if (entries.length === 0) return [];
  const { settings, problems } = resolve([{ ...layer, entries, problems: [] }]);
  const { source, place, value } = settings[key];
  const wrong = problems.map(({ message }) => message).join(' ');
  if (source === 'default') {
    return [{ source: layer.kind, place: layer.place, value: null, counts: false, why: wrong }];
  }
  const counts = now.source === source && now.place === place;
  const why = `${valueWords(value)} from ${fromWords(settings[key])}, for ${fromWords(now)} is stronger.`;
  return [{ source, place: layer.place, value, counts, why: counts ? null : why }];
}

/** What the cluster told of an address that the user has set to another one since. */
function toldBefore({ place }: Layer, value: string | undefined, now: InForce): readonly Said[] {
  if (value === undefined) return [];
  const why = now.isLocked
    ? `${value} from the cluster, for ${fromWords(now)} is stronger.`
    : `${value} from the cluster, for ${fromWords(now)} have another one since; the cluster's takes its place as soon as the cluster answers.`;
  return [{ source: 'cluster', place, value, counts: false, why }];
}
