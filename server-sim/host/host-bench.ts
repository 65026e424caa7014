import { ctiRequest } from '../../contract/cti/requests.ts';
import type { ClientLink, SocketService } from './client-link.ts';
import { jsonNames } from './message-names.ts';
import { createServerHost, type ServerHost, type ServerHostOptions } from './server-host.ts';
import { createTestLog, openTestClient, type TestClient, type TestClientOptions } from './test-client.ts';

export const subprotocol = 'switchhook.cti.1';

/** A service that answers each message with its number since the server started. */
export interface Counter {
  readonly received: string[];
  readonly links: ClientLink[];
  readonly closed: string[];
  disposed: boolean;
}

const running: { host: ServerHost; clients: TestClient[] }[] = [];
/** Ends every server and client of a test. */
export async function endAll(): Promise<void> {
  for (const { host, clients } of running.splice(0)) {
    for (const client of clients) client.close();
    await host.kill();
  }
}

export function createCounting(options: Partial<ServerHostOptions> = {}) {
  const starts: Counter[] = [];
  const log = createTestLog();
  const create = (): SocketService => {
    const counter: Counter = { received: [], links: [], closed: [], disposed: false };
    starts.push(counter);
    return {
      accept(link) {
        counter.links.push(link);
        link.onClose(() => counter.closed.push(link.remote));
        link.onMessage((text) => {
          if (text === 'break') throw new Error('The service broke');
          counter.received.push(text);
          link.send(JSON.stringify({ type: 'Counted', text, number: counter.received.length }));
        });
      },
      dispose() {
        counter.disposed = true;
        for (const link of counter.links) {
          link.send('{"type":"LastWords"}');
          link.close(1000, 'Disposed of');
        }
      },
    };
  };
  const host = createServerHost({
    name: 'cti-a',
    kind: 'cti',
    side: 'A',
    host: '127.0.0.1',
    port: 0,
    subprotocol,
    messages: jsonNames(ctiRequest.options),
    create,
    idleTimeoutMs: () => 0,
    log,
    ...options,
  });
  const clients: TestClient[] = [];
  running.push({ host, clients });
  const address = (): string => host.status().address ?? '';
  const client = async (options?: TestClientOptions): Promise<TestClient> => {
    const opened = await openTestClient(address(), subprotocol, options);
    clients.push(opened);
    return opened;
  };
  const latest = (): Counter => {
    const counter = starts.at(-1);
    if (!counter) throw new Error('The server has not been started');
    return counter;
  };
  return { host, address, client, starts, latest, log };
}

/** So many round trips over another server: what the first would have done meanwhile, it had time for. */
export async function meanwhile(trips = 20): Promise<void> {
  const { host, client } = createCounting();
  await host.start();
  const other = await client();
  for (let trip = 0; trip < trips; trip += 1) {
    other.send('tick');
    await other.next();
  }
}
