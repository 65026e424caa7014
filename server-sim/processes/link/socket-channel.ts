import type { Socket } from 'node:net';
import { type Channel, createClosing } from './channel.ts';

/** A line longer than this comes from nobody of ours, characters. */
const longestLine = 64 * 1_048_576;

/** A channel over a socket of this computer: one JSON text a line. What is no JSON ends it. */
export function socketChannel(socket: Socket): Channel {
  const closing = createClosing();
  let listener: (message: unknown) => void = () => undefined;
  let rest = '';
  let isCorked = false;
  socket.setNoDelay(true);
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > longestLine) return void socket.destroy();
    for (const line of lines) {
      if (socket.destroyed) return;
      const message = parsed(line);
      if (message === undefined) return void socket.destroy();
      listener(message);
    }
  });
  // Why it broke changes nothing: it is closed.
  socket.on('error', () => undefined);
  socket.on('close', () => closing.close());
  return {
    send(message) {
      if (socket.destroyed || !socket.writable) return;
      // What is said in one turn goes out as one packet.
      if (!isCorked) {
        isCorked = true;
        socket.cork();
        process.nextTick(() => {
          isCorked = false;
          socket.uncork();
        });
      }
      socket.write(`${JSON.stringify(message)}\n`);
    },
    onMessage(next) {
      listener = next;
    },
    onClosed: (told) => closing.onClosed(told),
    close() {
      socket.destroy();
      closing.close();
    },
  };
}

/** Undefined, which JSON cannot say, where it is none. */
function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
