import type { ClientLink } from '../../host/client-link.ts';

/** A link without a socket: for what is about one message's bytes, not about connections. */
export class MemoryLink implements ClientLink {
  readonly remote = '192.0.2.200:50514';
  readonly sent: string[] = [];
  #receive: (text: string) => void = () => {};

  send(text: string): void {
    this.sent.push(text);
  }

  onMessage(listener: (text: string) => void): void {
    this.#receive = listener;
  }

  onClose(): void {}

  doubt(): void {}

  close(): void {}

  /** What the client sends. */
  deliver(text: string): void {
    this.#receive(text);
  }
}
