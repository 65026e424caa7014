import process from 'node:process';
import { WebSocket } from 'ws';

// Many bare `ws` clients in one process: each says its first text, and the next when it has heard as many as it is told.
// What a herd's move costs with nothing of ours in it.

/** What this process is asked: so many clients, at once. */
export interface BareAsked {
  readonly address: string;
  readonly sockets: number;
  /** What a client says, and how many answers it waits for before it says the next. */
  readonly turns: readonly { readonly say: string; readonly answers: number }[];
}

process.on('message', (asked: BareAsked) => void moveAll(asked));
process.on('disconnect', () => process.exit(0));
process.send?.('listening');

async function moveAll({ address, sockets, turns }: BareAsked): Promise<void> {
  await Promise.all(Array.from({ length: sockets }, () => move(address, turns)));
  process.send?.('moved');
}

function move(address: string, turns: BareAsked['turns']): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://${address}`, { perMessageDeflate: false });
    const left = turns[Symbol.iterator]();
    let awaited = 0;
    const next = (): void => {
      const turn = left.next();
      if (turn.done) {
        resolve();
        return;
      }
      awaited = turn.value.answers;
      socket.send(turn.value.say);
    };
    socket.on('open', next);
    socket.on('message', () => {
      awaited -= 1;
      if (awaited === 0) next();
    });
    socket.on('error', reject);
  });
}
