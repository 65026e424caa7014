import { setTimeout as delay } from 'node:timers/promises';
import type { ChromiumConnection } from '../../chromium/connection.ts';

/** A process that a page has just left takes a moment to end, and until then it may be mistaken for the page's. */
const endingMs = 500;
const askAgainMs = 20;

/**
 * Which of Chromium's renderer processes draws which page. The protocol does not say, so pages are made and
 * looked at one after the other, and the process that is nobody's yet is the newcomer's. A page whose process
 * cannot be told so (two pages of one site may come to share one) has none.
 */
export class RendererProcesses {
  readonly #connection: ChromiumConnection;
  readonly #pids = new Map<number, number>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(connection: ChromiumConnection) {
    this.#connection = connection;
  }

  /** The process of a page; 0 when it is not known, as in Electron for a page that has none. */
  pidOf(contentsId: number): number {
    return this.#pids.get(contentsId) ?? 0;
  }

  /** Runs `make` while no other page is made or looked at, and then finds out the page's process. */
  whileAlone<Result>(contentsId: number, make: () => Promise<Result>): Promise<Result> {
    const done = this.#last.then(async () => {
      const result = await make();
      await this.#attribute(contentsId);
      return result;
    });
    this.#last = done.catch(() => {});
    return done;
  }

  /** The page is gone, or its process is. */
  forget(contentsId: number): void {
    this.#pids.delete(contentsId);
  }

  async #attribute(contentsId: number): Promise<void> {
    const giveUpAt = performance.now() + endingMs;
    for (;;) {
      const { processInfo } = await this.#connection.send('SystemInfo.getProcessInfo');
      const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
      const known = this.#pids.get(contentsId);
      if (known !== undefined && renderers.includes(known)) return;
      this.#pids.delete(contentsId);
      const taken = new Set(this.#pids.values());
      const free = renderers.filter((pid) => !taken.has(pid));
      const [only] = free;
      if (free.length === 1 && only !== undefined) this.#pids.set(contentsId, only);
      if (free.length <= 1 || performance.now() > giveUpAt) return;
      await delay(askAgainMs);
    }
  }
}
