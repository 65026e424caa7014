import {
  type CheckResult,
  checkKey,
  type DiagnosticsReport,
  type Outcome,
  type PlannedCheck,
  type ServerTarget,
} from '../../../contract/diagnostics/diagnostics-report.ts';
import { outcomeWords, targetName } from '../../../contract/diagnostics/diagnostics-text.ts';
import { services } from '../connections/connection-words.ts';

/** A planned check and what came of it; null: not yet. */
export interface ShownCheck {
  readonly planned: PlannedCheck;
  readonly result: CheckResult | null;
}

/** What is checked of one server, or of the computer. */
export interface ShownTarget {
  readonly id: string;
  readonly title: string;
  /** Address and where it comes from; blank for the computer. */
  readonly detail: string;
  readonly checks: readonly ShownCheck[];
}

/** The servers of a kind, or the computer. */
export interface ShownGroup {
  readonly title: string;
  readonly targets: readonly ShownTarget[];
}

/** A report as the page shows it: in the order in which it was planned. */
export function shownGroups({ planned, results }: DiagnosticsReport): readonly ShownGroup[] {
  const found = new Map(results.map((result) => [checkKey(result), result]));
  const shown = planned.map(
    (one): ShownCheck => ({ planned: one, result: found.get(checkKey(one)) ?? null }),
  );
  const groups = Map.groupBy(shown, ({ planned: { target } }) =>
    target.type === 'server' ? services[target.kind].title : 'This computer',
  );
  return [...groups].map(([title, checks]) => ({ title, targets: targetsOf(checks) }));
}

function targetsOf(checks: readonly ShownCheck[]): readonly ShownTarget[] {
  const byTarget = Map.groupBy(checks, ({ planned: { target } }) =>
    target.type === 'server' ? `${target.kind} ${target.address}` : 'computer',
  );
  return [...byTarget].map(([id, own]) => {
    const target = own[0]?.planned.target;
    return target?.type === 'server'
      ? { id, title: capitalised(targetName(target)), detail: addressWords(target), checks: own }
      : { id, title: 'Cluster, sound, seat and disk', detail: '', checks: own };
  });
}

function addressWords({ address, source }: ServerTarget): string {
  const shown = address === '' ? 'No address' : address;
  return source === null ? shown : `${shown}, from ${source}`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The worst of a target's outcomes; null while all that is known is good and some is not known. */
export function worstOf(checks: readonly ShownCheck[]): Outcome | null {
  if (checks.some(({ result }) => result?.outcome === 'fail')) return 'fail';
  if (checks.some(({ result }) => result === null)) return null;
  return checks.some(({ result }) => result?.outcome === 'pass') ? 'pass' : 'unknown';
}

/** Beside a target: "1 of 6 failed", "5 passed, 1 unknown". */
export function targetWords(checks: readonly ShownCheck[]): string {
  const count = (outcome: Outcome | undefined): number =>
    checks.filter(({ result }) => result?.outcome === outcome).length;
  const failed = count('fail');
  if (failed > 0) return `${failed} of ${checks.length} failed`;
  const waiting = count(undefined);
  if (waiting > 0) return `${checks.length - waiting} of ${checks.length}`;
  const unknown = count('unknown');
  const passed = unknown === 0 ? `All ${checks.length} passed` : `${count('pass')} passed`;
  return unknown === 0 ? passed : `${passed}, ${unknown} unknown`;
}

export function outcomeWord(result: CheckResult | null): string {
  return result === null ? 'Waiting' : outcomeWords[result.outcome];
}
