import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';
import type { ChatSession, DeskState } from '../../../contract/desk/desk-state.ts';
import { Button } from '../../parts/button.tsx';
import { useCommand, useDesk, useDeskTools, useReply } from '../../state/desk-context.tsx';
import type { ReplyEdit } from '../../state/replies.ts';
import { sessionsAreDown } from '../../state/selectors.ts';
import { interruptedWords } from '../interaction/interaction-words.ts';
import { mostInReply, roomWords } from './chat-words.ts';
import { StandardReplies } from './standard-replies.tsx';

/** Where the agent writes: Enter sends, Shift and Enter begin a new line. What is not sent is kept on disk. */
export function ReplyBox({ session }: { readonly session: ChatSession }) {
  const { replies, ui } = useDeskTools();
  const field = useRef<HTMLTextAreaElement>(null);
  const { text, saving } = useReply(session);
  const off = whyNot(session, text);
  useFocusWhenAsked(field);
  const send = (): void => {
    if (off !== null) return;
    void replies.send(session).then((outcome) => ui.setState({ refused: outcome.ok ? null : outcome.error }));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const { key, shiftKey, ctrlKey, metaKey, altKey, nativeEvent } = event;
    // Enter that ends a word of an input method sends nothing; with Ctrl or Cmd it answers a call.
    if (key !== 'Enter' || shiftKey || ctrlKey || metaKey || altKey || nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <div className="reply">
      <textarea
        ref={field}
        className="field reply-field"
        aria-label={`Reply to ${session.interaction.customerName || 'the customer'}`}
        dir="auto"
        value={text}
        maxLength={mostInReply}
        onChange={(event) => replies.edit(session.id, event.target.value)}
        onKeyDown={onKeyDown}
        spellCheck
      />
      <div className="row reply-foot">
        <StandardReplies onChoose={(reply) => insert(field, reply, (all) => replies.edit(session.id, all))} />
        <ReplyNote length={text.length} saving={saving} />
        <Button keys="Enter" place="push" off={off} onClick={send}>
          Send
        </Button>
        <EndChat session={session} />
      </div>
    </div>
  );
}

function whyNot({ phase }: ChatSession, text: string): string | null {
  if (phase === 'interrupted') return interruptedWords;
  return text.trim() === '' ? 'Write something first' : null;
}

/** He went to this chat by a key: he writes at once. */
function useFocusWhenAsked(field: RefObject<HTMLTextAreaElement | null>): void {
  const { ui } = useDeskTools();
  useEffect(() => {
    if (ui.getState().focusNext !== 'reply') return;
    ui.setState({ focusNext: null });
    field.current?.focus();
    const end = field.current?.value.length ?? 0;
    field.current?.setSelectionRange(end, end);
  }, [ui, field]);
}

/** Puts a standard reply where the caret is, or was. */
function insert(
  field: RefObject<HTMLTextAreaElement | null>,
  reply: string,
  write: (text: string) => void,
): void {
  const element = field.current;
  if (!element) return;
  const { value, selectionStart, selectionEnd } = element;
  const before = value.slice(0, selectionStart);
  write((before + reply + value.slice(selectionEnd)).slice(0, mostInReply));
  requestAnimationFrame(() => {
    element.focus();
    const caret = before.length + reply.length;
    element.setSelectionRange(caret, caret);
  });
}

interface ReplyNoteProps {
  readonly length: number;
  readonly saving: ReplyEdit['saving'];
}

function ReplyNote({ length, saving }: ReplyNoteProps) {
  return (
    <span className="text-xs ink-amber reply-note" role="status">
      {roomWords(length) ?? (saving === 'failed' ? 'Not saved, trying again' : null)}
    </span>
  );
}

function EndChat({ session }: { readonly session: ChatSession }) {
  const send = useCommand();
  const off = useDesk((desk) => whyNotEnd(session, desk));
  return (
    <Button tone="end" off={off} onClick={() => send({ type: 'endInteraction', sessionId: session.id })}>
      End chat
    </Button>
  );
}

function whyNotEnd({ phase }: ChatSession, desk: DeskState): string | null {
  if (sessionsAreDown(desk)) return 'No session manager answers';
  return phase === 'interrupted' ? interruptedWords : null;
}
