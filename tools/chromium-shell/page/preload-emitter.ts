type Listener = ((...values: never[]) => void) & { readonly listener?: Listener };

/** The part of Node's EventEmitter that a sandboxed preload gets, and that ipcRenderer is. */
export class PreloadEmitter {
  readonly #listeners = new Map<string, readonly Listener[]>();

  on(name: string, listener: Listener): this {
    this.#listeners.set(name, [...this.listeners(name), listener]);
    return this;
  }

  addListener(name: string, listener: Listener): this {
    return this.on(name, listener);
  }

  once(name: string, listener: Listener): this {
    const first = (...values: never[]) => {
      this.off(name, first);
      listener.apply(this, values);
    };
    return this.on(name, Object.assign(first, { listener }));
  }

  off(name: string, listener: Listener): this {
    const list = this.listeners(name);
    const at = list.findLastIndex((known) => known === listener || known.listener === listener);
    if (at >= 0) this.#listeners.set(name, list.toSpliced(at, 1));
    return this;
  }

  removeListener(name: string, listener: Listener): this {
    return this.off(name, listener);
  }

  removeAllListeners(name?: string): this {
    if (name === undefined) this.#listeners.clear();
    else this.#listeners.delete(name);
    return this;
  }

  emit(name: string, ...values: unknown[]): boolean {
    const list = this.listeners(name);
    for (const listener of list) {
      try {
        listener.apply(this, values as never[]);
      } catch (error) {
        reportError(error);
      }
    }
    return list.length > 0;
  }

  listenerCount(name: string): number {
    return this.listeners(name).length;
  }

  listeners(name: string): readonly Listener[] {
    return this.#listeners.get(name) ?? [];
  }

  eventNames(): string[] {
    return [...this.#listeners.keys()];
  }

  setMaxListeners(): this {
    return this;
  }
}
