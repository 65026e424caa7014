import { useCallback, useEffect, useState } from 'react';
import type { DiagnosticsReport } from '../../../contract/diagnostics/diagnostics-report.ts';
import { useDeskTools } from '../../state/desk-context.tsx';

export interface ShownDiagnostics {
  /** The last checks, or those under way; null: none yet. */
  readonly report: DiagnosticsReport | null;
  readonly isRunning: boolean;
  /** Why they could not be begun, as a sentence. */
  readonly failure: string | null;
  run(): void;
}

/** The desk's checks as main tells them: they go on whether they are looked at or not. */
export function useDiagnostics(): ShownDiagnostics {
  const { bridge } = useDeskTools();
  const [report, setReport] = useState<DiagnosticsReport | null>(null);
  const [isAsked, setAsked] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => bridge.onDiagnostics(setReport), [bridge]);
  const run = useCallback(() => {
    setAsked(true);
    setFailure(null);
    bridge
      .runDiagnostics()
      .then(setReport, (cause: unknown) => setFailure(notBegun(cause)))
      .finally(() => setAsked(false));
  }, [bridge]);
  return { report, isRunning: isAsked || (report !== null && report.endedAt === null), failure, run };
}

function notBegun(cause: unknown): string {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return `The checks could not be made (${reason}). Try again; if it stays so, close this window and open it again.`;
}
