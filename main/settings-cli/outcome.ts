/** How the command ends, for scripts. docs/it.md has the table. */
export const exitCodes = {
  /** Done; with `check`: all is right. */
  done: 0,
  /** Something is wrong: a source, a server, a policy that has drifted. */
  wrong: 1,
  /** The command line itself was not understood. */
  usage: 2,
  /** Refused: the value is wrong, a policy locks it, or it may not be set there. */
  refused: 3,
  /** A file or key could not be read or written. */
  notWritten: 4,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** What a command has to say. */
export interface Outcome {
  readonly exit: ExitCode;
  /** For people, on stdout. */
  readonly lines: readonly string[];
  /** What is wrong, a sentence each, on stderr. */
  readonly errors: readonly string[];
  /** For programs: the members of the one object that `--json` prints. */
  readonly json: Readonly<Record<string, unknown>>;
  /** What takes the place of `lines`, byte for byte: an exported file. */
  readonly bytes?: Uint8Array;
}

export function refused(...errors: readonly string[]): Outcome {
  return { exit: exitCodes.refused, lines: [], errors, json: {} };
}

export function notWritten(...errors: readonly string[]): Outcome {
  return { exit: exitCodes.notWritten, lines: [], errors, json: {} };
}
