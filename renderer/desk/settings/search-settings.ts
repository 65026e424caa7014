import {
  declaredSettings,
  policyName,
  type SettingKey,
  settingKeys,
} from '../../../contract/settings/declared-settings.ts';
import { type Setting, type SettingCategory, settingCategories } from '../../../contract/settings/setting.ts';

export interface FoundCategory {
  readonly category: SettingCategory;
  readonly keys: readonly SettingKey[];
}

/** The settings in which every word is found: in category, title, text, key, policy name or a choice. */
export function searchSettings(words: string): readonly FoundCategory[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const found = settingKeys.filter((key) => wanted.every((word) => isIn(key, word)));
  return settingCategories
    .map((category) => ({
      category,
      keys: found.filter((key) => declaredSettings[key].category === category),
    }))
    .filter(({ keys }) => keys.length > 0);
}

function isIn(key: SettingKey, word: string): boolean {
  return searched(key).includes(word);
}

function searched(key: SettingKey): string {
  const { category, title, text, kind }: Setting = declaredSettings[key];
  const choices =
    kind.type === 'choice' ? kind.choices.flatMap((choice) => [choice.value, choice.title]) : [];
  return [category, title, text, key, policyName(key), ...choices].join('\n').toLowerCase();
}
