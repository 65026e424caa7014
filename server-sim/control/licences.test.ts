import { afterAll, beforeAll, expect, it } from 'vitest';
import { subprotocol } from '../../contract/wire/subprotocol.ts';
import type { TestClient } from '../host/test-client.ts';
import { startTier } from '../index.ts';
import { createTestTier, type TestTier } from './test-tier.ts';

let tier: TestTier;
beforeAll(async () => {
  tier = createTestTier(await startTier());
});
afterAll(() => tier.close());

async function acquire(address: string, agentId: string): Promise<TestClient> {
  const client = await tier.connect(address, subprotocol.licensing);
  client.send({ type: 'AcquireLicenceRequest', id: 'a', agentId, desk: `desk-${agentId}` });
  await client.nextOf('AcquireLicenceConf');
  return client;
}

it('are listed: who has a seat, of how many, on which side, and until when a lost desk keeps it', async () => {
  const { licensing } = tier.addresses;
  expect(await tier.control('GET', '/licences')).toEqual({
    seats: 20,
    inUse: 0,
    graceMs: 60_000,
    licences: [],
  });
  await acquire(licensing.a, '12345');
  await acquire(licensing.b, '12288');
  const held = { licence: expect.any(String), since: expect.any(Number) };
  expect(await tier.control('GET', '/licences')).toEqual({
    seats: 20,
    inUse: 2,
    graceMs: 60_000,
    licences: [
      { ...held, agentId: '12345', desk: 'desk-12345', side: 'A', graceEndsAt: null },
      { ...held, agentId: '12288', desk: 'desk-12288', side: 'B', graceEndsAt: null },
    ],
  });
  await tier.control('POST', '/servers/licensing-a/kill');
  expect(await tier.control('GET', '/licences')).toMatchObject({
    inUse: 2,
    licences: [{ graceEndsAt: expect.any(Number) }, { graceEndsAt: null }],
  });
  await tier.control('POST', '/servers/licensing-a/start');
});

it('are events: taken, lost with the connection, returned', async () => {
  const { after } = await tier.control('POST', '/reset');
  const client = await acquire(tier.addresses.licensing.b, '12290');
  const change = (name: string): object => ({
    for: 'event',
    type: 'licence',
    agentId: '12290',
    detail: { change: name },
    after,
  });
  expect(await tier.control('POST', '/wait', change('taken'))).toMatchObject({
    event: { server: 'licensing-b', detail: { change: 'taken', desk: 'desk-12290', inUse: 1, seats: 20 } },
  });
  client.close();
  await tier.control('POST', '/wait', change('lost'));
  const again = await tier.connect(tier.addresses.licensing.a, subprotocol.licensing);
  again.send({ type: 'AcquireLicenceRequest', id: 'a', agentId: '12290', desk: 'desk-12290' });
  const { licence } = await again.nextOf('AcquireLicenceConf');
  again.send({ type: 'ReleaseLicenceRequest', id: 'r', licence });
  expect(await tier.control('POST', '/wait', change('returned'))).toMatchObject({
    event: { server: 'licensing-a', detail: { inUse: 0 } },
  });
});
