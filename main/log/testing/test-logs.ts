import { type Log, type LogFields, type LogLevel, logWith } from '../log.ts';

export interface LogLine {
  readonly level: LogLevel;
  readonly sentence: string;
  readonly fields: LogFields;
}

/** A log that tests read; `lines` grows with every call. */
export interface MemoryLog extends Log {
  readonly lines: readonly LogLine[];
}

export function memoryLog(): MemoryLog {
  const lines: LogLine[] = [];
  return { ...logWith((level, sentence, fields) => lines.push({ level, sentence, fields })), lines };
}

/** A log that nobody reads. */
export const silentLog: Log = logWith(() => undefined);
