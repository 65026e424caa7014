/**
 * One end of a way between two processes: whole messages as plain data, in order, until one end is gone. A process
 * that dies takes its channels with it, and the other ends notice at once.
 */
export interface Channel {
  /** After the channel has closed it does nothing. */
  send(message: unknown): void;
  /** One listener, which is there before the first message. */
  onMessage(listener: (message: unknown) => void): void;
  /** Called once; at once where the channel has closed already. */
  onClosed(listener: () => void): void;
  close(): void;
}

/** Calls its listeners once, however late they come. */
export interface Closing {
  readonly isClosed: boolean;
  close(): void;
  onClosed(listener: () => void): void;
}

export function createClosing(): Closing {
  let listeners: (() => void)[] | null = [];
  return {
    get isClosed() {
      return listeners === null;
    },
    close() {
      const told = listeners;
      listeners = null;
      for (const listener of told ?? []) listener();
    },
    onClosed(listener) {
      if (listeners) listeners.push(listener);
      else listener();
    },
  };
}
