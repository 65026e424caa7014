import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type * as z from 'zod';
import { fail, ok, type Result } from '../../contract/result.ts';
import { errorCode, type FileFailure, fileFailure } from './file-failure.ts';

/** What a file holds: nothing yet; a value of the schema; or something else, and what is wrong with it. */
export type JsonFile<Value> =
  | { readonly type: 'absent' }
  | { readonly type: 'value'; readonly value: Value }
  | { readonly type: 'damaged'; readonly wrong: string }
  | { readonly type: 'unreadable'; readonly failure: FileFailure };

export async function readJsonFile<Value>(file: string, schema: z.ZodType<Value>): Promise<JsonFile<Value>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    return errorCode(error) === 'ENOENT'
      ? { type: 'absent' }
      : { type: 'unreadable', failure: fileFailure('read', file, error) };
  }
  const parsed = parseJson(text);
  if (!parsed.ok) return { type: 'damaged', wrong: parsed.error };
  const checked = schema.safeParse(parsed.value);
  if (checked.success) return { type: 'value', value: checked.data };
  const issue = checked.error.issues[0];
  const where = issue && issue.path.length > 0 ? `at ${issue.path.join('.')}: ` : '';
  return { type: 'damaged', wrong: `${where}${issue?.message ?? 'not understood'}` };
}

/** Reads JSON text; a byte order mark, which editors put in front, is passed over. Never quotes the text. */
export function parseJson(text: string): Result<unknown, string> {
  if (text.trim() === '') return fail('it is empty');
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return ok(value);
  } catch {
    return fail('it is not JSON');
  }
}

/**
 * Writes a file whole: after a crash or a power cut there is the old one or the new one, never a half. Readable by
 * its user alone. Its folder is made.
 */
export async function writeJsonFile(file: string, value: unknown): Promise<Result<null, FileFailure>> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFileAtomic(file, `${JSON.stringify(value)}\n`, { mode: 0o600 });
    return ok(null);
  } catch (error) {
    return fail(fileFailure('write', file, error));
  }
}
