import { type SettingKey, settingKeys } from '../../../contract/settings/declared-settings.ts';
import type { InForce } from '../../../contract/settings/settings-view.ts';
import type { SettingsContext } from '../context.ts';
import { exitCodes, type Outcome } from '../outcome.ts';
import { readSources } from '../read-sources.ts';
import { fromWords, valueWords } from '../value-words.ts';

/** The values in force, and where each comes from; without keys all of them. What is wrong in a source is said too. */
export function getSettings(
  { file, policies }: Pick<SettingsContext, 'file' | 'policies'>,
  keys: readonly SettingKey[],
): Outcome {
  const { resolved, problems } = readSources(file, policies);
  const { settings } = resolved;
  const asked = (keys.length > 0 ? keys : settingKeys).map((key) => settings[key]);
  return {
    exit: exitCodes.done,
    lines: asked.map(line),
    errors: problems.map(({ message }) => message),
    json: { settings: Object.fromEntries(asked.map((one) => [one.key, inForceJson(one)])) },
  };
}

function line(one: InForce): string {
  return `${one.key} = ${valueWords(one.value)}   [${fromWords(one)}]`;
}

/** How `--json` shows a value in force. */
export function inForceJson({ value, source, place, isLocked }: InForce): Readonly<Record<string, unknown>> {
  return { value, source, place, locked: isLocked };
}
