import type { ChromiumSession } from '../../chromium/connection.ts';
import { host } from '../../core/host.ts';
import { type FrameOwner, ShellWebFrame } from './web-frame.ts';

/** Name of the world that preloads run in. */
export const preloadWorld = 'Electron Isolated Context';

/** What the tree tells of. */
export type FrameTreeEvents = {
  /** A frame shows another document. */
  navigated(frame: ShellWebFrame): void;
  /** The page's own frame has changed its address without loading. */
  navigatedInPage(url: string): void;
};

/** The frames of one page, and which of them each script context of the preload's world belongs to. */
export class FrameTree {
  readonly #owner: FrameOwner;
  readonly #events: FrameTreeEvents;
  readonly #frames = new Map<string, ShellWebFrame>();
  readonly #frameOfContext = new Map<number, string>();
  #mainFrameId = '';
  #mainContext: number | undefined;
  readonly mainFrame: ShellWebFrame;

  constructor(owner: FrameOwner, events: FrameTreeEvents) {
    this.#owner = owner;
    this.#events = events;
    this.mainFrame = new ShellWebFrame(owner, null);
  }

  /** The preload's context of the page's own frame, while there is one. */
  get mainContext(): number | undefined {
    return this.#mainContext;
  }

  isMainFrame(frameId: string): boolean {
    return frameId === this.#mainFrameId;
  }

  /** The frame that a context of the preload's world belongs to. */
  frameOf(contextId: number): ShellWebFrame | undefined {
    return this.#frames.get(this.#frameOfContext.get(contextId) ?? '');
  }

  /** Follows the frames of the page from now on. */
  async follow(session: ChromiumSession): Promise<void> {
    this.#followContexts(session);
    session.on('Page.frameAttached', ({ frameId, parentFrameId }) => {
      const parent = this.#frames.get(parentFrameId);
      if (parent === undefined) return;
      const frame = new ShellWebFrame(this.#owner, parent);
      parent.frames.push(frame);
      this.#frames.set(frameId, frame);
    });
    session.on('Page.frameDetached', ({ frameId, reason }) => {
      // Swapped frames go on in another process under the same id.
      if (reason !== 'swap') this.#detach(frameId);
    });
    session.on('Page.frameNavigated', ({ frame }) => {
      const known = this.#frames.get(frame.id);
      if (known === undefined) return;
      const url = host.schemes.toElectron(`${frame.url}${frame.urlFragment ?? ''}`);
      ShellWebFrame.navigated(known, url, frame.name ?? '');
      this.#events.navigated(known);
    });
    session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      if (!this.isMainFrame(frameId)) return;
      ShellWebFrame.navigated(this.mainFrame, host.schemes.toElectron(url), this.mainFrame.name);
      this.#events.navigatedInPage(this.mainFrame.url);
    });
    const { frameTree } = await session.send('Page.getFrameTree');
    this.#mainFrameId = frameTree.frame.id;
    this.#frames.set(this.#mainFrameId, this.mainFrame);
  }

  /** The page's process has gone, and with it every context. */
  forgetContexts(): void {
    this.#frameOfContext.clear();
    this.#mainContext = undefined;
  }

  /** The page is gone. */
  detachAll(): void {
    this.forgetContexts();
    for (const frame of this.#frames.values()) ShellWebFrame.detach(frame);
    ShellWebFrame.detach(this.mainFrame);
    this.#frames.clear();
  }

  #followContexts(session: ChromiumSession): void {
    session.on('Runtime.executionContextCreated', ({ context }) => {
      const frameId: unknown = context.auxData?.frameId;
      if (context.name !== preloadWorld || typeof frameId !== 'string') return;
      this.#frameOfContext.set(context.id, frameId);
      if (this.isMainFrame(frameId)) this.#mainContext = context.id;
    });
    session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      this.#frameOfContext.delete(executionContextId);
      if (this.#mainContext === executionContextId) this.#mainContext = undefined;
    });
    session.on('Runtime.executionContextsCleared', () => this.forgetContexts());
  }

  #detach(frameId: string): void {
    const frame = this.#frames.get(frameId);
    if (frame === undefined) return;
    ShellWebFrame.detach(frame);
    this.#frames.delete(frameId);
    const siblings = frame.parent?.frames ?? [];
    const at = siblings.indexOf(frame);
    if (at >= 0) siblings.splice(at, 1);
  }
}
