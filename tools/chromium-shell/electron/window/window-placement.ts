import { setTimeout as delay } from 'node:timers/promises';
import type { Rectangle } from 'electron';
import { debugLog, host } from '../../core/host.ts';

/** A page by Chromium's ids of it and of the window around it. */
export type MadePage = { readonly targetId: string; readonly windowId: number };

/** A window manager takes a moment to minimise a window or to bring it back; where there is none, it never is. */
const stateMs = 1_000;
const askAgainMs = 20;

type WindowState = 'normal' | 'maximized' | 'minimized';

/**
 * Where Chromium's window is, and whether it is minimised, which is what hidden windows are too: Chromium can
 * hide none. Commands go out one after the other, and only the last wish counts.
 */
export class WindowPlacement {
  readonly #page: Promise<MadePage>;
  #bounds: Rectangle;
  /** The app has moved the window since it was placed last; a person may have moved it since, too. */
  #isMoved = false;
  #isMaximized = false;
  #state: WindowState = 'normal';
  #queue: Promise<unknown> = Promise.resolve();

  constructor(bounds: Rectangle, page: Promise<MadePage>) {
    this.#bounds = bounds;
    this.#page = page;
  }

  get bounds(): Rectangle {
    return { ...this.#bounds };
  }

  /** Puts the window elsewhere; a minimised or maximised one when it comes back. */
  move(bounds: Rectangle): void {
    this.#bounds = { ...bounds };
    this.#isMoved = true;
    this.#enqueue(() => this.#applyBounds());
  }

  /** Brings the window back, as large as it was. */
  show(): void {
    this.#enqueue(() => this.#show());
  }

  minimize(): void {
    this.#enqueue(() => this.#ask('minimized', (now) => now === 'minimized'));
  }

  /** Makes the window fill the screen, or as large as it was; a minimised one when it comes back. */
  setMaximized(on: boolean): void {
    this.#isMaximized = on;
    this.#enqueue(async () => {
      if (this.#state !== 'minimized') await this.#show();
    });
  }

  /** Resolves when all that was asked for has been done. */
  settled(): Promise<unknown> {
    return this.#queue;
  }

  async #show(): Promise<void> {
    const wanted = this.#isMaximized ? 'maximized' : 'normal';
    // Brought back first, as large as it was: Chromium maximises none that is minimised.
    if (this.#state === 'minimized') await this.#ask('normal', (now) => now !== 'minimized');
    if (this.#state !== wanted) await this.#ask(wanted, (now) => now === wanted);
    await this.#applyBounds();
  }

  async #applyBounds(): Promise<void> {
    if (this.#state !== 'normal' || !this.#isMoved) return;
    this.#isMoved = false;
    const { windowId } = await this.#page;
    await placeWindow(windowId, this.#bounds);
  }

  /** Asks for a state and waits until there is one that will do: what comes next would get lost on the way there. */
  async #ask(state: WindowState, willDo: (now: string | undefined) => boolean): Promise<void> {
    const { connection } = host.chromium;
    const { windowId } = await this.#page;
    await connection.send('Browser.setWindowBounds', { windowId, bounds: { windowState: state } });
    this.#state = state;
    const giveUpAt = performance.now() + stateMs;
    while (performance.now() < giveUpAt) {
      const { bounds } = await connection.send('Browser.getWindowBounds', { windowId });
      if (willDo(bounds.windowState)) {
        this.#state = bounds.windowState === 'maximized' ? 'maximized' : state;
        return;
      }
      await delay(askAgainMs);
    }
  }

  #enqueue(work: () => Promise<void>): void {
    this.#queue = this.#queue.then(work).catch((error: unknown) => debugLog('window', error));
  }
}

/** Moves a window and gives its page the size that the app asks for, whatever Chromium draws around it. */
export async function placeWindow(windowId: number, bounds: Rectangle): Promise<void> {
  const { connection } = host.chromium;
  const { x: left, y: top, width, height } = bounds;
  await connection.send('Browser.setWindowBounds', { windowId, bounds: { left, top } });
  await connection.send('Browser.setContentsSize', { windowId, width, height });
}
