import * as z from 'zod';
import { type DeskCommand, deskCommand } from '../../contract/desk/desk-command.ts';
import { fail, ok, type Result } from '../../contract/result.ts';

/** What a line on stdin asks of the headless desk. */
export type Ask =
  | { readonly type: 'command'; readonly command: DeskCommand }
  /** What a call carries to this end, decoded. */
  | { readonly type: 'heard'; readonly callId: string }
  | { readonly type: 'end' };

export interface LineIn {
  /** Comes back with the outcome; null where the line had none. */
  readonly id: string | null;
  readonly ask: Ask;
}

/** A line that could not be read: why, and its id where that could be. */
export interface BadLine {
  readonly id: string | null;
  readonly message: string;
}

const envelope = z.object({ id: z.union([z.string(), z.number()]).optional(), type: z.string() });
const heard = z.object({ type: z.literal('heard'), callId: z.string() });

/** Reads one line: a desk command (docs/qa.md lists them), `heard` or `end`. */
export function readLine(text: string): Result<LineIn, BadLine> {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    const message = `A line is not JSON: it begins ${JSON.stringify(text.slice(0, 40))}.`;
    return fail({ id: null, message });
  }
  const head = envelope.safeParse(data);
  if (!head.success) {
    return fail({
      id: null,
      message: 'A line needs a "type", the name of a command; an "id" is text or a number.',
    });
  }
  const id = head.data.id === undefined ? null : String(head.data.id);
  if (head.data.type === 'end') return ok({ id, ask: { type: 'end' } });
  if (head.data.type === 'heard') {
    const asked = heard.safeParse(data);
    return asked.success ? ok({ id, ask: asked.data }) : fail({ id, message: '"heard" needs a "callId".' });
  }
  const command = deskCommand.safeParse(data);
  if (command.success) return ok({ id, ask: { type: 'command', command: command.data } });
  const [issue] = command.error.issues;
  const where = issue?.path.join('.') || 'type';
  return fail({ id, message: `${head.data.type}: ${where}: ${issue?.message ?? 'not understood'}` });
}
