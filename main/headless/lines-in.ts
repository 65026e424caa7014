import type { Readable } from 'node:stream';
import * as z from 'zod';
import { type DeskCommand, deskCommand } from '../../contract/desk/desk-command.ts';
import { fail, ok, type Result } from '../../contract/result.ts';

/** The longest line that is read, characters: the longest notes there may be, every character escaped, and room to spare. */
export const longestLine = 1_048_576;

export interface LinesListener {
  /** One line, without its end. The last one may lack an end: whoever wrote it may have been cut off in it. */
  line(text: string): void;
  /** A line was longer than is read; what it said is passed over. */
  tooLong(): void;
  /** No more lines come. Once. */
  end(): void;
}

/**
 * Reads lines that end in LF or CRLF, and in nothing else: JSON text may hold U+2028, at which `readline` would cut
 * it, and `readline` has no longest line. Blank lines are passed over.
 */
export function readLines(input: Readable, listener: LinesListener): void {
  let rest = '';
  let skipping = false;
  let ended = false;
  const line = (text: string): void => {
    const whole = text.endsWith('\r') ? text.slice(0, -1) : text;
    if (skipping) skipping = false;
    else if (whole.length > longestLine) listener.tooLong();
    else if (whole !== '') listener.line(whole);
  };
  const end = (): void => {
    if (ended) return;
    ended = true;
    line(rest);
    listener.end();
  };
  input.setEncoding('utf8');
  input.on('data', (chunk: string) => {
    const [first = '', ...others] = chunk.split('\n');
    rest += first;
    for (const next of others) {
      line(rest);
      rest = next;
    }
    if (rest.length <= longestLine) return;
    if (!skipping) listener.tooLong();
    skipping = true;
    rest = '';
  });
  input.on('end', end);
  input.on('close', end);
  input.on('error', end);
}

/** What a line on stdin asks of the headless desk. */
export type Ask =
  | { readonly type: 'command'; readonly command: DeskCommand }
  /** What a call carries to this end, decoded. */
  | { readonly type: 'heard'; readonly callId: string }
  /** A support bundle, into this folder; null: where the desk puts them. */
  | { readonly type: 'supportBundle'; readonly folder: string | null }
  /** What a help desk would check, made now. */
  | { readonly type: 'runDiagnostics' }
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
const supportBundle = z.object({ type: z.literal('supportBundle'), folder: z.string().min(1).optional() });

/** Reads one line: a desk command (docs/qa.md lists them), `heard`, `supportBundle`, `runDiagnostics` or `end`. */
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
  if (head.data.type === 'end' || head.data.type === 'runDiagnostics') {
    return ok({ id, ask: { type: head.data.type } });
  }
  if (head.data.type === 'heard') {
    const asked = heard.safeParse(data);
    return asked.success ? ok({ id, ask: asked.data }) : fail({ id, message: '"heard" needs a "callId".' });
  }
  if (head.data.type === 'supportBundle') {
    const asked = supportBundle.safeParse(data);
    return asked.success
      ? ok({ id, ask: { type: 'supportBundle', folder: asked.data.folder ?? null } })
      : fail({ id, message: '"supportBundle": its "folder" is the name of one, or is left out.' });
  }
  const command = deskCommand.safeParse(data);
  if (command.success) return ok({ id, ask: { type: 'command', command: command.data } });
  const [issue] = command.error.issues;
  const where = issue?.path.join('.') || 'type';
  return fail({ id, message: `${head.data.type}: ${where}: ${issue?.message ?? 'not understood'}` });
}
