import type { IpcMainEvent, IpcMainInvokeEvent } from 'electron';
import type { ChromiumSession } from '../../chromium/connection.ts';
import { eventWith } from '../../core/emitter.ts';
import { debugLog } from '../../core/host.ts';
import { asElectron } from '../../core/missing.ts';
import type { MediaKind } from '../../page/messages.ts';
import {
  type MainMessage,
  type PageMessage,
  postBinding,
  type Reply,
  receiveFunction,
} from '../../page/messages.ts';
import { decode, encode } from '../../page/value-codec.ts';
import { invokeHandler, ipcMain, NoHandlerError, type ShellIpcMain } from '../ipc/ipc-main.ts';
import type { FrameTree } from './frame-tree.ts';
import type { ShellWebFrame } from './web-frame.ts';

/** Whose page it is, and what happens to it on the page's words. */
export type WireOwner = {
  readonly ipc: ShellIpcMain;
  /** The webContents that events name as their sender. */
  readonly sender: object;
  askForMedia(frame: ShellWebFrame, media: readonly MediaKind[]): Promise<boolean>;
  checkMedia(frame: ShellWebFrame, media: MediaKind): boolean;
  ipcMessage(event: object, channel: string, values: readonly unknown[]): void;
  closeWindow(): void;
  openWindow(url: string, frameName: string, features: string): void;
  titled(title: string): void;
  preloadFailed(error: unknown): void;
};

/** The wire between the main process and the preload's world of one page. */
export class PageWire {
  readonly #frames: FrameTree;
  readonly #owner: WireOwner;
  #session: ChromiumSession | undefined;

  constructor(frames: FrameTree, owner: WireOwner) {
    this.#frames = frames;
    this.#owner = owner;
  }

  /** Speaks over this session from now on. */
  connect(session: ChromiumSession): void {
    this.#session = session;
    session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name !== postBinding) return;
      const frame = this.#frames.frameOf(executionContextId) ?? this.#frames.mainFrame;
      // Only the shell's own script in the preload's world has the binding.
      const message = decode(payload) as PageMessage;
      this.#receive(message, frame, executionContextId).catch((error) => debugLog(message.kind, error));
    });
  }

  /** Sends an event to ipcRenderer; lost, as in Electron, when no document listens yet. */
  send(channel: string, values: readonly unknown[]): void {
    if (typeof channel !== 'string') throw new TypeError('Missing required channel argument');
    this.#post(
      encode({ kind: 'event', channel, values: [...values] } satisfies MainMessage),
      this.#frames.mainContext,
    );
  }

  async #receive(message: PageMessage, frame: ShellWebFrame, contextId: number): Promise<void> {
    const owner = this.#owner;
    switch (message.kind) {
      case 'invoke':
        return this.#reply(
          message.call,
          await this.#invoke(message.channel, message.values, frame),
          contextId,
        );
      case 'send':
        return this.#deliver(message.channel, message.values, frame);
      case 'ask-for-media': {
        const value = await owner.askForMedia(frame, message.media);
        return this.#reply(message.call, { ok: true, value }, contextId);
      }
      case 'check-media':
        return this.#reply(
          message.call,
          { ok: true, value: owner.checkMedia(frame, message.media) },
          contextId,
        );
      case 'close-window':
        return owner.closeWindow();
      case 'open-window':
        return owner.openWindow(message.url, message.name, message.features);
      case 'title':
        return owner.titled(message.title);
      case 'preload-failed':
        return owner.preloadFailed(message.error);
    }
  }

  async #invoke(channel: string, values: unknown[], frame: ShellWebFrame): Promise<Reply> {
    const event = asElectron<IpcMainInvokeEvent>(this.#event(frame));
    try {
      return { ok: true, value: await invokeHandler(this.#owner.ipc, channel, event, values) };
    } catch (error) {
      if (!(error instanceof NoHandlerError))
        console.error(`Error occurred in handler for '${channel}':`, error);
      return {
        ok: false,
        message: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
      };
    }
  }

  #deliver(channel: string, values: unknown[], frame: ShellWebFrame): void {
    const reply = (answerChannel: string, ...answers: unknown[]) => this.send(answerChannel, answers);
    const event = asElectron<IpcMainEvent>(Object.assign(this.#event(frame), { reply }));
    this.#owner.ipcMessage(event, channel, values);
    this.#owner.ipc.emit(channel, event, ...values);
    ipcMain.emit(channel, event, ...values);
  }

  #event(senderFrame: ShellWebFrame): object {
    const { routingId: frameId, processId } = senderFrame;
    return eventWith({
      type: 'frame',
      sender: this.#owner.sender,
      senderFrame,
      frameId,
      processId,
      ports: [],
    });
  }

  #reply(call: number, reply: Reply, contextId: number): void {
    this.#post(encodedReply(call, reply), contextId);
  }

  #post(text: string, contextId: number | undefined): void {
    if (contextId === undefined) return;
    this.#session?.notify('Runtime.callFunctionOn', {
      functionDeclaration: `function (text) { ${receiveFunction}(text); }`,
      executionContextId: contextId,
      arguments: [{ value: text }],
      silent: true,
    });
  }
}

/** A handler may answer with what cannot be cloned; then the page is told that. */
function encodedReply(call: number, reply: Reply): string {
  try {
    return encode({ kind: 'reply', call, reply } satisfies MainMessage);
  } catch (error) {
    const message = String(error);
    return encode({ kind: 'reply', call, reply: { ok: false, message } } satisfies MainMessage);
  }
}
