import { afterEach, beforeEach } from 'vitest';
import type { WebSocket } from 'ws';
import { type CtiAnswer, ctiAnswer } from '../../../contract/cti/answers.ts';
import type { ServerKind } from '../../../contract/servers/server-kind.ts';
import { type MemoryLog, memoryLog } from '../../log/testing/test-logs.ts';
import { realTimers, type Timers } from '../../timers.ts';
import type { Hello } from '../check-hello.ts';
import type { ConnectionCause } from '../connection-cause.ts';
import { openServerConnection, type ServerConnection } from '../server-connection.ts';
import type { Encryption } from '../tls/encryption.ts';
import { usualEncryption } from './encryptions.ts';
import { type Heard, heard, ofType } from './heard.ts';
import { type ServerPlan, startServer, type TestServer } from './test-server.ts';

/** What a connection under test told. */
export type Told =
  | { readonly type: 'ready'; readonly hello: Hello }
  | { readonly type: 'message'; readonly message: CtiAnswer }
  | { readonly type: 'end'; readonly cause: ConnectionCause };

/** Ended after each test. */
export const servers: TestServer[] = [];
export const connections: ServerConnection[] = [];
/** New for each test. */
export let log: MemoryLog;
export let told: Heard<Told>;

beforeEach(() => {
  log = memoryLog();
  told = heard();
});
afterEach(async () => {
  for (const connection of connections.splice(0)) connection.abandon();
  await Promise.all(servers.splice(0).map((server) => server.kill()));
});

/** Notes a server, so that it is ended. */
export async function begin(server: Promise<TestServer>): Promise<TestServer> {
  const started = await server;
  servers.push(started);
  return started;
}

/** Opens a connection to server A at the address, a CTI server's where no kind is given, told to `told`. */
export function open(
  address: string,
  options: {
    readonly kind?: ServerKind;
    readonly encryption?: Encryption;
    readonly deadlineMs?: number;
    readonly cluster?: string | null;
    readonly timers?: Timers;
  } = {},
): ServerConnection {
  const connection = openServerConnection<CtiAnswer>({
    kind: options.kind ?? 'cti',
    side: () => 'A',
    address,
    encryption: options.encryption ?? usualEncryption,
    deadlineMs: options.deadlineMs ?? 5_000,
    cluster: () => options.cluster ?? null,
    answers: ctiAnswer,
    timers: options.timers ?? realTimers,
    log,
    onReady: (hello) => told.tell({ type: 'ready', hello }),
    onMessage: (message) => told.tell({ type: 'message', message }),
    onEnd: (cause) => told.tell({ type: 'end', cause }),
  });
  connections.push(connection);
  return connection;
}

/** Why a connection to the address ends. */
export async function endOf(address: string, options?: Parameters<typeof open>[1]): Promise<ConnectionCause> {
  open(address, options);
  return (await told.next(ofType('end'))).cause;
}

/** Connects to a server of this plan; resolves after its Hello with the server's end of the socket. */
export async function connectTo(plan: ServerPlan, options?: Parameters<typeof open>[1]): Promise<WebSocket> {
  let accepted: WebSocket | undefined;
  const server = await begin(
    startServer({
      ...plan,
      onConnection: (socket, request) => {
        accepted = socket;
        plan.onConnection?.(socket, request);
      },
    }),
  );
  open(server.address, options);
  await told.next(ofType('ready'));
  if (!accepted) throw new Error('the server has no connection');
  return accepted;
}

/** A message that can be read, told apart by its code. */
export const readable = (code: string): string =>
  JSON.stringify({ type: 'FailureConf', id: null, code, message: 'no' });
