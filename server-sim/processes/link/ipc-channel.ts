import type { ChildProcess } from 'node:child_process';
import { type Channel, createClosing } from './channel.ts';

/** Node's channel between a process and its child: either end, as `process` and as the child. */
type IpcEnd = Pick<ChildProcess, 'send' | 'disconnect' | 'connected'> & {
  on(event: 'message', listener: (message: unknown) => void): unknown;
  once(event: 'disconnect', listener: () => void): unknown;
};

export function childChannel(child: ChildProcess): Channel {
  return ipcChannel(child);
}

/** The channel to the process that started this one; null where it was started without. */
export function parentChannel(): Channel | null {
  const { send } = process;
  if (!send) return null;
  return ipcChannel({
    send: send.bind(process),
    disconnect: () => process.disconnect(),
    get connected() {
      return process.connected;
    },
    on: (event, listener) => process.on(event, listener),
    once: (event, listener) => process.once(event, listener),
  });
}

function ipcChannel(end: IpcEnd): Channel {
  const closing = createClosing();
  end.once('disconnect', () => closing.close());
  return {
    send(message) {
      // What is sent to a process that has just gone is lost with it; `disconnect` says so.
      if (end.connected) end.send(Object(message), () => undefined);
    },
    onMessage: (listener) => void end.on('message', listener),
    onClosed: (listener) => closing.onClosed(listener),
    close() {
      if (end.connected) end.disconnect();
    },
  };
}
