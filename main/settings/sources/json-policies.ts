import { fail, ok, type Result } from '../../../contract/result.ts';
import { keyOfPolicy } from '../../../contract/settings/declared-settings.ts';
import { parseJson } from '../../files/json-file.ts';
import type { Entry } from '../layers/layer.ts';
import { isRecord } from '../look-up.ts';
import { type JsonMember, jsonMembers } from './json-members.ts';

/** By this name editors find assets/policies/settings.schema.json. */
const namesSchema = '$schema';

/** What a JSON object of policy names says, with the line of each. The error completes "… is damaged: …". */
export function jsonPolicies(text: string): Result<readonly Entry[], string> {
  const content = text.replace(/^\uFEFF/, '');
  const parsed = parseJson(content);
  if (!parsed.ok) return parsed;
  if (!isRecord(parsed.value)) return fail('it holds no object');
  const members = jsonMembers(content, 1).filter(({ path }) => path[0] !== namesSchema);
  return ok(members.map((member) => entryOf(content, member)));
}

function entryOf(text: string, { path, line, from, to }: JsonMember): Entry {
  const [name = ''] = path;
  const value: unknown = JSON.parse(text.slice(from, to));
  return { name, key: keyOfPolicy(name), value: { type: 'value', value }, at: `line ${line}` };
}
