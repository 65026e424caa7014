import type { ActionItemSession, ChatSession } from '../../../contract/desk/desk-state.ts';
import { Button } from '../../parts/button.tsx';
import { useCommand, useDesk, useDeskTools } from '../../state/desk-context.tsx';
import { sessionsAreDown } from '../../state/selectors.ts';
import { RunningOut } from '../frame/running-out.tsx';
import { SecondsLeft } from '../frame/times.tsx';
import { ariaShortcut, shortcutText } from '../shortcuts.ts';

const domainNoun = { chat: 'chat', action: 'action items' } as const;

/** A chat or an action item that is offered: how long still, Accept and Reject. It never takes the focus. */
export function OfferPanel({ session }: { readonly session: ChatSession | ActionItemSession }) {
  const { bridge } = useDeskTools();
  const send = useCommand();
  const areDown = useDesk(sessionsAreDown);
  const { offeredAt, noAnswerAt } = session.interaction;
  const off = areDown ? 'No session manager answers' : null;
  const sessionId = session.id;
  return (
    <section className="offer" aria-label={session.kind === 'chat' ? 'Chat offered' : 'Action item offered'}>
      {noAnswerAt !== null && (
        <>
          <div className="count">
            <span>
              Goes back to the router in{' '}
              <b className="numeric">
                <SecondsLeft from={offeredAt} until={noAnswerAt} />
              </b>
            </span>
            <span className="text-xs ink-2">then you are Not Ready for {domainNoun[session.kind]}</span>
          </div>
          <RunningOut from={offeredAt} until={noAnswerAt} thick />
        </>
      )}
      <div className="acts">
        <Button
          tone="go"
          size="big"
          icon="check"
          keys={shortcutText('answer', bridge.platform)}
          aria-keyshortcuts={ariaShortcut('answer', bridge.platform)}
          off={off}
          onClick={() => send({ type: 'acceptOffer', sessionId })}
        >
          Accept
        </Button>
        <Button
          tone="end"
          size="big"
          icon="close"
          off={off}
          onClick={() => send({ type: 'rejectOffer', sessionId })}
        >
          Reject
        </Button>
      </div>
    </section>
  );
}
