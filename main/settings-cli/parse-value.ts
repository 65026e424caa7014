import { fail, ok, type Result } from '../../contract/result.ts';
import type { SettingKind } from '../../contract/settings/setting.ts';

const flagWords: Readonly<Record<string, boolean>> = {
  true: true,
  on: true,
  yes: true,
  '1': true,
  false: false,
  off: false,
  no: false,
  '0': false,
};

/**
 * What was typed as a value, as JSON, still to be checked against the declaration: what does not look like the kind
 * stays text, and the check says what was expected. The error is a sentence.
 */
export function parseValue(kind: SettingKind, texts: readonly string[]): Result<unknown, string> {
  const [first, ...others] = texts;
  if (first === undefined) return fail('A value is missing.');
  if (kind.type === 'list') return ok(others.length > 0 ? texts : parseList(first));
  if (others.length > 0) return fail('It has one value alone; put one with spaces in quotes.');
  switch (kind.type) {
    case 'flag':
      return ok(Object.hasOwn(flagWords, first.toLowerCase()) ? flagWords[first.toLowerCase()] : first);
    case 'number':
      return ok(/^[+-]?\d+$/.test(first.trim()) ? Number(first) : first);
    case 'text':
    case 'choice':
      return ok(first);
  }
}

/** `["one","two"]`, or one line as it is. */
function parseList(text: string): unknown {
  if (!text.trimStart().startsWith('[')) return [text];
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return [text];
  }
}
