import type { CallEvent } from '../../contract/cti/answers.ts';
import { ctiAnswer } from '../../contract/cti/answers.ts';
import { subprotocol } from '../../contract/wire/subprotocol.ts';
import { openTestClient, type TestClient } from '../host/test-client.ts';
import type { Tier, TierAddresses } from './run-tier.ts';

/** A running tier as tests use it: control by HTTP, desks by WebSocket. */
export interface TestTier {
  readonly addresses: TierAddresses;
  /** Asks the control API; an answer that is no success is thrown with its sentence. */
  control(method: string, path: string, body?: object): Promise<Record<string, unknown>>;
  /** Connects; Hello is still to be read. */
  connectUnmet(address: string, protocol: string): Promise<TestClient>;
  /** Connects, past Hello. */
  connect(address: string, protocol: string): Promise<TestClient>;
  /** Logs an agent in at a CTI server, and makes him Ready. */
  logIn(address: string, who?: Partial<TestLogin>): Promise<TestClient>;
  /** Opens an agent's communication session, for the media of a login string. */
  openSessions(address: string, who?: Partial<TestLogin>, media?: string): Promise<TestClient>;
  /** Ends every client and resets the tier. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

export interface TestLogin {
  readonly agentId: string;
  readonly password: string;
  readonly device: string;
  readonly phone: 'softphone' | 'hardphone';
}

const inesDuarte: TestLogin = { agentId: '12345', password: 'xxyyzz', device: '52513', phone: 'hardphone' };

export function createTestTier(tier: Tier): TestTier {
  const clients = new Set<TestClient>();
  const ask = (method: string, path: string, body?: object): Promise<Response> =>
    fetch(`${tier.addresses.control}${path}`, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
  const control = async (method: string, path: string, body?: object): Promise<Record<string, unknown>> => {
    const response = await ask(method, path, body);
    const answer = await response.json();
    if (response.ok) return answer;
    const refused = `${method} ${path}: ${response.status} ${answer.detail}`;
    if (response.status !== 500) throw new Error(refused);
    // What nobody foresaw stands in the log alone.
    const log = await ask('GET', '/log/control?lines=5');
    throw new Error(`${refused}\n${await log.text()}`);
  };
  const connectUnmet = async (address: string, protocol: string): Promise<TestClient> => {
    const client = await openTestClient(address, protocol);
    clients.add(client);
    return client;
  };
  const connect = async (address: string, protocol: string): Promise<TestClient> => {
    const client = await connectUnmet(address, protocol);
    await client.nextOf('Hello');
    return client;
  };
  return {
    addresses: tier.addresses,
    control,
    connectUnmet,
    connect,
    async logIn(address, who = {}) {
      const login = { ...inesDuarte, ...who };
      const { agentId } = login;
      const client = await connect(address, subprotocol.cti);
      const desk = { id: `desk-${agentId}`, name: `Desk of ${agentId}` };
      client.send({ type: 'SetSessionMode', id: 's1', agentId, peripheralId: 5_000, desk });
      await client.nextOf('QueryAgentStateConf');
      const target = { state: 'Login', ...login, takeOver: false };
      client.send({ type: 'SetAgentStateRequest', id: 'l1', target });
      await client.nextOf('SnapshotCallsConf');
      client.send({ type: 'SetAgentStateRequest', id: 'r1', target: { state: 'Ready' } });
      await control('POST', '/wait', { for: 'agent', agentId, state: 'Ready' });
      return client;
    },
    async openSessions(address, who = {}, media = 'pm2c') {
      const { agentId, password, device } = { ...inesDuarte, ...who };
      const client = await connect(address, subprotocol.sessions);
      client.send({
        type: 'OpenCommunicationSessionRequest',
        id: 'o1',
        desk: { id: `desk-${agentId}`, name: `Desk of ${agentId}` },
        agentId,
        password,
        loginString: `${agentId};${password};${device};${media}`,
        agentLoginType: 0,
        multiSession: true,
        has: {},
      });
      await client.nextOf('CommunicationSessionConf');
      return client;
    },
    async reset() {
      for (const client of clients) client.close();
      clients.clear();
      await control('POST', '/reset');
    },
    async close() {
      for (const client of clients) client.close();
      await tier.close();
    },
  };
}

/** The next call event of this name, checked against the contract. */
export async function callEvent(desk: TestClient, event: CallEvent['event']): Promise<CallEvent> {
  for (;;) {
    const message = ctiAnswer.parse(await desk.nextOf('CallEvent'));
    if (message.type === 'CallEvent' && message.event === event) return message;
  }
}
