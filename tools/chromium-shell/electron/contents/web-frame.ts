import type { WebFrameMain } from 'electron';
import { ElectronEmitter } from '../../core/emitter.ts';
import { type PartOf, refuseMissing } from '../../core/missing.ts';

type Compared = Omit<WebFrameMain, 'parent' | 'top' | 'frames' | 'framesInSubtree'>;

/** What a frame needs of the contents it is in. */
export type FrameOwner = {
  isVisible(): boolean;
  send(channel: string, ...values: unknown[]): void;
  executeJavaScript(code: string, userGesture?: boolean): Promise<unknown>;
  getOSProcessId(): number;
};

let lastRoutingId = 0;

/** Electron's `WebFrameMain`: a frame as the main process sees it, with the addresses that the app knows. */
export class ShellWebFrame extends ElectronEmitter implements PartOf<Compared, ShellWebFrame> {
  readonly routingId: number;
  readonly frameTreeNodeId: number;
  readonly processId = 1;
  readonly parent: ShellWebFrame | null;
  readonly frames: ShellWebFrame[] = [];
  readonly #owner: FrameOwner;
  #url = '';
  #name = '';
  #detached = false;

  constructor(owner: FrameOwner, parent: ShellWebFrame | null) {
    super();
    lastRoutingId += 1;
    this.routingId = lastRoutingId;
    this.frameTreeNodeId = lastRoutingId;
    this.#owner = owner;
    this.parent = parent;
  }

  get top(): ShellWebFrame {
    return this.parent === null ? this : this.parent.top;
  }

  get framesInSubtree(): ShellWebFrame[] {
    return [this, ...this.frames.flatMap((frame) => frame.framesInSubtree)];
  }

  get url(): string {
    return this.#url;
  }

  get name(): string {
    return this.#name;
  }

  /** `app://bundle` for a page of a custom scheme, whose origin the URL standard would call null. */
  get origin(): string {
    const [origin, scheme] = /^([a-z][a-z0-9+.-]*):\/\/[^/?#]*/i.exec(this.#url) ?? [];
    if (origin === undefined) return 'null';
    return scheme === 'file' ? 'file://' : origin;
  }

  get visibilityState(): string {
    return this.#owner.isVisible() ? 'visible' : 'hidden';
  }

  get osProcessId(): number {
    return this.#owner.getOSProcessId();
  }

  get detached(): boolean {
    return this.#detached;
  }

  isDestroyed(): boolean {
    return this.#detached;
  }

  /** Reaches the preload, which runs in the page's own frame alone. */
  send(channel: string, ...values: unknown[]): void {
    if (this.parent === null) this.#owner.send(channel, ...values);
  }

  executeJavaScript(code: string, userGesture?: boolean): Promise<unknown> {
    return this.#owner.executeJavaScript(code, userGesture);
  }

  /** The frame shows another document. No member of Electron's. */
  static navigated(frame: ShellWebFrame, url: string, name: string): void {
    frame.#url = url;
    frame.#name = name;
  }

  /** The frame is gone. No member of Electron's. */
  static detach(frame: ShellWebFrame): void {
    frame.#detached = true;
  }
}

refuseMissing('WebFrameMain', ShellWebFrame.prototype);
