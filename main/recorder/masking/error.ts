import path from 'node:path';
import { maskSentence } from './sentence.ts';

/** What is kept of an error: its kind, its words as far as they are known, and where in the code it was. */
export interface MaskedError {
  readonly name: string;
  readonly message: string;
  readonly frames: readonly string[];
}

const mostFrames = 20;

export function maskError(error: unknown): MaskedError {
  if (!(error instanceof Error)) return { name: typeof error, message: '', frames: [] };
  const { name, message, stack = '' } = error;
  const frames = stack
    .split('\n')
    // The lines before are the message again, as it is.
    .filter((line) => /^ {4}at /.test(line))
    .slice(0, mostFrames)
    .map(frame);
  return {
    name: /^[A-Z][A-Za-z]{1,40}$/.test(name) ? name : 'Error',
    message: maskSentence(message, () => false),
    frames,
  };
}

/** `handle (desk.ts:52:7)`: a file's folder may name a person. */
function frame(line: string): string {
  const [, called = '', where = ''] = /^ {4}at (?:([\w.#<>[\] ]{1,100}) \()?(.*?)\)?$/.exec(line) ?? [];
  const place = path.posix.basename(where.replaceAll('\\', '/'));
  const known = /^[\w.-]{1,80}:\d+:\d+$/.test(place) ? place : 'elsewhere';
  return called === '' ? known : `${called} (${known})`;
}
