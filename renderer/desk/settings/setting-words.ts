import { declaredSettings, settingKeys } from '../../../contract/settings/declared-settings.ts';
import type { LayerKind } from '../../../contract/settings/layer-kinds.ts';
import type { Setting, SettingEffect, SettingValue } from '../../../contract/settings/setting.ts';
import type { InForce } from '../../../contract/settings/settings-view.ts';
import { type SettingsState, untouched } from '../../state/settings-edits.ts';
import { clockTimeToTheSecond } from '../../state/times.ts';

/** Where a value comes from, in words; `place` for IT, where a policy sets it. */
export interface SourceWords {
  readonly words: string;
  readonly place: string | null;
}

export function sourceWords({ source, place }: Pick<InForce, 'source' | 'place'>): SourceWords {
  switch (source) {
    case 'machine-policy':
      return { words: 'Set by policy of this computer', place };
    case 'user-policy':
      return { words: 'Set by policy for you', place };
    case 'cluster':
      return { words: 'Told by the cluster', place: null };
    case 'user':
      return { words: 'Set by you', place: null };
    case 'default':
      return { words: 'Default', place: null };
  }
}

/** Who keeps it from being changed here, as a sentence; null: nobody. */
export function lockWords(setting: Setting, { source, isLocked }: InForce): string | null {
  if (isLocked) {
    return source === 'user-policy'
      ? 'Locked by the policy that your IT department has for you.'
      : 'Locked by the policy that your IT department has for this computer.';
  }
  return setting.scope === 'machine' ? "Set by your IT department's policy alone." : null;
}

/** When a change is used; null: at once. */
export function effectWords(effect: SettingEffect): string | null {
  switch (effect) {
    case 'at once':
      return null;
    case 'next login':
      return 'Takes effect from the next login on';
    case 'next start':
      return 'Takes effect when Switchhook is started again';
  }
}

/** That its value waits for the next start, and what is used until then, as sentences; null: it is in use. */
export function waitingWords(setting: Setting, { untilRestart }: InForce): string | null {
  if (untilRestart === null) return null;
  const words = valueWords(setting, untilRestart).replaceAll('\n', ', ');
  return `Changed since Switchhook was started. Until it is started again, “${words}” is used.`;
}

/** A value as it is read: a choice by its title, a number with its unit, blank as "None". */
export function valueWords({ kind }: Setting, value: SettingValue): string {
  switch (kind.type) {
    case 'flag':
      return value === true ? 'On' : 'Off';
    case 'choice':
      return kind.choices.find((choice) => choice.value === value)?.title ?? String(value);
    case 'number':
      return `${String(value)} ${kind.unit}`;
    case 'text':
      return String(value).trim() || 'None';
    case 'list':
      return typeof value === 'object' && value.length > 0 ? value.join('\n') : 'None';
  }
}

const saidBy: Readonly<Record<LayerKind, string>> = {
  'machine-policy': 'which another policy of this computer sets',
  'user-policy': 'which a policy for you sets',
  cluster: 'which the cluster told',
  user: 'which you set',
};

/** What else says something of it and is not used, a sentence each. */
export function overruledWords(setting: Setting, { overruled }: InForce): readonly string[] {
  return overruled.map(({ source, value }) => {
    const words = valueWords(setting, value).replaceAll('\n', ', ');
    return `Used in place of “${words}”, ${saidBy[source]}.`;
  });
}

/** What came of the last change, for screen readers; blank: nothing was changed yet. */
export function saidWords(edits: SettingsState['edits']): string {
  const saved = settingKeys
    .flatMap((key) => ({ key, ...(edits[key] ?? untouched) }))
    .filter(({ savedAt }) => savedAt !== null)
    .toSorted((one, other) => (other.savedAt ?? 0) - (one.savedAt ?? 0));
  const [last] = saved;
  if (!last || last.savedAt === null) return '';
  const { title } = declaredSettings[last.key];
  return `${title}: ${last.unsaved ?? `saved ${clockTimeToTheSecond(last.savedAt)}.`}`;
}
