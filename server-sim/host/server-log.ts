/** Facts beside a log line. Passwords and credentials are redacted by the log, wherever they stand. */
export type LogDetails = Readonly<Record<string, unknown>>;

/** One server's own log. A line is a sentence; what it was made from goes into the details. */
export interface ServerLog {
  info(message: string, details?: LogDetails): void;
  warn(message: string, details?: LogDetails): void;
  error(message: string, details?: LogDetails): void;
}
