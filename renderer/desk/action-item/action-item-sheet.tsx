import type { ActionItemSession, DeskState } from '../../../contract/desk/desk-state.ts';
import { Button } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { useCommand, useDesk } from '../../state/desk-context.tsx';
import { sessionsAreDown } from '../../state/selectors.ts';
import { CustomerFacts } from '../call/customer-facts.tsx';
import { EarlierContacts } from '../call/earlier-contacts.tsx';
import { Notes } from '../call/notes.tsx';
import { MessageText } from '../chat/message-text.tsx';
import { InteractionHeadline } from '../interaction/interaction-headline.tsx';
import { interactionName, interruptedWords } from '../interaction/interaction-words.ts';
import { Interrupted } from '../interaction/interrupted.tsx';
import { OfferPanel } from '../interaction/offer-panel.tsx';

/** An action item: what is to be done, for whom, until when; notes; and Done. */
export function ActionItemSheet({ session }: { readonly session: ActionItemSession }) {
  const { interaction, phase } = session;
  const isOpen = phase === 'active' || phase === 'interrupted';
  return (
    <div
      className="sheet-inside"
      id="sheet"
      role="tabpanel"
      aria-label={`Action item: ${interactionName(session)}`}
    >
      <InteractionHeadline session={session} />
      {phase === 'interrupted' && <Interrupted />}
      {phase === 'offered' && <OfferPanel session={session} />}
      <Body text={interaction.body} />
      <div className="section two">
        <CustomerFacts contact={interaction} />
        <EarlierContacts contact={interaction} />
      </div>
      {phase !== 'offered' && <Notes session={session} label="Action item notes" during={null} />}
      {isOpen && <Foot session={session} />}
      {interaction.end && <p className="sheet-foot text-sm strong">{interaction.end.message}</p>}
    </div>
  );
}

function Body({ text }: { readonly text: string }) {
  if (text.trim() === '') {
    return (
      <div className="section">
        <EmptyState icon="action" title="No text" level={2}>
          It came with its subject alone.
        </EmptyState>
      </div>
    );
  }
  return (
    <article className="letter" dir="auto">
      <MessageText text={text} />
    </article>
  );
}

function Foot({ session }: { readonly session: ActionItemSession }) {
  const send = useCommand();
  const off = useDesk((desk) => whyNot(session, desk));
  return (
    <div className="row sheet-foot">
      <span className="text-xs ink-2">Done ends it; what you write about it can be finished after that.</span>
      <Button
        tone="primary"
        icon="check"
        place="push"
        off={off}
        onClick={() => send({ type: 'endInteraction', sessionId: session.id })}
      >
        Done
      </Button>
    </div>
  );
}

function whyNot({ phase }: ActionItemSession, desk: DeskState): string | null {
  if (sessionsAreDown(desk)) return 'No session manager answers';
  return phase === 'interrupted' ? interruptedWords : null;
}
