import type { LoginPartName } from '../login-string/parts.ts';

/** What an agent can do about it: a button each. */
export type Remedy =
  | { readonly action: 'take-over' }
  | { readonly action: 'use-another-device' }
  | { readonly action: 'try-again' }
  | { readonly action: 'change-login-string'; readonly to: string };

/**
 * An error as the agent sees it and as IT copies it. The sentence has no codes; `details` has them.
 * Which server, which address and what to do are always in it.
 */
export interface DeskError {
  readonly code: string;
  /** What is wrong, short: "Device 52513 is in use". */
  readonly title: string;
  /** One or two sentences: what happened, what still works, what to do. */
  readonly message: string;
  /** For "Copy details": server, address, cause, code, by name. */
  readonly details: Readonly<Record<string, string>>;
  readonly remedies: readonly Remedy[];
  /** The part of the login string it is about. */
  readonly part?: LoginPartName;
}

export type CommandOutcome =
  /** `file`: what was written, of a command that writes one. */
  { readonly ok: true; readonly file?: string } | { readonly ok: false; readonly error: DeskError };
