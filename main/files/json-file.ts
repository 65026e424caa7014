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
  const content = text.replace(/^\uFEFF/, '');
  try {
    const value: unknown = JSON.parse(content);
    return ok(value);
  } catch (error) {
    return fail(`it is not JSON${whereOf(error, content)}`);
  }
}

/** Where the text stops being JSON. */
function whereOf(error: unknown, text: string): string {
  if (endsTooSoon(error, text)) return `: it ends too soon, in line ${text.trimEnd().split('\n').length}`;
  const before = text.slice(0, placeOf(error) ?? goodLength(text)).split('\n');
  return ` from line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1} on`;
}

/** The character that the parser names. */
function placeOf(error: unknown): number | null {
  const [, place] = /at position (\d+)/.exec(error instanceof Error ? error.message : '') ?? [];
  return place === undefined ? null : Number(place);
}

function endsTooSoon(error: unknown, text: string): boolean {
  if (!(error instanceof Error)) return false;
  return /end of JSON|Unterminated/.test(error.message) || (placeOf(error) ?? 0) >= text.length;
}

/**
 * How much of it could be the beginning of JSON. Of some errors the parser tells the character and not its place; what
 * is cut off before it ends too soon, and nothing else.
 */
function goodLength(text: string): number {
  let [good, bad] = [0, text.length];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (isBeginning(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

function isBeginning(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    return endsTooSoon(error, text);
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
