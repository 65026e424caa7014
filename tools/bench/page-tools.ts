import type { Page } from '@playwright/test';

/** What a measurement uses inside a window. */
export interface PageTools {
  /**
   * Resolves when a frame that shows what is wanted has been drawn, with that instant by the page's own clock
   * (`performance.now()`). Looks at once, at each change of the page, and when `also` says so; rejects after the limit.
   */
  whenDrawn(wanted: () => boolean, limitMs: number, also?: (look: () => void) => () => void): Promise<number>;
  /** The instant of the next click, by the page's own clock: of the input event, not of its handling. */
  nextClick(): Promise<number>;
  /** An instant of the page's own clock by this computer's clock, which every process can read: ms since 1970. */
  byComputersClock(instant: number): number;
}

declare global {
  interface Window {
    readonly benchTools: PageTools;
  }
}

/** Puts the tools into a window that Playwright sees. */
export function installPageTools(page: Page): Promise<void> {
  return page.evaluate(pageTools);
}

/** Runs inside a window, as text: it can use nothing from around it. */
export function pageTools(): void {
  const benchTools: PageTools = {
    whenDrawn: (wanted, limitMs, also = () => () => undefined) =>
      new Promise((resolve, reject) => {
        let found = false;
        const end = (): void => {
          observer.disconnect();
          clearTimeout(timer);
          stop();
        };
        const look = (): void => {
          if (found || !wanted()) return;
          found = true;
          // A frame is drawn between its callback and the next task.
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => {
              end();
              resolve(performance.now());
            };
            port2.postMessage(null);
          });
        };
        const observer = new MutationObserver(look);
        observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
        const timer = setTimeout(() => {
          end();
          const seen = (document.body?.textContent ?? '').replaceAll(/\s+/g, ' ').slice(0, 300);
          reject(new Error(`Not drawn within ${limitMs} ms. The window says: ${seen}`));
        }, limitMs);
        const stop = also(look);
        look();
      }),
    nextClick: () =>
      new Promise((resolve) => {
        const clicked = (event: Event): void => resolve(event.timeStamp);
        document.addEventListener('click', clicked, { capture: true, once: true });
      }),
    byComputersClock: (instant) => Date.now() - (performance.now() - instant),
  };
  Object.assign(window, { benchTools });
}
