import type { ParentPort } from 'electron';
import { ElectronEmitter } from '../../core/emitter.ts';
import { type PartOf, refuseMissing } from '../../core/missing.ts';

/** Electron's `process.parentPort`. Messages wait until somebody listens. */
export class ShellParentPort extends ElectronEmitter implements PartOf<ParentPort, ShellParentPort> {
  #waiting: unknown[] = [];

  constructor() {
    super();
    process.on('message', (carried: { readonly message: unknown }) => this.#receive(carried.message));
    this.on('newListener', (event: string) => {
      if (event === 'message') queueMicrotask(() => this.#deliverWaiting());
    });
  }

  postMessage(message: unknown): void {
    process.send?.({ message });
  }

  #receive(data: unknown): void {
    if (this.listenerCount('message') === 0) this.#waiting.push(data);
    else this.emit('message', { data, ports: [] });
  }

  #deliverWaiting(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const data of waiting) this.#receive(data);
  }
}

refuseMissing('ParentPort', ShellParentPort.prototype, 'process.parentPort');
