import { pino } from 'pino';
import { type Log, type LogLevel, logWith } from './log.ts';
import { redactFields, redactText } from './redact.ts';
import { openRotatingFile } from './rotating-file.ts';

export interface LogFileOptions {
  /** `<userData>/logs/desk.log`; older ones beside it: `desk.log.1` to `.4`. */
  readonly file: string;
  /** Lines below it are not written. */
  readonly level: LogLevel;
  readonly now: () => number;
}

/** A log on disk. */
export interface FileLog extends Log {
  /** From now on lines below it are not written. */
  setLevel(level: LogLevel): void;
  close(): void;
}

const largest = 5 * 1_024 * 1_024;
const keep = 5;

/** One JSON line a call: `level`, `time` (ISO 8601), `fields`, `sentence`. Redacted; never throws. */
export function createLog({ file, level, now }: LogFileOptions): FileLog {
  const lines = openRotatingFile({ file, largest, keep });
  const logger = pino(
    {
      level,
      base: null,
      messageKey: 'sentence',
      nestedKey: 'fields',
      timestamp: () => `,"time":"${new Date(now()).toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    lines,
  );
  const log = logWith((at, sentence, fields) => {
    if (!logger.isLevelEnabled(at)) return;
    try {
      logger[at](redactFields(fields), redactText(sentence));
    } catch {
      // A field that cannot be read, such as a getter that throws, must not cost the sentence.
      logger[at](redactText(sentence));
    }
  });
  const setLevel = (now: LogLevel): void => {
    logger.level = now;
  };
  return { ...log, setLevel, close: lines.close };
}
