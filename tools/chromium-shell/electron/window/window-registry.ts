/** What the registry and the app's life need of a window. */
export type RegisteredWindow = {
  readonly id: number;
  /** True once closed, false when a `close` listener or the page kept it open. */
  requestClose(): Promise<boolean>;
  focus(): void;
  emit(event: string, ...values: unknown[]): boolean;
};

/** The open windows, and the one that has the focus. One Chromium page each. */
export class WindowRegistry<Window extends RegisteredWindow> {
  readonly #windows: Window[] = [];
  readonly #listeners: Array<() => void> = [];
  #focused: Window | undefined;

  get all(): Window[] {
    return [...this.#windows];
  }

  get focused(): Window | undefined {
    return this.#focused;
  }

  add(window: Window): void {
    this.#windows.push(window);
  }

  /** Takes a closed window out; those who wait for the last one are told once nothing follows it. */
  remove(window: Window): void {
    if (this.#focused === window) this.#focused = undefined;
    const at = this.#windows.indexOf(window);
    if (at >= 0) this.#windows.splice(at, 1);
    setImmediate(() => {
      if (this.#windows.length === 0) for (const listener of this.#listeners) listener();
    });
  }

  /** Gives the focus to a window, or takes it from all. Answers with the window that loses it. */
  setFocused(window: Window | undefined): Window | undefined {
    const before = this.#focused;
    this.#focused = window;
    return before;
  }

  /** Calls `listener` whenever the last window has closed. */
  onAllClosed(listener: () => void): void {
    this.#listeners.push(listener);
  }
}

/** The windows of this process. */
export const windows = new WindowRegistry<RegisteredWindow>();
