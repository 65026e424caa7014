import type { Rectangle } from 'electron';
import { debugLog, host } from '../../core/host.ts';
import type { MadePage } from './page-maker.ts';

type WindowState = 'normal' | 'minimized';

/**
 * Where Chromium's window is, and whether it is minimised, which is what hidden windows are too: Chromium can
 * hide none. Commands go out one after the other, and only the last wish counts.
 */
export class WindowPlacement {
  readonly #page: Promise<MadePage>;
  #bounds: Rectangle;
  #state: WindowState = 'normal';
  #queue: Promise<unknown> = Promise.resolve();

  constructor(bounds: Rectangle, page: Promise<MadePage>) {
    this.#bounds = bounds;
    this.#page = page;
  }

  get bounds(): Rectangle {
    return { ...this.#bounds };
  }

  /** Puts the window elsewhere; a minimised one when it comes back. */
  move(bounds: Rectangle): void {
    this.#bounds = { ...bounds };
    this.#enqueue(() => this.#applyBounds());
  }

  /** Shows or minimises the window. */
  setState(state: WindowState): void {
    this.#enqueue(async () => {
      const { windowId } = await this.#page;
      await host.chromium.connection.send('Browser.setWindowBounds', {
        windowId,
        bounds: { windowState: state },
      });
      this.#state = state;
      if (state === 'normal') await this.#applyBounds();
    });
  }

  /** Resolves when all that was asked for has been done. */
  settled(): Promise<unknown> {
    return this.#queue;
  }

  async #applyBounds(): Promise<void> {
    if (this.#state !== 'normal') return;
    const { connection } = host.chromium;
    const { windowId } = await this.#page;
    const { x: left, y: top, width, height } = this.#bounds;
    await connection.send('Browser.setWindowBounds', { windowId, bounds: { left, top } });
    // The page gets the size that the app asks for, whatever Chromium draws around it.
    await connection.send('Browser.setContentsSize', { windowId, width, height });
  }

  #enqueue(work: () => Promise<void>): void {
    this.#queue = this.#queue.then(work).catch((error: unknown) => debugLog('window', error));
  }
}
