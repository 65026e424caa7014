import { type RefObject, useEffect, useRef } from 'react';
import { whenFocusIsLost } from '../../parts/lost-focus.ts';

/**
 * When what had the focus is taken off the screen (a session that ended, a banner that was dismissed), the focus
 * goes to the element of the returned ref and not to nowhere, so that the keyboard goes on from there.
 */
export function useKeptFocus<Element extends HTMLElement>(): RefObject<Element | null> {
  const home = useRef<Element>(null);
  useEffect(() => {
    let last: EventTarget | null = null;
    const remember = (event: FocusEvent): void => {
      last = event.target;
    };
    const observer = new MutationObserver(() => {
      const gone = last instanceof Node && !last.isConnected;
      if (!gone) return;
      last = null;
      whenFocusIsLost(() => home.current?.focus({ preventScroll: true }));
    });
    document.addEventListener('focusin', remember);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener('focusin', remember);
      observer.disconnect();
    };
  }, []);
  return home;
}
