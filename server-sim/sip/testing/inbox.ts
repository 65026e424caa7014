/** What came in and has not been looked for yet; tests wait for what they expect, never for a time. */
export class Inbox<T> {
  readonly #describe: (item: T) => string;
  #items: readonly T[] = [];
  #waiters: readonly ((item: T) => boolean)[] = [];

  constructor(describe: (item: T) => string) {
    this.#describe = describe;
  }

  push(item: T): void {
    const waiter = this.#waiters.find((one) => one(item));
    if (waiter === undefined) this.#items = [...this.#items, item];
    else this.#waiters = this.#waiters.filter((one) => one !== waiter);
  }

  /** The first that matches, now or when it comes; it is then taken out. */
  async next(what: string, matches: (item: T) => boolean): Promise<T> {
    const there = this.#items.find(matches);
    if (there !== undefined) {
      this.#items = this.#items.filter((one) => one !== there);
      return there;
    }
    return await new Promise<T>((resolve, reject) => {
      const waiter = (item: T): boolean => {
        if (!matches(item)) return false;
        clearTimeout(timer);
        resolve(item);
        return true;
      };
      const timer = setTimeout(() => {
        this.#waiters = this.#waiters.filter((one) => one !== waiter);
        reject(new Error(`${what} did not come; there was: ${this.waiting().join(' | ') || 'nothing'}`));
      }, 5_000);
      this.#waiters = [...this.#waiters, waiter];
    });
  }

  /** What has come and not been taken. */
  waiting(): readonly string[] {
    return this.#items.map(this.#describe);
  }
}
