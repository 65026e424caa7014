import type { VoiceSession } from '../../../contract/desk/desk-state.ts';

/** A sentence and when it was so: milliseconds since 1970. */
export interface Told {
  readonly at: number;
  readonly sentence: string;
}

/** `08:05:30.120`, by this computer's time zone. */
export function clockWords(at: number): string {
  const date = new Date(at);
  const two = (figure: number): string => String(figure).padStart(2, '0');
  const milliseconds = String(date.getMilliseconds()).padStart(3, '0');
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${milliseconds}`;
}

/** `2026-01-31`, by this computer's time zone. */
export function dayWords(at: number): string {
  const date = new Date(at);
  const two = (figure: number): string => String(figure).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** "240 ms", "3.2 s", "12 min 5 s". */
export function spanWords(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1_000)} s`;
}

/** "call call-7 (inbound, number-abcdefg-142)" */
export function callWords({ id, call }: VoiceSession): string {
  const number = call.parties[0]?.number || call.dialled;
  return `call ${id} (${call.direction}${number === '' ? '' : `, ${number}`})`;
}

/** "a and b" */
export function listWords(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
