import type { AddressInfo } from 'node:net';
import process from 'node:process';
import { WebSocketServer } from 'ws';
import type { Replies } from './client.ts';

// A bare `ws` server in a process of its own: to each message it sends, at once, messages of the sizes that the tier
// sends to it, and looks at nothing but its first letter. Its parent says which messages those are.

let replies = new Map<number, readonly string[]>();
const none: readonly string[] = [];

process.on('message', (message: Replies) => {
  replies = new Map(Object.entries(message).map(([letter, texts]) => [letter.charCodeAt(0), texts]));
  process.send?.('set');
});
process.on('disconnect', () => process.exit(0));

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, backlog: 4_096, perMessageDeflate: false });
server.on('connection', (socket) => {
  socket.on('message', (data: Buffer) => {
    for (const reply of replies.get(data[0] ?? 0) ?? none) socket.send(reply);
  });
});
server.on('listening', () => {
  const { port } = server.address() as AddressInfo;
  process.send?.(`127.0.0.1:${port}`);
});
