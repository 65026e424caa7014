import type * as z from 'zod';
import { fail, ok, type Result } from '../result.ts';

/** The largest message either side accepts, in characters. Larger ones are refused before they are parsed. */
export const largestMessage = 1_048_576;

/** Why a message could not be read: a sentence that names what and where in the message. */
export interface WireFailure {
  readonly message: string;
  /** The request's id where it could be read, so that the answer can carry it. */
  readonly id: string | null;
}

/** Reads one text message against a schema of messages told apart by `type`. Never throws. */
export function decodeMessage<Schema extends z.ZodType>(
  schema: Schema,
  text: string,
): Result<z.output<Schema>, WireFailure> {
  if (text.length > largestMessage) {
    return fail({
      message: `a message of ${text.length} characters; ${largestMessage} is the most`,
      id: null,
    });
  }
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return fail({ message: `not JSON: it begins ${JSON.stringify(text.slice(0, 40))}`, id: null });
  }
  const parsed = schema.safeParse(data);
  if (parsed.success) return ok(parsed.data);
  const { type, id } = typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {};
  const name = typeof type === 'string' ? type.slice(0, 60) : 'a message without a type';
  const issue = parsed.error.issues[0];
  const where = issue && issue.path.length > 0 ? ` at ${issue.path.join('.')}` : '';
  return fail({
    message: `${name}${where}: ${issue?.message ?? 'not understood'}`,
    id: typeof id === 'string' && id.length <= 64 ? id : null,
  });
}

/** Writes one message. The schema is the type's only source, so what type-checks needs no second check here. */
export function encodeMessage(message: { readonly type: string }): string {
  return JSON.stringify(message);
}
