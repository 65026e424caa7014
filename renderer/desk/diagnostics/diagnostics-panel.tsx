import type { DiagnosticsReport } from '../../../contract/diagnostics/diagnostics-report.ts';
import { diagnosticsSummary, diagnosticsText } from '../../../contract/diagnostics/diagnostics-text.ts';
import { Button } from '../../parts/button.tsx';
import { useDeskTools } from '../../state/desk-context.tsx';
import { clockTimeToTheSecond } from '../../state/times.ts';
import { CheckedTarget } from './checked-target.tsx';
import { shownGroups } from './diagnostics-words.ts';
import { useDiagnostics } from './use-diagnostics.ts';

/** What a help desk would check, with what was found and what to do; runs again and copies as text. */
export function DiagnosticsPanel() {
  const { bridge } = useDeskTools();
  const { report, isRunning, failure, run } = useDiagnostics();
  const isWhole = report !== null && !isRunning;
  return (
    <>
      <div className="diagnostics-head">
        <p className="grow" role="status">
          {failure ?? announced(report, isRunning)}
        </p>
        <Button
          size="small"
          off={isWhole ? null : 'Nothing has been checked to its end yet'}
          onClick={() => report && void bridge.copy(diagnosticsText(report))}
        >
          Copy for the help desk
        </Button>
        <Button size="small" tone="primary" off={isRunning ? 'The checks are running' : null} onClick={run}>
          {report === null ? 'Run checks' : 'Run again'}
        </Button>
        {report && isRunning && <Progress report={report} />}
      </div>
      {report ? (
        <div className="sheet-inside diagnostics-groups">
          {shownGroups(report).map(({ title, targets }) => (
            <section key={title} aria-label={title}>
              <h2 className="text-lg">{title}</h2>
              {targets.map((target) => (
                <CheckedTarget key={target.id} target={target} />
              ))}
            </section>
          ))}
        </div>
      ) : (
        <p className="diagnostics-none ink-2">
          Each server that this desk is set to use, microphone, speaker, licence and disk are checked. Nothing
          is changed, and a call goes on meanwhile.
        </p>
      )}
    </>
  );
}

/** Said once at the begin and once at the end: every result would be a flood to who hears it. */
function announced(report: DiagnosticsReport | null, isRunning: boolean): string {
  if (isRunning) return 'Checking.';
  if (!report) return 'Nothing has been checked yet.';
  return `${diagnosticsSummary(report)} Checked at ${clockTimeToTheSecond(report.startedAt)}.`;
}

function Progress({ report: { planned, results } }: { readonly report: DiagnosticsReport }) {
  const words = `${results.length} of ${planned.length}`;
  return (
    <div className="diagnostics-progress">
      <progress aria-label="Checks made" aria-valuetext={words} max={planned.length} value={results.length} />
      <span className="text-xs ink-2 numeric">{words}</span>
    </div>
  );
}
