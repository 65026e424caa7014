import { Button } from '../../parts/button.tsx';
import { useCommand, useDesk } from '../../state/desk-context.tsx';
import { desktopSettings } from '../../state/selectors.ts';

export interface FinishWrapUpProps {
  readonly sessionId: string;
  /** Why it cannot be finished yet; null: it is over. */
  readonly notYet: string | null;
  readonly disposition: number | null;
  readonly word: string;
}

/** Ends the session; only once it is over and what must be chosen is chosen. */
export function FinishWrapUp({ sessionId, notYet, disposition, word }: FinishWrapUpProps) {
  const send = useCommand();
  const required = useDesk((desk) => desktopSettings(desk)?.dispositionRequired ?? false);
  const missing = required && disposition === null;
  const why = notYet ?? (missing ? 'Choose a disposition first.' : null);
  return (
    <div className="panel-foot row">
      <span className="text-xs ink-2 finish-note">{why}</span>
      <Button
        place="push"
        tone={why === null ? 'primary' : 'plain'}
        off={why}
        onClick={() => send({ type: 'finishWrapUp', sessionId })}
      >
        {word}
      </Button>
    </div>
  );
}
