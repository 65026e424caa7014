import { memo } from 'react';
import type { ChatSession, UnsentMessage } from '../../../contract/desk/desk-state.ts';
import type { ChatMessage } from '../../../contract/sessions/interaction.ts';
import { Icon } from '../../parts/icon.tsx';
import { useDesk, useDeskTools, useTranscript } from '../../state/desk-context.tsx';
import { sessionsAnswer } from '../../state/selectors.ts';
import { clockTime } from '../../state/times.ts';
import { dayHeading, firstName, unconfirmed } from './chat-words.ts';
import { MessageText } from './message-text.tsx';
import { useReading } from './use-reading.ts';

/** A scrolled region is reached by the Tab key, so that arrow keys scroll it (WCAG 2.1.1). */
const reachable = { tabIndex: 0 };

/** What was written, oldest first. It follows what is new while he reads at its end, and stays where he reads else. */
export function Conversation({ session }: { readonly session: ChatSession }) {
  const messages = useTranscript(session.id);
  const { clock } = useDeskTools();
  const unsent = unconfirmed(session.unsent, messages);
  const { view, from, news, onScroll, toEnd } = useReading(session.id, messages);
  const now = clock.store.getState().now;
  const customer = firstName(session.interaction.customerName);
  return (
    <div className="conversation-frame">
      <section
        ref={view}
        className="conversation"
        aria-label={`Conversation with ${session.interaction.customerName || 'the customer'}`}
        onScroll={onScroll}
        {...reachable}
      >
        {messages.length + unsent.length === 0 ? (
          <p className="conversation-empty text-sm ink-2">
            {session.interaction.lastMessage > 0
              ? 'What was written so far is on its way.'
              : 'Nothing was written yet. What you write first greets the customer.'}
          </p>
        ) : (
          <ol>
            {messages.slice(from).map((message, index) => (
              <Message
                key={message.messageId}
                message={message}
                customer={customer}
                day={dayHeading(message.at, messages[from + index - 1]?.at ?? null, now)}
              />
            ))}
            {unsent.map((message) => (
              <Unsent key={message.id} message={message} />
            ))}
          </ol>
        )}
        {session.interaction.isCustomerTyping && session.phase === 'active' && <Typing customer={customer} />}
      </section>
      {news > 0 && (
        <button type="button" className="news" onClick={toEnd}>
          <Icon name="down" size="small" />
          {news === 1 ? 'New message' : `${news} new messages`}
        </button>
      )}
    </div>
  );
}

interface MessageProps {
  readonly message: ChatMessage;
  readonly customer: string;
  /** Over the first message of a day. */
  readonly day: string | null;
}

const Message = memo(function Message({ message, customer, day }: MessageProps) {
  const { from, text, at } = message;
  const who = from === 'agent' ? 'You' : customer;
  return (
    <li className={from === 'customer' ? 'say' : from === 'agent' ? 'say me' : 'say system'}>
      {day && <h2 className="day">{day}</h2>}
      <p className="bubble" dir="auto">
        <MessageText text={text} />
      </p>
      <span className="said text-xs ink-3 numeric">
        {from === 'system' ? '' : `${who} `}
        {clockTime(at)}
      </span>
    </li>
  );
});

/** Sent by the agent and not confirmed: it is on disk, and goes out once. */
function Unsent({ message }: { readonly message: UnsentMessage }) {
  const answers = useDesk(sessionsAnswer);
  return (
    <li className="say me unsent">
      <p className="bubble" dir="auto">
        <MessageText text={message.text} />
      </p>
      <span className="said text-xs ink-2 numeric">
        <Icon name="clock" size="tiny" />
        {answers ? 'Being sent' : 'Not sent yet: it goes out when a session manager answers'}
      </span>
    </li>
  );
}

function Typing({ customer }: { readonly customer: string }) {
  const answers = useDesk(sessionsAnswer);
  return answers ? <p className="typing text-xs ink-2">{customer} is typing</p> : null;
}
