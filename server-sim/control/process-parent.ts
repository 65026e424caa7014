import type { ParentChannel } from './run-tier.ts';

/** Electron's end of a utility process; absent in plain Node. */
interface UtilityParent {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: { readonly data: unknown }) => void): void;
}

/** The process that started this one with a channel: Electron's utilityProcess or child_process.fork; else null. */
export function processParent(): ParentChannel | null {
  const utility = (process as { readonly parentPort?: UtilityParent }).parentPort;
  if (utility) {
    return {
      post: (message) => utility.postMessage(message),
      onEnd: (listener) => utility.on('message', ({ data }) => isClose(data) && listener()),
      // Electron has no way to let go of the port.
      leave: () => process.exit(),
    };
  }
  if (!process.send) return null;
  return {
    post(message) {
      if (process.connected) process.send?.(message);
    },
    onEnd(listener) {
      process.on('message', (message) => isClose(message) && listener());
      process.once('disconnect', listener);
      // A parent that is gone already tells nothing any more.
      if (!process.connected) listener();
    },
    leave() {
      if (process.connected) process.disconnect();
    },
  };
}

/** Resolves at the first SIGINT or SIGTERM. */
export function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

function isClose(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'close';
}
