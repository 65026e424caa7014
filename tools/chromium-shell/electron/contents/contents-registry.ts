/** What the registry needs of a page's contents. */
export type RegisteredContents = { readonly id: number };

/** All live webContents, by their ids and by Chromium's ids of their targets. */
export class ContentsRegistry<Contents extends RegisteredContents> {
  readonly #byId = new Map<number, Contents>();
  readonly #byTarget = new Map<string, Contents>();
  #lastId = 0;

  /** The id of a new one. */
  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  get all(): Contents[] {
    return [...this.#byId.values()];
  }

  add(contents: Contents): void {
    this.#byId.set(contents.id, contents);
  }

  /** From now on the target shows these contents. */
  bind(targetId: string, contents: Contents): void {
    this.#byTarget.set(targetId, contents);
  }

  remove(contents: Contents): void {
    this.#byId.delete(contents.id);
    for (const [targetId, bound] of this.#byTarget) {
      if (bound === contents) this.#byTarget.delete(targetId);
    }
  }

  byId(id: number): Contents | undefined {
    return this.#byId.get(id);
  }

  byTarget(targetId: string): Contents | undefined {
    return this.#byTarget.get(targetId);
  }
}
