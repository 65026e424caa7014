export const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

/** What a sentence was made from, by name. Passwords and login strings are redacted on the way to the file. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Where the app tells what it does: one whole sentence a call, the facts as fields. Never throws. */
export interface Log {
  debug(sentence: string, fields?: LogFields): void;
  info(sentence: string, fields?: LogFields): void;
  warn(sentence: string, fields?: LogFields): void;
  error(sentence: string, fields?: LogFields): void;
  /** The same log with these fields in every line: which part of the app speaks. */
  with(fields: LogFields): Log;
}

/** Makes a Log of one function. */
export function logWith(
  write: (level: LogLevel, sentence: string, fields: LogFields) => void,
  always: LogFields = {},
): Log {
  const at =
    (level: LogLevel) =>
    (sentence: string, fields: LogFields = {}): void =>
      write(level, sentence, { ...always, ...fields });
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    with: (fields) => logWith(write, { ...always, ...fields }),
  };
}
