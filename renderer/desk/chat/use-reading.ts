import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ChatMessage } from '../../../contract/sessions/interaction.ts';
import { useDeskTools } from '../../state/desk-context.tsx';

/** So many messages are drawn at first, and so many more each time he comes near the first of them. */
const page = 30;
/** Nearer to the end than this is at the end, px. */
const atEndPx = 24;
/** Nearer to the first that is drawn than this, and those before it are drawn, px. */
const nearStartPx = 400;

export interface Reading {
  readonly view: RefObject<HTMLElement | null>;
  /** The place of the first message that is drawn. */
  readonly from: number;
  /** Messages that came while he read further up. */
  readonly news: number;
  readonly onScroll: () => void;
  readonly toEnd: () => void;
}

/**
 * Which part of a conversation is drawn, and where it is scrolled to: at its end it follows what is new; further up it
 * stands still, whatever comes, and when he comes back to the tab he is where he was.
 */
export function useReading(sessionId: string, messages: readonly ChatMessage[]): Reading {
  const { readingPlaces } = useDeskTools();
  const view = useRef<HTMLElement>(null);
  const [first, setFirst] = useState(() => readingPlaces.of(sessionId)?.first ?? null);
  const [seen, setSeen] = useState(() => messages.length);
  /** How far from the end the view is to stand once more is drawn above; null: at the end, or as it is. */
  const keepFromEnd = useRef(first === null ? null : (readingPlaces.of(sessionId)?.fromEnd ?? null));
  const from = startOf(messages, first);

  useLayoutEffect(() => {
    const element = view.current;
    if (!element) return;
    if (first === null) element.scrollTop = element.scrollHeight;
    else if (keepFromEnd.current !== null) {
      element.scrollTop = element.scrollHeight - element.clientHeight - keepFromEnd.current;
    }
    keepFromEnd.current = null;
  });

  useEffect(() => {
    const element = view.current;
    if (!element || first !== null) return;
    // The reply below grows with what is written in it: the end stays in sight.
    const observer = new ResizeObserver(() => {
      element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [first]);

  const onScroll = (): void => {
    const element = view.current;
    if (!element) return;
    const fromEnd = element.scrollHeight - element.clientHeight - element.scrollTop;
    if (fromEnd <= atEndPx) {
      readingPlaces.keep(sessionId, { first: null, fromEnd: 0 });
      setFirst(null);
      setSeen(messages.length);
      return;
    }
    const drawn = first ?? from + 1;
    const nearStart = element.scrollTop < nearStartPx && drawn > 1;
    const next = nearStart ? Math.max(1, drawn - page) : drawn;
    if (nearStart) keepFromEnd.current = fromEnd;
    readingPlaces.keep(sessionId, { first: next, fromEnd });
    if (first === null) setSeen(messages.length);
    setFirst(next);
  };
  const toEnd = (): void => {
    readingPlaces.keep(sessionId, { first: null, fromEnd: 0 });
    setFirst(null);
    setSeen(messages.length);
  };
  return { view, from, news: first === null ? 0 : Math.max(0, messages.length - seen), onScroll, toEnd };
}

/** The place from which messages are drawn: a page from the end, or from the one that he has scrolled up to. */
function startOf(messages: readonly ChatMessage[], first: number | null): number {
  return first === null ? Math.max(0, messages.length - page) : Math.min(first - 1, messages.length);
}
