import type { Outcome } from '../../../contract/diagnostics/diagnostics-report.ts';
import { checkTitles } from '../../../contract/diagnostics/diagnostics-text.ts';
import { Icon } from '../../parts/icon.tsx';
import { outcomeWord, type ShownCheck, type ShownTarget, targetWords, worstOf } from './diagnostics-words.ts';

/** One server's checks, or the computer's: open where something failed, else a line that can be opened. */
export function CheckedTarget({ target: { title, detail, checks } }: { readonly target: ShownTarget }) {
  const worst = worstOf(checks);
  return (
    <details className="checked" open={worst === 'fail'}>
      <summary>
        <Sign outcome={worst} />
        <span className="grow">
          {title}
          {detail !== '' && <small className="wrap-anywhere">{detail}</small>}
        </span>
        <span className="checked-words numeric">{targetWords(checks)}</span>
        <Icon name="chevron" size="small" />
      </summary>
      <ul>
        {checks.map((check) => (
          <CheckRow key={check.planned.check} check={check} />
        ))}
      </ul>
    </details>
  );
}

function CheckRow({ check: { planned, result } }: { readonly check: ShownCheck }) {
  return (
    <li className={result?.outcome ?? 'waiting'}>
      <Sign outcome={result?.outcome ?? null} />
      <span>
        {checkTitles[planned.check]}
        <small className="check-outcome">{outcomeWord(result)}</small>
      </span>
      <span className="wrap-anywhere">
        {result?.found}
        {result?.remedy && <span className="check-remedy">{result.remedy}</span>}
      </span>
    </li>
  );
}

/** Beside words that say the same: never colour alone, and never the sign alone. */
function Sign({ outcome }: { readonly outcome: Outcome | null }) {
  switch (outcome) {
    case 'pass':
      return <Icon name="check" size="small" className="sign pass" />;
    case 'fail':
      return <Icon name="alert" size="small" className="sign fail" />;
    case 'unknown':
      return <Letter letter="?" />;
    case null:
      return <Letter letter="…" />;
  }
}

function Letter({ letter }: { readonly letter: string }) {
  return (
    <span className="sign sign-letter" aria-hidden="true">
      {letter}
    </span>
  );
}
