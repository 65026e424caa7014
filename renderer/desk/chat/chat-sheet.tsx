import type { ChatSession } from '../../../contract/desk/desk-state.ts';
import { never } from '../../../contract/result.ts';
import { useReply } from '../../state/desk-context.tsx';
import { InteractionHeadline } from '../interaction/interaction-headline.tsx';
import { interactionName } from '../interaction/interaction-words.ts';
import { Interrupted } from '../interaction/interrupted.tsx';
import { OfferPanel } from '../interaction/offer-panel.tsx';
import { Conversation } from './conversation.tsx';
import { ReplyBox } from './reply-box.tsx';

/** A chat: who, what was written, and where the agent writes. */
export function ChatSheet({ session }: { readonly session: ChatSession }) {
  return (
    <div
      className="sheet-inside chat"
      id="sheet"
      role="tabpanel"
      aria-label={`Chat with ${interactionName(session)}`}
    >
      <InteractionHeadline session={session} />
      <Inside session={session} />
    </div>
  );
}

function Inside({ session }: { readonly session: ChatSession }) {
  switch (session.phase) {
    case 'offered':
      return (
        <>
          <OfferPanel session={session} />
          {session.interaction.lastMessage > 0 && <Conversation session={session} />}
        </>
      );
    case 'active':
    case 'interrupted':
      return (
        <>
          {session.phase === 'interrupted' && <Interrupted />}
          <Conversation session={session} />
          <ReplyBox session={session} />
        </>
      );
    case 'wrap-up':
    case 'ended':
      return (
        <>
          <Conversation session={session} />
          <ChatOver session={session} />
        </>
      );
    default:
      return never(session.phase);
  }
}

/** In the place of the reply: how it ended, and what was written and not sent. */
function ChatOver({ session }: { readonly session: ChatSession }) {
  const { text } = useReply(session);
  const { end } = session.interaction;
  return (
    <div className="reply over text-sm">
      <p>
        <b>This chat is over.</b> {end?.message}
      </p>
      {text.trim() !== '' && (
        <div>
          <p className="ink-2">You had written this, and did not send it:</p>
          <p className="quote" dir="auto">
            {text}
          </p>
        </div>
      )}
    </div>
  );
}
