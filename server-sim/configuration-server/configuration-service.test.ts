import { afterEach, beforeEach, expect, it } from 'vitest';
import { configurationAnswer, configurationRequest } from '../../contract/configuration/messages.ts';
import type { Side } from '../../contract/servers/server-kind.ts';
import { subprotocol } from '../../contract/wire/subprotocol.ts';
import { jsonNames } from '../host/message-names.ts';
import { createServerHost, type ServerHost } from '../host/server-host.ts';
import { createTestLog, openTestClient, type TestClient } from '../host/test-client.ts';
import { createConfigurationService } from './configuration-service.ts';
import { type ConfigurationStore, createConfigurationStore } from './configuration-store.ts';

const pair = { a: '127.0.0.1:8110', b: '127.0.0.1:8111' };
const first = {
  configurationServers: { a: '127.0.0.1:8100', b: '127.0.0.1:8101' },
  cluster: { id: 'edinburgh', name: 'Edinburgh' },
  profiles: [
    {
      name: 'Billing, blended',
      site: 'Edinburgh',
      peripheralId: 5_000,
      cti: pair,
      licensing: pair,
      sip: { ...pair, domain: 'edinburgh.example' },
      agentLoginType: 0 as const,
      sessions: null,
      multiSession: false,
    },
  ],
  desktop: {
    notReadyReasons: [{ code: 1, label: 'Lunch' }],
    logoutReasons: [],
    dispositions: [],
    dispositionRequired: false,
    screenPop: null,
    rejectVoice: false,
    heartbeatDeadlineMs: 4_000,
  },
};

const agents = [
  { agentId: '12345', name: 'Inés Duarte', systemUser: 'iduarte', password: 'xxyyzz' },
  { agentId: '12288', name: 'Aileen Shaw', systemUser: null, password: 'aabbcc' },
];

let store: ConfigurationStore;
let hosts: Record<Side, ServerHost>;
let clients: TestClient[];

beforeEach(async () => {
  store = createConfigurationStore({ configuration: first, agents });
  clients = [];
  const host = (side: Side): ServerHost =>
    createServerHost({
      name: `configuration-${side.toLowerCase()}`,
      kind: 'configuration',
      side,
      host: '127.0.0.1',
      port: 0,
      subprotocol: subprotocol.configuration,
      messages: jsonNames(configurationRequest.options),
      idleTimeoutMs: () => 0,
      create: () => createConfigurationService({ side, store, now: () => 1_000, log: createTestLog() }),
      log: createTestLog(),
    });
  hosts = { A: host('A'), B: host('B') };
  await Promise.all([hosts.A.start(), hosts.B.start()]);
});
afterEach(async () => {
  for (const client of clients) client.close();
  await Promise.all([hosts.A.kill(), hosts.B.kill()]);
});

async function connect(side: Side): Promise<TestClient> {
  const client = await openTestClient(hosts[side].status().address ?? '', subprotocol.configuration);
  clients.push(client);
  expect(await client.next()).toEqual({
    type: 'Hello',
    kind: 'configuration',
    side,
    cluster: 'edinburgh',
    time: 1_000,
  });
  return client;
}

it('gives the same configuration from both sides, and answers heartbeats', async () => {
  for (const side of ['A', 'B'] as const) {
    const client = await connect(side);
    client.send({ type: 'HeartbeatRequest', id: 'h1' });
    expect(await client.next()).toEqual({ type: 'HeartbeatConf', id: 'h1', time: 1_000 });
    client.send({ type: 'GlobalSettingsDownloadRequest', id: 'd1' });
    const answer = configurationAnswer.parse(await client.next());
    expect(answer).toMatchObject({ type: 'GlobalSettingsDownloadConf', id: 'd1' });
    expect(answer).toHaveProperty('configuration', { ...first, revision: 1 });
  }
});

it('tells every desk on both sides of a change, under the next revision', async () => {
  const [onA, onB] = [await connect('A'), await connect('B')];
  store.replace({
    configuration: { ...first, cluster: { id: 'edinburgh', name: 'Edinburgh, renamed' } },
    agents,
  });
  for (const client of [onA, onB]) {
    expect(configurationAnswer.parse(await client.next())).toMatchObject({
      type: 'GlobalSettingsChangedEvent',
      configuration: { revision: 2, cluster: { name: 'Edinburgh, renamed' } },
    });
  }
});

it('says what it could not read, with the id where there was one, and goes on', async () => {
  const client = await connect('A');
  client.send('<html>');
  expect(await client.next()).toEqual({
    type: 'FailureConf',
    id: null,
    code: 'badMessage',
    message: 'Configuration server A cannot read not JSON: it begins "<html>"',
  });
  client.send({ type: 'AcquireLicenceRequest', id: 'x1' });
  expect(await client.next()).toMatchObject({ type: 'FailureConf', id: 'x1', code: 'badMessage' });
  client.send({ type: 'GlobalSettingsDownloadRequest', id: 'd2' });
  expect(await client.next()).toMatchObject({ type: 'GlobalSettingsDownloadConf', id: 'd2' });
});

it('tells nothing any more once it is killed', async () => {
  const onA = await connect('A');
  await hosts.A.kill();
  await onA.closed;
  const onB = await connect('B');
  store.replace({ configuration: first, agents });
  expect(await onB.next()).toMatchObject({ type: 'GlobalSettingsChangedEvent' });
});

const ofUser = (systemUser: string, withPassword = false) =>
  ({ by: 'system-user', systemUser, withPassword }) as const;

it('tells which agent a user of the system is, and his password only where it is asked for', async () => {
  const client = await connect('B');
  client.send({ type: 'QueryAgentRecordRequest', id: 'r1', of: ofUser('IDuarte') });
  expect(await client.next()).toEqual({
    type: 'QueryAgentRecordConf',
    id: 'r1',
    agentId: '12345',
    password: null,
  });
  client.send({ type: 'QueryAgentRecordRequest', id: 'r2', of: ofUser('iduarte', true) });
  expect(await client.next()).toMatchObject({ id: 'r2', password: 'xxyyzz' });
  client.send({
    type: 'QueryAgentRecordRequest',
    id: 'r3',
    of: { by: 'agent-name', agentName: 'aileen shaw' },
  });
  expect(await client.next()).toMatchObject({ id: 'r3', agentId: '12288', password: null });
});

it('names the user whom it has no record of', async () => {
  const client = await connect('A');
  client.send({ type: 'QueryAgentRecordRequest', id: 'r1', of: ofUser('nobody') });
  expect(await client.next()).toEqual({
    type: 'FailureConf',
    id: 'r1',
    code: 'noAgentRecord',
    message:
      'Configuration server A has no record of the system\'s user "nobody". Ask IT to add it, or log in with a profile whose login string has an agent ID.',
  });
});
