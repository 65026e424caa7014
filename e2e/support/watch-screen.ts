import type { Page } from '@playwright/test';

/** Each different thing that state, strips, connections and call buttons showed since somebody began to look. */
export interface Shown {
  readonly states: readonly string[];
  readonly strips: readonly string[];
  readonly connections: readonly string[];
  /** The words of the call's buttons that were off. */
  readonly off: readonly string[];
}

/** Looks at every change of the toolbar and the strips, however short it lasts. */
export async function watchScreen(desk: Page): Promise<() => Promise<Shown>> {
  const seen = await desk.evaluateHandle(() => {
    const sets = { states: new Set(), strips: new Set(), connections: new Set(), off: new Set() };
    const texts = (selector: string): readonly string[] =>
      [...document.querySelectorAll(selector)].map(({ textContent }) => textContent ?? '');
    const look = (): void => {
      for (const text of texts('.plate .word')) sets.states.add(text);
      for (const text of texts('.banner')) sets.strips.add(text);
      for (const text of texts('.connections-words')) sets.connections.add(text);
      for (const text of texts('.tool[aria-disabled="true"]')) sets.off.add(text);
    };
    look();
    const everything = { subtree: true, childList: true, characterData: true, attributes: true };
    new MutationObserver(look).observe(document.body, everything);
    return sets;
  });
  return () =>
    seen.evaluate(({ states, strips, connections, off }) => ({
      states: [...states] as string[],
      strips: [...strips] as string[],
      connections: [...connections] as string[],
      off: [...off] as string[],
    }));
}
