import type { ActionItemSession, ChatSession } from '../../../contract/desk/desk-state.ts';
import { CustomerFacts } from '../call/customer-facts.tsx';
import { EarlierContacts } from '../call/earlier-contacts.tsx';
import { Notes } from '../call/notes.tsx';
import { WrapUpFrame } from '../wrap-up/wrap-up-panel.tsx';
import { WrapUpTime } from '../wrap-up/wrap-up-time.tsx';

type Interactive = ChatSession | ActionItemSession;

/** Beside a chat: the customer, notes, and what is decided when it ends. While it is offered, the customer alone. */
export function ChatPanel({ session }: { readonly session: ChatSession }) {
  const { interaction, phase } = session;
  if (phase === 'offered') {
    return (
      <aside className="side" aria-label="Customer">
        <div className="panel-body customer-body">
          <CustomerFacts contact={interaction} />
          <EarlierContacts contact={interaction} />
        </div>
      </aside>
    );
  }
  return (
    <WrapUpFrame
      session={session}
      isOver={isOver(session)}
      title="About this chat"
      notYet="You can finish once the chat has ended."
    >
      <WrapUp session={session} />
      <CustomerFacts contact={interaction} />
      <Notes
        session={session}
        label="Chat notes"
        during={interaction}
        stamps="Stamped with the time in the chat"
      />
    </WrapUpFrame>
  );
}

/** Beside an action item: what is decided when it is done. */
export function ActionItemPanel({ session }: { readonly session: ActionItemSession }) {
  return (
    <WrapUpFrame
      session={session}
      isOver={isOver(session)}
      title="About this item"
      notYet="You can finish once it is done."
      finish="Finish"
    >
      <WrapUp session={session} />
    </WrapUpFrame>
  );
}

function isOver({ phase }: Interactive): boolean {
  return phase === 'wrap-up' || phase === 'ended';
}

function WrapUp({ session }: { readonly session: Interactive }) {
  const { endedAt, wrapUpEndsAt } = session.interaction;
  return session.phase === 'wrap-up' ? <WrapUpTime since={endedAt ?? 0} endsAt={wrapUpEndsAt} /> : null;
}
