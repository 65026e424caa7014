import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { ServerLog } from './server-log.ts';

/** A WebSocket client for tests: what came is kept in order, and every wait is for an event. */
export interface TestClient {
  readonly socket: WebSocket;
  send(message: object | string): void;
  /** The next message, parsed; waits for it. */
  next(): Promise<Record<string, unknown>>;
  /** Skips messages until one of this type. */
  nextOf(type: string): Promise<Record<string, unknown>>;
  /** How the connection ended. */
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  close(): void;
}

export interface TestClientOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly path?: string;
  /** False: it leaves pings unanswered, as a program that was stopped does. */
  readonly autoPong?: boolean;
}

/** @param address `host:port`. */
export async function openTestClient(
  address: string,
  subprotocol: string,
  { headers = {}, path = '/', autoPong = true }: TestClientOptions = {},
): Promise<TestClient> {
  const options = { headers, autoPong, perMessageDeflate: false };
  const socket = new WebSocket(`ws://${address}${path}`, subprotocol, options);
  const inbox: string[] = [];
  let wake: (() => void) | null = null;
  socket.on('message', (data) => {
    inbox.push(data.toString());
    wake?.();
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.on('close', (code, reason) => {
      resolve({ code, reason: reason.toString() });
      wake?.();
    }),
  );
  await once(socket, 'open');
  socket.on('error', () => undefined);
  const next = async (): Promise<Record<string, unknown>> => {
    while (inbox.length === 0) {
      if (socket.readyState === WebSocket.CLOSED)
        throw new Error('The connection closed; no message is to come');
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return JSON.parse(inbox.shift() ?? '') as Record<string, unknown>;
  };
  return {
    socket,
    send: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    next,
    async nextOf(type) {
      for (;;) {
        const message = await next();
        if (message.type === type) return message;
      }
    },
    closed,
    close: () => socket.terminate(),
  };
}

/** What a server that refuses the opening handshake answers. */
export async function refusedHandshake(
  address: string,
  subprotocol: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly body: string }> {
  const socket = new WebSocket(`ws://${address}/`, subprotocol, { headers });
  const accepted = once(socket, 'open').then(() => {
    socket.terminate();
    throw new Error(`${address} accepted the handshake`);
  });
  accepted.catch(() => undefined);
  const [, response] = await Promise.race([once(socket, 'unexpected-response'), accepted]);
  socket.on('error', () => undefined);
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return { status: response.statusCode, body: Buffer.concat(chunks).toString() };
}

/** A log that keeps its sentences. */
export function createTestLog(): ServerLog & { readonly lines: readonly string[] } {
  const lines: string[] = [];
  const keep = (message: string): void => void lines.push(message);
  return { lines, info: keep, warn: keep, error: keep };
}
