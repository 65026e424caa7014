import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { redact, redactText } from './redact.ts';
import type { LogDetails, ServerLog } from './server-log.ts';

/** How many lines of each server stay in memory for the control API. */
const ringSize = 2_000;

/** The tier's logs, one for each server: the last lines in memory, all of them in files when a folder is given. */
export interface LogBook {
  logFor(server: string): ServerLog;
  /** Takes a line that the server's own process wrote: one JSON object, passwords removed. */
  keep(server: string, line: string): void;
  /** The last lines of a server, oldest first, each one JSON object as text; null for a server without a log. */
  lines(server: string, most: number): readonly string[] | null;
  close(): Promise<void>;
}

interface ServerFile {
  readonly ring: string[];
  readonly log: ServerLog;
  readonly file: WriteStream | null;
  keep(line: string): void;
}

/** @param directory where `<server>.log` files are appended to; null keeps the lines in memory alone. */
export function createLogBook(directory: string | null): LogBook {
  if (directory !== null) mkdirSync(directory, { recursive: true });
  const servers = new Map<string, ServerFile>();
  const fileOf = (server: string): ServerFile => {
    const known = servers.get(server) ?? openLog(server, directory);
    servers.set(server, known);
    return known;
  };
  return {
    logFor: (server) => fileOf(server).log,
    keep: (server, line) => fileOf(server).keep(line),
    lines: (server, most) => servers.get(server)?.ring.slice(-most) ?? null,
    async close() {
      await Promise.all([...servers.values()].map(({ file }) => file && ended(file)));
    },
  };
}

function openLog(server: string, directory: string | null): ServerFile {
  const ring: string[] = [];
  const file =
    directory === null
      ? null
      : createWriteStream(join(directory, `${server}.log`), { flags: 'a', mode: 0o600 });
  const remember = (line: string): void => {
    ring.push(line);
    if (ring.length > ringSize) ring.splice(0, ring.length - ringSize);
  };
  file?.on('error', (error) =>
    remember(JSON.stringify({ level: 'error', msg: `No log file: ${error.message}` })),
  );
  const keep = (line: string): void => {
    remember(line);
    if (file && !file.errored) file.write(`${line}\n`);
  };
  return { ring, file, keep, log: createLineLog((line) => keep(line.trimEnd())) };
}

/** A log that writes lines: one JSON object each, ended by a newline, passwords removed. */
export function createLineLog(writeLine: (line: string) => void): ServerLog {
  const lines = pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: writeLine },
  );
  const write =
    (level: 'info' | 'warn' | 'error') =>
    (message: string, details: LogDetails = {}): void =>
      lines[level](redact(details), redactText(message));
  return { info: write('info'), warn: write('warn'), error: write('error') };
}

function ended(file: WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (file.errored || file.closed) return resolve();
    file.once('error', () => resolve());
    file.end(() => resolve());
  });
}
