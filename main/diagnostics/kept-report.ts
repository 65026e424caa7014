import path from 'node:path';
import { type DiagnosticsReport, diagnosticsReport } from '../../contract/diagnostics/diagnostics-report.ts';
import { readJsonFile, writeJsonFile } from '../files/json-file.ts';
import type { Log } from '../log/log.ts';

/** Where the last diagnostics are kept, for the support bundle. */
export function diagnosticsFile(folder: string): string {
  return path.join(folder, 'diagnostics.json');
}

/** Replaces the diagnostics that are kept; where that fails, the log says so. */
export async function keepReport(folder: string, report: DiagnosticsReport, log: Log): Promise<void> {
  const written = await writeJsonFile(diagnosticsFile(folder), report);
  if (!written.ok) log.error(`${written.error.message} The support bundle will not have the diagnostics.`);
}

/** The diagnostics that are kept; null: none that can be read. */
export async function readKeptReport(folder: string): Promise<DiagnosticsReport | null> {
  const read = await readJsonFile(diagnosticsFile(folder), diagnosticsReport);
  return read.type === 'value' ? read.value : null;
}
