import type { Page } from '@playwright/test';

/** What was seen in the window while it was watched, milliseconds. */
export interface Watched {
  /** From one frame to the next, each. */
  readonly frames: readonly number[];
  /** From a message's sending to the frame that shows it, each, of the chat that is open. */
  readonly delays: readonly number[];
}

interface Watch {
  /** Another session is being opened: what was sent before is not waited for in it. */
  opened(): void;
  stop(): Watched;
}

declare global {
  interface Window {
    sessionsWatch?: Watch;
    /** How long the change of tabs took that was asked for last, milliseconds. */
    sessionsSwitch?: Promise<number>;
  }
}

/** Begins to watch frames, and messages that say when they were sent: `at 1700000000000.5`. */
export function beginWatch(page: Page): Promise<void> {
  return page.evaluate(watchPage);
}

export function endWatch(page: Page): Promise<Watched> {
  return page.evaluate(() => window.sessionsWatch?.stop() ?? { frames: [], delays: [] });
}

/** Runs inside the window, as text: it can use nothing from around it. */
function watchPage(): void {
  const frames: number[] = [];
  const delays: number[] = [];
  let isOver = false;
  let openedAt = Date.now();
  let last = performance.now();
  const frame = (now: number): void => {
    if (isOver) return;
    frames.push(now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame((now) => {
    last = now;
    requestAnimationFrame(frame);
  });
  const sentAt = (node: Node): readonly number[] => {
    if (!(node instanceof Element)) return [];
    const bubbles = node.matches('.bubble') ? [node] : [...node.querySelectorAll('.bubble')];
    return bubbles.flatMap(({ textContent }) => {
      const at = /^at (\d+(?:\.\d+)?)$/.exec(textContent ?? '')?.[1];
      return at === undefined ? [] : [Number(at)];
    });
  };
  const observer = new MutationObserver((changes) => {
    const came = changes.flatMap(({ addedNodes }) => [...addedNodes].flatMap(sentAt));
    if (came.length === 0) return;
    // A frame is drawn between its callback and the next task.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        const now = Date.now();
        delays.push(...came.filter((at) => at >= openedAt).map((at) => now - at));
      };
      port2.postMessage(null);
    });
  });
  observer.observe(document, { subtree: true, childList: true });
  window.sessionsWatch = {
    opened: () => {
      openedAt = Date.now();
    },
    stop: () => {
      isOver = true;
      observer.disconnect();
      return { frames, delays };
    },
  };
}

/** Goes to a session by its key, and resolves with the time from the key to the frame that shows its sheet, milliseconds. */
export async function switchTab(page: Page, place: number): Promise<number> {
  // Before the key: it would not wait for whoever is to see it.
  await page.evaluate(awaitSwitch, place);
  await page.keyboard.press(`Control+Digit${place}`);
  return page.evaluate(async () => (await window.sessionsSwitch) ?? 0);
}

/** Runs inside the window, as text. */
function awaitSwitch(place: number): void {
  const pressedAt = new Promise<number>((resolve) => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.code !== `Digit${place}`) return;
      document.removeEventListener('keydown', pressed, { capture: true });
      window.sessionsWatch?.opened();
      resolve(event.timeStamp);
    };
    document.addEventListener('keydown', pressed, { capture: true });
  });
  const isThere = (): boolean => {
    const tab = document.querySelectorAll('[role=tab]')[place - 1];
    const sheet = document.getElementById(tab?.getAttribute('aria-controls') ?? '');
    const name = tab?.querySelector('.name')?.textContent ?? '';
    const heading = sheet?.querySelector('h1')?.textContent ?? '';
    return tab?.getAttribute('aria-selected') === 'true' && name !== '' && heading === name;
  };
  window.sessionsSwitch = pressedAt.then(async (pressed) => {
    const drawn = await window.benchTools.whenDrawn(isThere, 5_000);
    return drawn - pressed;
  });
}
