import type { SettingCategory } from '../../../contract/settings/setting.ts';
import type { Policy } from '../policy.ts';

// Letters, digits and underscore alone: with anything else gpedit does not open the file.

export const rootCategoryId = 'Switchhook';

export function categoryId(category: SettingCategory): string {
  return `Category_${category}`;
}

/** What a policy is supported on: the version that brought it. */
export function sinceId(version: string): string {
  return `Since_${plain(version)}`;
}

/** The one field of a policy that is no flag. */
export function fieldId({ name }: Policy): string {
  return `${name}_Value`;
}

export function explainId({ name }: Policy): string {
  return `${name}_Explain`;
}

export function choiceId({ name }: Policy, value: string): string {
  return `${name}_Choice_${plain(value)}`;
}

function plain(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9]/g, '_');
}
