import type { VoiceSession } from '../../../contract/desk/desk-state.ts';
import { Button } from '../../parts/button.tsx';
import { useCommand, useDesk } from '../../state/desk-context.tsx';
import { desktopSettings } from '../../state/selectors.ts';

export interface FinishWrapUpProps {
  readonly session: VoiceSession;
  readonly disposition: number | null;
}

/** Ends the session; only once its call has ended and what must be chosen is chosen. */
export function FinishWrapUp({ session, disposition }: FinishWrapUpProps) {
  const send = useCommand();
  const required = useDesk((desk) => desktopSettings(desk)?.dispositionRequired ?? false);
  const missing = required && disposition === null;
  const why =
    session.phase !== 'ended'
      ? 'You can finish once the call has ended.'
      : missing
        ? 'Choose a disposition first.'
        : null;
  return (
    <div className="panel-foot row">
      <span className="text-xs ink-2 finish-note">{why}</span>
      <Button
        place="push"
        tone={why === null ? 'primary' : 'plain'}
        off={why}
        onClick={() => send({ type: 'finishWrapUp', sessionId: session.id })}
      >
        Finish wrap-up
      </Button>
    </div>
  );
}
