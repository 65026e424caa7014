import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { ElectronEmitter } from '../../core/emitter.ts';
import { type PartOf, refuseMissing } from '../../core/missing.ts';

type Handler = Parameters<IpcMain['handle']>[1];

/** Electron's `ipcMain`; each webContents has one of its own too (`webContents.ipc`). */
export class ShellIpcMain extends ElectronEmitter implements PartOf<IpcMain, ShellIpcMain> {
  readonly #handlers = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel)) {
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    }
    if (typeof handler !== 'function') {
      throw new Error(`Expected handler to be a function, but found type '${typeof handler}'`);
    }
    this.#handlers.set(channel, handler);
  }

  handleOnce(channel: string, handler: Handler): void {
    this.handle(channel, (event, ...values) => {
      this.removeHandler(channel);
      return handler(event, ...values);
    });
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }

  /** The handler of a channel, for the wire. No member of Electron's ipcMain. */
  static handlerOf(ipc: ShellIpcMain, channel: string): Handler | undefined {
    return ipc.#handlers.get(channel);
  }
}

refuseMissing('IpcMain', ShellIpcMain.prototype, 'ipcMain');

/** The one ipcMain of this process. */
export const ipcMain = new ShellIpcMain();

/** Runs the handler of a channel, the contents' own before the process's. Rejects when there is none. */
export async function invokeHandler(
  own: ShellIpcMain,
  channel: string,
  event: IpcMainInvokeEvent,
  values: readonly unknown[],
): Promise<unknown> {
  const handler = ShellIpcMain.handlerOf(own, channel) ?? ShellIpcMain.handlerOf(ipcMain, channel);
  if (handler === undefined) throw new NoHandlerError(channel);
  return handler(event, ...values);
}

/** Nobody handles a channel that a page has invoked: told to the page, and no fault of a handler. */
export class NoHandlerError extends Error {
  constructor(channel: string) {
    super(`No handler registered for '${channel}'`);
  }
}
