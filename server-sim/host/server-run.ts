import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { LaneMode } from './lane.ts';
import type { PortClaim } from './port-claim.ts';
import { createFront, type FrontOptions } from './server-front.ts';
import { createSilenceWatch } from './silence-watch.ts';
import type { UnitRun } from './unit-host.ts';
import { createWire, type Wire } from './wire.ts';

export interface ServerRunOptions extends FrontOptions {
  readonly claim: PortClaim;
  /** How long a client may be silent, milliseconds; 0: for ever. */
  readonly idleTimeoutMs: () => number;
}

/**
 * Serves on a claimed port until it is ended: by a farewell, closing frames whose answers are awaited for a second, or
 * by a reset, of every socket. Either way the service is disposed of.
 */
export function startRun(options: ServerRunOptions): UnitRun {
  const { claim, log } = options;
  const wires = new Map<Duplex, Wire>();
  const held = new Set<Socket>();
  const watch = createSilenceWatch({ limitMs: options.idleTimeoutMs, now: () => performance.now() });
  const front = createFront(options, wires, watch);
  let mode: LaneMode = { type: 'pass' };

  const admit = (socket: Socket): void => {
    const wire = createWire(socket);
    wires.set(wire.stream, wire);
    let open = 2;
    const forget = (): void => {
      open -= 1;
      if (open === 0) wires.delete(wire.stream);
    };
    wire.stream.once('close', forget);
    socket.once('close', forget);
    wire.setMode(mode);
    front.take(wire.stream);
  };
  claim.onSocket((socket) => {
    if (mode.type === 'pass' || mode.type === 'delay') return admit(socket);
    socket.on('error', () => undefined);
    held.add(socket);
  });
  const end = async (): Promise<void> => {
    watch.close();
    const released = claim.release();
    for (const socket of held) socket.resetAndDestroy();
    for (const wire of [...wires.values()]) wire.reset();
    await released;
  };
  const dispose = (): void => {
    try {
      options.service.dispose();
    } catch (error) {
      log.error('The service could not be disposed of', { error });
    }
  };
  return {
    setMode(next) {
      mode = next;
      watch.setHearing(next.type !== 'hold');
      for (const wire of [...wires.values()]) {
        if (wire.isBroken && next.type !== 'lose') wire.reset();
        else wire.setMode(next);
      }
      if (next.type === 'hold' || next.type === 'lose') return;
      for (const socket of held) admit(socket);
      held.clear();
    },
    connections: () => front.sockets().size,
    async farewell() {
      await front.farewell();
      dispose();
      await end();
    },
    async reset() {
      front.silence();
      dispose();
      await end();
    },
  };
}
