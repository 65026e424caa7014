import type { Outcome } from '../../contract/diagnostics/diagnostics-report.ts';

/** What one check has found; both are whole sentences. */
export interface Finding {
  readonly outcome: Outcome;
  readonly found: string;
  readonly remedy: string | null;
}

export function pass(found: string): Finding {
  return { outcome: 'pass', found, remedy: null };
}

export function fault(found: string, remedy: string): Finding {
  return { outcome: 'fail', found, remedy };
}

export function unknown(found: string, remedy: string | null = null): Finding {
  return { outcome: 'unknown', found, remedy };
}

/** Milliseconds as a sentence says them. */
export function seconds(ms: number): string {
  return `${Number((ms / 1_000).toFixed(1))} s`;
}
