import { serverName } from '../servers/server-kind.ts';
import {
  type CheckName,
  type CheckTarget,
  checkKey,
  type DiagnosticsReport,
  type Outcome,
  outcomeCounts,
  type ServerTarget,
} from './diagnostics-report.ts';

/** A check's name at the beginning of a line. */
export const checkTitles: Readonly<Record<CheckName, string>> = {
  name: 'Name',
  port: 'Port',
  protocol: 'Protocol',
  role: 'Role',
  certificate: 'Certificate',
  clock: 'Clock',
  'cluster-name': 'Name of the cluster',
  microphone: 'Microphone',
  speaker: 'Speaker',
  licence: 'Licence',
  folder: 'Folder',
  'disk-space': 'Disk space',
};

export const outcomeWords: Readonly<Record<Outcome, string>> = {
  pass: 'Passed',
  fail: 'Failed',
  unknown: 'Unknown',
};

/** "CTI server A", or "CTI servers A and B" where it is set as both. */
export function targetName({ kind, sides }: Pick<ServerTarget, 'kind' | 'sides'>): string {
  const [first = 'A', ...others] = sides;
  return [serverName(kind, first), ...others].join(' and ');
}

/** How far a run is, or what came of it: "3 of 23 checks failed, 2 unknown." */
export function diagnosticsSummary(report: DiagnosticsReport): string {
  const all = report.planned.length;
  if (report.endedAt === null) return `Checking: ${report.results.length} of ${all}.`;
  const { fail, unknown } = outcomeCounts(report);
  const rest = unknown === 0 ? '' : `, ${unknown} unknown`;
  if (fail > 0) return `${fail} of ${all} checks failed${rest}.`;
  return unknown === 0 ? `All ${all} checks passed.` : `No check of ${all} failed${rest}.`;
}

/** All of it as plain text, for the help desk: what failed stands where it belongs, and says so first. */
export function diagnosticsText(report: DiagnosticsReport): string {
  const results = new Map(report.results.map((result) => [checkKey(result), result]));
  const lines: string[] = [
    `Switchhook diagnostics at ${new Date(report.startedAt).toISOString()}`,
    diagnosticsSummary(report),
  ];
  let last = '';
  for (const planned of report.planned) {
    const title = targetTitle(planned.target);
    if (title !== last) lines.push('', title);
    last = title;
    const result = results.get(checkKey(planned));
    const remedy = result?.remedy ? ` ${result.remedy}` : '';
    const outcome = result ? outcomeWords[result.outcome].toUpperCase() : 'WAITING';
    const found = result ? `: ${result.found}${remedy} (${result.ms} ms)` : '';
    lines.push(`  ${outcome} ${checkTitles[planned.check]}${found}`);
  }
  return lines.join('\n');
}

function targetTitle(target: CheckTarget): string {
  if (target.type === 'computer') return 'This computer';
  const source = target.source === null ? '' : `, from ${target.source}`;
  return `${targetName(target)} (${target.address === '' ? 'no address' : target.address}${source})`;
}
