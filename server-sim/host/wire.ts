import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { createLane, type LaneMode } from './lane.ts';

/**
 * A TCP connection whose packets can be late, stopped or lost. HTTP and WebSocket run over `stream`, so that a
 * fault meets the handshake, pings and closing frames exactly as it meets messages.
 */
export interface Wire {
  readonly stream: Duplex;
  /** Address and port of the client. */
  readonly remote: string;
  setMode(mode: LaneMode): void;
  /** How many bytes have come through from the client. */
  readonly received: number;
  /** Whether bytes vanished: TCP cannot go on after that. */
  readonly isBroken: boolean;
  /** Sends RST: what the other end sees of a process that was killed. */
  reset(): void;
}

type Arrival = Buffer | 'end' | 'gone';
type Departure =
  | { readonly chunks: readonly Buffer[]; readonly done: (error?: Error | null) => void }
  | { readonly end: () => void };

/** @param socket accepted with `pauseOnConnect` and `allowHalfOpen`, so that nothing is read or answered unseen. */
export function createWire(socket: Socket): Wire {
  let mode: LaneMode = { type: 'pass' };
  let goneUnseen = false;
  let received = 0;
  socket.setNoDelay(true);

  const inbound = createLane<Arrival>(
    (arrival) => {
      if (arrival === 'gone') stream.destroy();
      else if (arrival === 'end') stream.push(null);
      else {
        received += arrival.length;
        if (!stream.push(arrival) && mode.type === 'pass') socket.pause();
      }
    },
    () => undefined,
  );
  const outbound = createLane<Departure>(
    (departure) => {
      if ('end' in departure) socket.end(departure.end);
      else writeAll(socket, departure.chunks, departure.done);
    },
    (departure) => ('end' in departure ? departure.end() : departure.done()),
  );
  /** While late, a write is confirmed at once: else the next would wait for it and be late twice. */
  const write = (chunks: readonly Buffer[], done: (error?: Error | null) => void): void => {
    const isLate = mode.type === 'delay';
    outbound.push({ chunks, done: isLate ? () => undefined : done });
    if (isLate) done();
  };
  const stream = new Duplex({
    read: () => {
      if (mode.type !== 'hold') socket.resume();
    },
    write: (chunk: Buffer, _encoding, done) => write([chunk], done),
    writev: (items, done) =>
      write(
        items.map(({ chunk }) => chunk as Buffer),
        done,
      ),
    final: (done) => outbound.push({ end: () => done() }),
    destroy(error, done) {
      if (isSilent(mode)) goneUnseen = true;
      else socket.destroy();
      done(error);
    },
  });
  // What a broken connection means for a client is told by ws itself; without a listener it would end the process.
  stream.on('error', () => undefined);
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => inbound.push(chunk));
  socket.on('end', () => inbound.push('end'));
  socket.on('close', () => inbound.push('gone'));
  return {
    stream,
    remote: `${socket.remoteAddress ?? 'unknown'}:${socket.remotePort ?? 0}`,
    setMode(next) {
      mode = next;
      inbound.setMode(next);
      outbound.setMode(next);
      if (next.type === 'hold') socket.pause();
      else socket.resume();
      if (goneUnseen && !isSilent(next)) socket.destroy();
    },
    get received() {
      return received;
    },
    get isBroken() {
      return inbound.hasLost || outbound.hasLost;
    },
    reset() {
      inbound.close();
      outbound.close();
      socket.resetAndDestroy();
      stream.destroy();
    },
  };
}

/** Modes in which the other end must see nothing of what happens here. */
function isSilent(mode: LaneMode): boolean {
  return mode.type === 'hold' || mode.type === 'lose';
}

function writeAll(socket: Socket, chunks: readonly Buffer[], done: (error?: Error | null) => void): void {
  if (socket.destroyed || socket.writableEnded) {
    done();
    return;
  }
  socket.cork();
  for (const [index, chunk] of chunks.entries()) {
    socket.write(chunk, index === chunks.length - 1 ? done : undefined);
  }
  socket.uncork();
}
