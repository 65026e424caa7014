import type { Result } from '../../../contract/result.ts';
import { ok } from '../../../contract/result.ts';
import { checkValue } from '../../../contract/settings/check-value.ts';
import type { Setting, SettingValue } from '../../../contract/settings/setting.ts';

/** A value as it stands in a field: lists have a line each. */
export function textOfValue(value: SettingValue): string {
  return typeof value === 'object' ? value.join('\n') : String(value);
}

/** What was typed into a field, as a value. The error is a sentence. */
export function valueOfText(setting: Setting, typed: string): Result<SettingValue, string> {
  const checked = checkValue<SettingValue>(setting, readText(setting, typed));
  return checked.ok ? ok(checked.value) : { ok: false, error: sentence(checked.error) };
}

function readText({ kind }: Setting, typed: string): unknown {
  switch (kind.type) {
    case 'flag':
      return typed === 'true' ? true : typed === 'false' ? false : typed;
    case 'number':
      return /^\s*[+-]?\d+\s*$/.test(typed) ? Number(typed) : typed;
    case 'list':
      return typed
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== '');
    case 'text':
    case 'choice':
      return typed.trim();
  }
}

function sentence(why: string): string {
  return `${why.charAt(0).toUpperCase()}${why.slice(1)}.`;
}
