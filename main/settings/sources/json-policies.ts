import { fail, ok, type Result } from '../../../contract/result.ts';
import { keyOfPolicy } from '../../../contract/settings/declared-settings.ts';
import type { Entry } from '../layers/layer.ts';
import { isRecord } from '../look-up.ts';
import { type JsonMember, jsonMembers } from './json-members.ts';

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
  if (!isRecord(value)) return fail('it holds no object');
  return ok(jsonMembers(content, 1).map((member) => entryOf(content, member)));
}

function entryOf(text: string, { path, line, from, to }: JsonMember): Entry {
  const [name = ''] = path;
  const value: unknown = JSON.parse(text.slice(from, to));
  return { name, key: keyOfPolicy(name), value: { type: 'value', value }, at: `line ${line}` };
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
