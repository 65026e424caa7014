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

/**
 * The settings in which a word begins with each of these: in category, title, text, key, policy name or a choice.
 * "order" finds serverOrder and not the recorder.
 */
export function searchSettings(words: string): readonly FoundCategory[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const found = settingKeys.filter((key) => {
    const has = wordsOf(key);
    return wanted.every((word) => has.some((one) => one.startsWith(word)));
  });
  return settingCategories
    .map((category) => ({
      category,
      keys: found.filter((key) => declaredSettings[key].category === category),
    }))
    .filter(({ keys }) => keys.length > 0);
}

/** As they are written, and the words of which those are made: `serverOrder`, `host:port`. */
function wordsOf(key: SettingKey): readonly string[] {
  const { category, title, text, kind }: Setting = declaredSettings[key];
  const choices =
    kind.type === 'choice' ? kind.choices.flatMap((choice) => [choice.value, choice.title]) : [];
  const all = [category, title, text, key, policyName(key), ...choices].join(' ');
  const parts = all.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? [];
  const written = all.split(/\s+/).map((word) => word.replace(/^\W+/, ''));
  return [...written, ...parts].map((word) => word.toLowerCase());
}
