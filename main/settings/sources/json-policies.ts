import { fail, ok, type Result } from '../../../contract/result.ts';
import { keyOfPolicy } from '../../../contract/settings/declared-settings.ts';
import type { Entry } from '../layers/layer.ts';
import { isRecord } from '../look-up.ts';

/** What a JSON object of policy names says, with the line of each. The error completes "… is damaged: …". */
export function jsonPolicies(text: string): Result<readonly Entry[], string> {
  const content = text.replace(/^\uFEFF/, '');
  if (content.trim() === '') return fail('it is empty');
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (error) {
    return fail(`it is not JSON${whereOf(error, content)}`);
  }
  return isRecord(value) ? ok(members(content).map(entryOf)) : fail('it holds no object');
}

interface Member {
  readonly name: string;
  readonly value: unknown;
  readonly line: number;
}

function entryOf({ name, value, line }: Member): Entry {
  return { name, key: keyOfPolicy(name), value: { type: 'value', value }, at: `line ${line}` };
}

/**
 * The members of the object in a text that is JSON, in its order: JSON.parse keeps of two with one name the last, and
 * tells no lines.
 */
function members(text: string): readonly Member[] {
  const found: Member[] = [];
  let depth = 0;
  let name: { readonly text: string; readonly at: number; readonly valueFrom: number } | null = null;
  const end = (at: number): void => {
    if (name) {
      const value: unknown = JSON.parse(text.slice(name.valueFrom, at));
      found.push({ name: name.text, value, line: text.slice(0, name.at).split('\n').length });
    }
    name = null;
  };
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:,]/g)) {
    if (depth === 1 && name === null && token.startsWith('"')) {
      const parsed: unknown = JSON.parse(token);
      name = { text: String(parsed), at: index, valueFrom: text.indexOf(':', index + token.length) + 1 };
    } else if (token === '{' || token === '[') {
      depth += 1;
    } else if (token === '}' || token === ']') {
      depth -= 1;
      if (depth === 0) end(index);
    } else if (token === ',' && depth === 1) {
      end(index);
    }
  }
  return found;
}

/** Where the parser says that it stopped; the text itself is not told. */
function whereOf(error: unknown, text: string): string {
  const message = error instanceof Error ? error.message : '';
  const [, line, column] = /\(line (\d+) column (\d+)\)/.exec(message) ?? [];
  if (line !== undefined && column !== undefined) return ` from line ${line}, column ${column} on`;
  if (/end of JSON/.test(message)) return `: it ends too soon, in line ${text.trimEnd().split('\n').length}`;
  // Some of its errors tell nothing but the character.
  return '';
}
