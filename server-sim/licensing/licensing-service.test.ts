import { afterEach, beforeEach, expect, it } from 'vitest';
import { licensingRequest } from '../../contract/licensing/messages.ts';
import type { Side } from '../../contract/servers/server-kind.ts';
import { subprotocol } from '../../contract/wire/subprotocol.ts';
import { jsonNames } from '../host/message-names.ts';
import { createServerHost, type ServerHost } from '../host/server-host.ts';
import { createTestLog, openTestClient, type TestClient } from '../host/test-client.ts';
import { createLicensingService } from './licensing-service.ts';
import { createSeats, type Seats } from './seats.ts';

let time: number;
let seats: Seats;
let hosts: Record<Side, ServerHost>;
let clients: TestClient[];

/** Long enough that it never ends by itself within a test. */
const endless = 600_000;

beforeEach(async () => {
  time = 5_000;
  seats = createSeats({ seats: 2, graceMs: endless }, () => time);
  clients = [];
  const host = (side: Side): ServerHost =>
    createServerHost({
      name: `licensing-${side.toLowerCase()}`,
      kind: 'licensing',
      side,
      host: '127.0.0.1',
      port: 0,
      subprotocol: subprotocol.licensing,
      messages: jsonNames(licensingRequest.options),
      idleTimeoutMs: () => 0,
      create: () =>
        createLicensingService({
          side,
          cluster: () => 'edinburgh',
          seats,
          now: () => 1_000,
          log: createTestLog(),
        }),
      log: createTestLog(),
    });
  hosts = { A: host('A'), B: host('B') };
  await Promise.all([hosts.A.start(), hosts.B.start()]);
});
afterEach(async () => {
  for (const client of clients) client.close();
  await Promise.all([hosts.A.kill(), hosts.B.kill()]);
  seats.reset({ seats: 0, graceMs: 0 });
});

async function connect(side: Side): Promise<TestClient> {
  const client = await openTestClient(hosts[side].status().address ?? '', subprotocol.licensing);
  clients.push(client);
  expect(await client.next()).toMatchObject({ type: 'Hello', kind: 'licensing', side });
  return client;
}

async function acquire(client: TestClient, desk: string): Promise<Record<string, unknown>> {
  client.send({ type: 'AcquireLicenceRequest', id: `a-${desk}`, agentId: '12345', desk });
  return client.next();
}

it('gives a seat, counts it on both sides, and takes it back', async () => {
  const [onA, onB] = [await connect('A'), await connect('B')];
  const first = await acquire(onA, 'desk-1');
  expect(first).toMatchObject({
    type: 'AcquireLicenceConf',
    id: 'a-desk-1',
    seats: 2,
    inUse: 1,
    graceMs: endless,
  });
  expect(await acquire(onB, 'desk-2')).toMatchObject({ inUse: 2 });
  onB.send({ type: 'ReleaseLicenceRequest', id: 'r1', licence: first.licence });
  expect(await onB.next()).toEqual({ type: 'ReleaseLicenceConf', id: 'r1' });
  expect(seats.inUse()).toBe(1);
  onB.send({ type: 'ReleaseLicenceRequest', id: 'r2', licence: first.licence });
  expect(await onB.next()).toEqual({ type: 'ReleaseLicenceConf', id: 'r2' });
  expect(seats.inUse()).toBe(1);
});

it('says how many there are when none is free', async () => {
  const client = await connect('A');
  await acquire(client, 'desk-1');
  await acquire(client, 'desk-2');
  expect(await acquire(client, 'desk-3')).toEqual({
    type: 'FailureConf',
    id: 'a-desk-3',
    code: 'noSeat',
    message:
      'Licensing server A has no seat free: 2 of 2 are in use. Wait until somebody logs out, or ask for more seats.',
    details: { seats: '2', inUse: '2' },
  });
});

it('gives a desk that comes back on the other side its own seat', async () => {
  const onA = await connect('A');
  const { licence } = await acquire(onA, 'desk-1');
  await acquire(onA, 'desk-2');
  await hosts.A.kill();
  const onB = await connect('B');
  expect(await acquire(onB, 'desk-1')).toMatchObject({ licence, inUse: 2 });
  expect(await acquire(onB, 'desk-3')).toMatchObject({ code: 'noSeat' });
});

it('lists who sits where, on which side, since when, and until when a lost desk keeps its seat', async () => {
  const changes: string[] = [];
  seats.onChange(({ change, seat }) => changes.push(`${seat.desk} ${change} ${seat.side}`));
  const [onA, onB] = [await connect('A'), await connect('B')];
  const { licence } = await acquire(onA, 'desk-1');
  await acquire(onB, 'desk-2');
  const seat = { agentId: '12345', since: 5_000, graceEndsAt: null };
  expect(seats.list()).toEqual([
    { ...seat, licence, desk: 'desk-1', side: 'A' },
    { ...seat, licence: expect.any(String), desk: 'desk-2', side: 'B' },
  ]);
  time = 6_000;
  await hosts.A.kill();
  expect(seats.list()[0]).toEqual({
    ...seat,
    licence,
    desk: 'desk-1',
    side: 'A',
    graceEndsAt: 6_000 + endless,
  });
  time = 7_000;
  await acquire(onB, 'desk-1');
  expect(seats.list()[0]).toEqual({ ...seat, licence, desk: 'desk-1', side: 'B' });
  onB.send({ type: 'ReleaseLicenceRequest', id: 'r1', licence });
  await onB.next();
  expect(seats.list().map(({ desk }) => desk)).toEqual(['desk-2']);
  expect(changes).toEqual([
    'desk-1 taken A',
    'desk-2 taken B',
    'desk-1 lost A',
    'desk-1 taken B',
    'desk-1 returned B',
  ]);
});

it('frees the seat of a lost desk when the grace has passed', async () => {
  seats.reset({ seats: 1, graceMs: 30 });
  const onA = await connect('A');
  await acquire(onA, 'desk-1');
  onA.close();
  const onB = await connect('B');
  // Asked again at each answer, until the grace has passed.
  const changes: string[] = [];
  seats.onChange(({ change, seat }) => changes.push(`${seat.desk} ${change}`));
  let answer = await acquire(onB, 'desk-2');
  while (answer.code === 'noSeat') answer = await acquire(onB, 'desk-2');
  expect(answer).toMatchObject({ type: 'AcquireLicenceConf', inUse: 1 });
  expect(changes.slice(-2)).toEqual(['desk-1 freed', 'desk-2 taken']);
});

it('does not free a seat because an older connection of the desk ends', async () => {
  seats.reset({ seats: 1, graceMs: 0 });
  const [onA, onB] = [await connect('A'), await connect('B')];
  await acquire(onA, 'desk-1');
  await acquire(onB, 'desk-1');
  await hosts.A.kill();
  expect(await acquire(onB, 'desk-2')).toMatchObject({ code: 'noSeat' });
});

it('knows no licence that it never gave, and heartbeats', async () => {
  const client = await connect('A');
  client.send({ type: 'ReleaseLicenceRequest', id: 'r1', licence: 'made-up' });
  expect(await client.next()).toMatchObject({ id: 'r1', code: 'unknownLicence' });
  client.send({ type: 'HeartbeatRequest', id: 'h1' });
  expect(await client.next()).toEqual({ type: 'HeartbeatConf', id: 'h1', time: 1_000 });
});
