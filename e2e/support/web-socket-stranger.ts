import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import { WebSocketServer } from 'ws';

/** Accepts a WebSocket by hand (RFC 6455, section 4.2.2), then writes these bytes and ends. */
export function acceptThenSend(bytes: readonly number[]): (socket: Socket, request: string) => void {
  return (socket, request) => {
    const header = (name: string): string =>
      new RegExp(`^${name}: *(.*?)\\r$`, 'im').exec(request)?.[1] ?? '';
    const accept = createHash('sha1')
      .update(`${header('sec-websocket-key')}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
      .digest('base64');
    socket.write(
      [
        'HTTP/1.1 101 Switching Protocols',
        'Upgrade: websocket',
        'Connection: Upgrade',
        `Sec-WebSocket-Accept: ${accept}`,
        `Sec-WebSocket-Protocol: ${header('sec-websocket-protocol')}`,
        '',
        '',
      ].join('\r\n'),
    );
    socket.end(Buffer.from(bytes));
  };
}

/** A server that speaks our wire, and says what it is told to. */
export interface TalkingServer {
  /** `127.0.0.1:PORT`. */
  readonly address: string;
  /** The types of messages that have come, in order. */
  readonly asked: readonly string[];
  close(): void;
}

/** What it answers to a message: whole lines, sent as they are. */
export type Answers = (message: { readonly type: string; readonly id?: string }) => readonly string[];

/** Opens one that greets with `hello` and answers each message. */
export async function openTalkingServer(hello: string, answers: Answers): Promise<TalkingServer> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  const asked: string[] = [];
  server.on('connection', (socket) => {
    socket.on('error', () => undefined);
    socket.send(hello);
    socket.on('message', (data) => {
      const message = JSON.parse(data.toString());
      asked.push(message.type);
      for (const line of answers(message)) socket.send(line);
    });
  });
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server listens on no port.');
  return {
    address: `127.0.0.1:${address.port}`,
    asked,
    close: () => {
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}
