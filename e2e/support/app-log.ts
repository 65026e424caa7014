import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { RunningApp } from './app.ts';
import { until } from './until.ts';

/** The app's own log, as text; empty where there is none yet. */
export function readLog({ data }: Pick<RunningApp, 'data'>): Promise<string> {
  return readFile(path.join(data, 'logs', 'desk.log'), 'utf8').catch(() => '');
}

/** Waits until the log holds that text. */
export async function logged(app: Pick<RunningApp, 'data'>, text: string): Promise<void> {
  await until(
    `the log says ${JSON.stringify(text)}`,
    () => readLog(app),
    (log) => log.includes(text),
  );
}
