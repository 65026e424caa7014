import type { DeviceReport, EdgeSide } from '../../links/device-control.ts';
import type { Flow } from '../flow.ts';
import type { SipTimers, StopTimer } from '../timers.ts';
import type { Binding } from './bindings.ts';
import { bestBinding } from './bindings.ts';

interface Entry {
  readonly bindings: readonly Binding[];
  /** Runs no later than the first binding expires; a refresh leaves it, and it then looks again. */
  readonly timer: { readonly at: number; readonly stop: StopTimer };
}

export interface LocationOptions {
  readonly side: EdgeSide;
  readonly timers: SipTimers;
  readonly report: (report: DeviceReport) => void;
}

const NONE: readonly Binding[] = [];

/** Whether the switch should hear of the change: a new device, another connection or another contact. */
function moved(before: Binding | null, after: Binding): boolean {
  return before?.flow !== after.flow || before.contact.uri.text !== after.contact.uri.text;
}

/** Where each device is reachable. Tells the switch when one comes, moves or goes. */
export class Location {
  readonly #options: LocationOptions;
  readonly #entries = new Map<string, Entry>();

  constructor(options: LocationOptions) {
    this.#options = options;
  }

  bindings(device: string): readonly Binding[] {
    return this.#entries.get(device)?.bindings ?? NONE;
  }

  /** The contact to call the device by; null when it is not registered here. */
  best(device: string): Binding | null {
    return bestBinding(this.bindings(device));
  }

  /** The device that registered on this connection. */
  deviceOn(flow: Flow): string | null {
    for (const [device, entry] of this.#entries) {
      if (entry.bindings.some((binding) => binding.flow === flow)) return device;
    }
    return null;
  }

  /** Sets the device's bindings; `cause` is reported where none is left. */
  set(device: string, bindings: readonly Binding[], cause: string): void {
    const { side, report } = this.#options;
    const old = this.#entries.get(device);
    const before = bestBinding(old?.bindings ?? NONE);
    if (bindings.length === 0) {
      old?.timer.stop();
      this.#entries.delete(device);
      if (old !== undefined) report({ type: 'unregistered', side, device, cause });
      return;
    }
    this.#entries.set(device, { bindings, timer: this.#expireLater(device, bindings, old) });
    const after = bestBinding(bindings);
    if (after !== null && moved(before, after)) {
      report({ type: 'registered', side, device, contact: after.contact.uri.text });
    }
  }

  flowClosed(flow: Flow): void {
    for (const [device, entry] of [...this.#entries]) {
      const left = entry.bindings.filter((binding) => binding.flow !== flow);
      if (left.length < entry.bindings.length) this.set(device, left, 'connection closed');
    }
  }

  /** Forgets everything without a word: the server has ended. */
  clear(): void {
    for (const entry of this.#entries.values()) entry.timer.stop();
    this.#entries.clear();
  }

  #expireLater(device: string, bindings: readonly Binding[], old: Entry | undefined): Entry['timer'] {
    const { timers } = this.#options;
    const first = Math.min(...bindings.map((binding) => binding.expiresAt));
    if (old !== undefined && old.timer.at > timers.now() && old.timer.at <= first) return old.timer;
    old?.timer.stop();
    const stop = timers.after(Math.max(0, first - timers.now()), () => {
      const now = timers.now();
      const left = this.bindings(device).filter((binding) => binding.expiresAt > now);
      this.set(device, left, 'registration expired');
    });
    return { at: first, stop };
  }
}
