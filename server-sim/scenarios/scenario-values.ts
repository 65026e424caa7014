import * as z from 'zod';
import type { Voice } from '../links/media-control.ts';
import type { OutgoingWrapUp } from '../links/switch-control.ts';

const units: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  min: 60_000,
  h: 3_600_000,
  day: 86_400_000,
  days: 86_400_000,
};

/** Milliseconds of "20 s", "1500 ms", "2 min", "12 days"; null for anything else. */
function milliseconds(text: unknown): number | null {
  const match = typeof text === 'string' ? /^(\d+(?:\.\d+)?)\s*([a-z]+)$/.exec(text.trim()) : null;
  const unit = units[match?.[2] ?? ''];
  return match && unit !== undefined ? Math.round(Number(match[1]) * unit) : null;
}

/** A length of time, as milliseconds. */
export const duration = z.unknown().transform((value, context) => {
  const read = milliseconds(value);
  if (read === null)
    return expected(context, value, 'a length of time such as 20 s, 1500 ms, 2 min or 12 days');
  return read;
});

/** Text that must be quoted where YAML would read a number and drop a zero at its beginning. */
export const text = z.unknown().transform((value, context) => {
  if (typeof value === 'string' && value.trim() !== '') return value.trim();
  const hint = typeof value === 'number' ? ` in quotes: "${value}"` : '';
  return expected(context, value, `text${hint}`);
});

/** A telephone number; blanks, hyphens and brackets are for the reader alone. */
export const telephoneNumber = text.transform((value, context) => {
  const digits = value.replaceAll(/[\s()-]/g, '');
  if (/^\+?[0-9A-Za-z*#._]{1,32}$/.test(digits)) return digits;
  return expected(context, value, 'a telephone number such as "0131 496 0142" or "7001"');
});

/** What is heard of somebody. Paths are resolved against the scenario's own folder by its reader. */
export const voice = z.unknown().transform((value, context): Voice => {
  if (value === 'silence' || value === 'music') return { type: value };
  if (typeof value === 'object' && value !== null) {
    const { tone, file } = value as { readonly tone?: unknown; readonly file?: unknown };
    if (typeof tone === 'number' && tone >= 100 && tone <= 3_400) return { type: 'tone', hertz: tone };
    if (typeof file === 'string') return { type: 'file', path: file };
  }
  return expected(context, value, 'silence, music, { tone: 100 to 3400 } in Hz, or { file: speech.wav }');
});

/** What a far end does when it is called: rings so long and answers, or does not. */
export const answering = z
  .unknown()
  .transform((value, context): number | 'busy' | 'unreachable' | 'never' => {
    if (value === 'busy' || value === 'unreachable' || value === 'never') return value;
    const read = milliseconds(value);
    if (read !== null) return read;
    return expected(context, value, 'a length of time such as 2 s, or busy, unreachable or never');
  });

/** A length of time within limits that are said in words, as milliseconds; never is 0. */
const durationOrNever = (leastMs: number, mostMs: number, limits: string) =>
  z.unknown().transform((value, context): number => {
    const read = value === 'never' ? 0 : milliseconds(value);
    if (read !== null && (read === 0 || (read >= leastMs && read <= mostMs))) return read;
    return expected(context, value, `${limits}, or never`);
  });

/** How often the standby is asked whether it lives. */
export const probing = durationOrNever(10_000, 86_400_000, '10 s to 1 day');

/** How long a primary must have been seen to live before it is come home to. */
export const homing = durationOrNever(1_000, 86_400_000, '1 s to 1 day');

/** How long a call may bring no sound. */
export const silenceLimit = durationOrNever(2_000, 3_600_000, '2 s to 1 h');

/** How long a client may be silent. */
export const idling = durationOrNever(1_000, 3_600_000, '1 s to 1 h');

/** Whether agents wrap up: ICM's three modes, in its words. */
export const wrapUpMode = z.unknown().transform((value, context): OutgoingWrapUp['mode'] => {
  if (value === 'required' || value === 'optional') return value;
  if (value === 'not allowed') return 'not-allowed';
  return expected(context, value, 'required, optional or not allowed');
});

function expected(context: z.RefinementCtx, value: unknown, what: string): never {
  const message = `expected ${what}; it says ${described(value)}`;
  context.addIssue({ code: 'custom', message, continue: false });
  return z.NEVER;
}

/** A value in a sentence. Lists and maps are named alone: an alias may make them endless. */
function described(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a map';
  return JSON.stringify(value).slice(0, 60);
}
