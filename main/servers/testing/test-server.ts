import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { formatAddress } from '../../../contract/servers/address.ts';
import type { ServerKind, Side } from '../../../contract/servers/server-kind.ts';
import { subprotocol } from '../../../contract/wire/subprotocol.ts';
import { certificateFile } from './encryptions.ts';

/** A server of a test, on a port of its own. */
export interface TestServer {
  readonly address: string;
  /** Ends it and resets every connection. */
  kill(): Promise<void>;
}

export interface ServerPlan {
  readonly kind?: ServerKind;
  readonly side?: Side;
  readonly cluster?: string;
  /** The subprotocol it chooses; false: none. */
  readonly protocol?: string | false;
  /** Says this instead of Hello; null says nothing. */
  readonly greeting?: string | Buffer | null;
  /** Whether heartbeats are answered. */
  readonly alive?: () => boolean;
  readonly onConnection?: (socket: WebSocket, request: IncomingMessage) => void;
  readonly onMessage?: (socket: WebSocket, message: { readonly type: string; readonly id: string }) => void;
  readonly host?: string;
  /** Speaks TLS, with this certificate of the tests. */
  readonly certificate?: string;
  /** To come back where it was. */
  readonly port?: number;
}

export function helloText({ kind = 'cti', side = 'A', cluster = 'cluster-1' }: ServerPlan = {}): string {
  return JSON.stringify({ type: 'Hello', kind, side, cluster, time: 1_700_000_000_000 });
}

/** A server that behaves, but for what the plan says. */
export async function startServer(plan: ServerPlan = {}): Promise<TestServer> {
  const chosen = plan.protocol ?? subprotocol[plan.kind ?? 'cti'];
  const http = plan.certificate === undefined ? createServer() : createTlsServer(tlsOf(plan.certificate));
  const webSockets = new WebSocketServer({ server: http, handleProtocols: () => chosen });
  webSockets.on('connection', (socket, request) => {
    socket.on('error', () => undefined);
    const greeting = plan.greeting === undefined ? helloText(plan) : plan.greeting;
    if (greeting !== null) socket.send(greeting);
    plan.onConnection?.(socket, request);
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as { readonly type: string; readonly id: string };
      if (message.type !== 'HeartbeatRequest') plan.onMessage?.(socket, message);
      else if (plan.alive?.() ?? true) {
        socket.send(JSON.stringify({ type: 'HeartbeatConf', id: message.id, time: 1_700_000_000_000 }));
      }
    });
  });
  return listen(http, plan.host, plan.port);
}

function tlsOf(certificate: string): { readonly cert: Buffer; readonly key: Buffer } {
  return {
    cert: readFileSync(certificateFile(`${certificate}.pem`)),
    key: readFileSync(certificateFile('server.key')),
  };
}

/** An HTTP server that is no WebSocket server. */
export function startHttpServer(answer: RequestListener): Promise<TestServer> {
  const http = createServer(answer);
  // An Upgrade that nobody listens for is treated as an ordinary request (Node's http).
  return listen(http);
}

/** Something that listens, and does with each connection what the test says. */
export function startTcpServer(onConnection: (socket: Socket) => void): Promise<TestServer> {
  return listen(createTcpServer(onConnection));
}

async function listen(server: Server, host = '127.0.0.1', port = 0): Promise<TestServer> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(port, host);
  await once(server, 'listening');
  const { address, port: bound } = server.address() as AddressInfo;
  return {
    address: formatAddress({ host: address, port: bound, security: null }),
    kill: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.resetAndDestroy();
      await closed;
    },
  };
}
