import type { Flow } from '../flow.ts';

/**
 * The connections on which each device was heard, the newest last: in-dialog requests go down the newest where none
 * is known to be the phone's that has the dialog (one that failed over, or reloaded, is on a new one).
 */
export class DeviceFlows {
  readonly #flows = new Map<string, readonly Flow[]>();

  /** The device was heard on this connection: by REGISTER, or by a request in a dialog of its own. */
  heard(device: string, flow: Flow): void {
    const others = (this.#flows.get(device) ?? []).filter((one) => one !== flow);
    this.#flows.set(device, [...others, flow]);
  }

  newest(device: string): Flow | null {
    return this.#flows.get(device)?.findLast((flow) => flow.open) ?? null;
  }

  closed(flow: Flow): void {
    for (const [device, flows] of [...this.#flows]) {
      if (!flows.includes(flow)) continue;
      const left = flows.filter((one) => one !== flow);
      if (left.length === 0) this.#flows.delete(device);
      else this.#flows.set(device, left);
    }
  }
}
