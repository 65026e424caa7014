import { pageTools } from '../page-tools.ts';

/** Nobody waits longer for a start, milliseconds. */
const limitMs = 30_000;

/** For the desk window: when Log in is drawn and can be used. */
export const loginEnabled = script(async (limit: number) => {
  const isEnabled = (): boolean =>
    [...document.querySelectorAll('button')].some(
      (button) => button.textContent === 'Log in' && !button.disabled,
    );
  const { whenDrawn, byComputersClock } = window.benchTools;
  return byComputersClock(await whenDrawn(isEnabled, limit));
});

/** For the blank window: when it has been drawn first, which the browser itself notes where it was before we came. */
export const blankShown = script(async (limit: number) => {
  const { whenDrawn, byComputersClock } = window.benchTools;
  const seen = await whenDrawn(() => document.readyState === 'complete', limit);
  const [noted] = performance.getEntriesByName('first-contentful-paint');
  return byComputersClock(Math.min(seen, noted?.startTime ?? seen));
});

/** The text of a function, for a page to run once it has the tools. */
function script(wait: (limitMs: number) => Promise<number>): string {
  return `(${pageTools})(); (${wait})(${limitMs})`;
}
