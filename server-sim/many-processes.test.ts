import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { subprotocol } from '../contract/wire/subprotocol.ts';
import { isAlive, stopped, titleOf } from './control/test-processes.ts';
import { createTestTier, type TestTier } from './control/test-tier.ts';
import { openTestClient } from './host/test-client.ts';
import { startTier } from './index.ts';

interface Server {
  readonly name: string;
  readonly state: string;
  readonly pid: number | null;
  readonly address: string | null;
  readonly connections: number;
}

let tier: TestTier;
beforeAll(async () => {
  tier = createTestTier(await startTier({ processes: true }));
}, 60_000);
afterAll(() => tier.close());
beforeEach(() => tier.reset());

async function server(name: string): Promise<Server> {
  const { servers } = await tier.control('GET', '/servers');
  const found = (servers as readonly Server[]).find((one) => one.name === name);
  if (!found) throw new Error(`There is no ${name}`);
  return found;
}

async function pidOf(name: string): Promise<number> {
  const { pid } = await server(name);
  if (pid === null) throw new Error(`${name} has no process`);
  return pid;
}

const act = (name: string, action: string, body?: object): Promise<Record<string, unknown>> =>
  tier.control('POST', `/servers/${name}/${action}`, body);
const portOf = (address: string): number => Number(address.split(':')[1]);

// What a process is called and whether it is stopped is told by /proc.
describe.runIf(process.platform === 'linux')('the processes', () => {
  it('are one for each server, called by its name', async () => {
    const { processes } = await tier.control('GET', '/processes');
    const listed = processes as readonly { name: string; pid: number; memoryMiB: number }[];
    expect(listed.map(({ name }) => name).sort()).toEqual(
      [
        'control',
        'peripheral',
        ...['configuration', 'licensing', 'cti', 'sip', 'sessions'].flatMap((kind) => [
          `${kind}-a`,
          `${kind}-b`,
        ]),
        'media',
      ].sort(),
    );
    expect(new Set(listed.map(({ pid }) => pid)).size).toBe(listed.length);
    for (const { name, pid, memoryMiB } of listed) {
      expect(memoryMiB).toBeGreaterThan(10);
      if (name !== 'control') expect(await titleOf(pid)).toBe(`switchhook-sim ${name}`);
    }
  });

  it('are killed by SIGKILL, and started anew at the same address', async () => {
    const desk = await tier.logIn(tier.addresses.cti.a);
    const before = await server('cti-a');
    const { after } = await act('cti-a', 'kill');
    expect((await desk.closed).code).toBe(1006);
    expect(await isAlive(before.pid ?? 0)).toBe(false);
    expect(await server('cti-a')).toMatchObject({ state: 'killed', pid: null, address: before.address });
    // The switch has noticed by the link that broke: nobody had to tell it.
    await tier.control('POST', '/wait', { for: 'event', type: 'deskLost', agentId: '12345', after });
    const refused = connect(portOf(tier.addresses.cti.a), '127.0.0.1');
    expect((await once(refused, 'error'))[0].code).toBe('ECONNREFUSED');
    await act('cti-a', 'start');
    const again = await server('cti-a');
    expect(again).toMatchObject({ state: 'up', address: before.address });
    expect(again.pid).not.toBe(before.pid);
    (await tier.connect(tier.addresses.cti.a, subprotocol.cti)).close();
  });

  it('are not started where another program took their port meanwhile, and say so', async () => {
    const { address } = await server('cti-a');
    await act('cti-a', 'kill');
    const other = createServer().listen(portOf(address ?? ''), '127.0.0.1');
    await once(other, 'listening');
    await expect(act('cti-a', 'start')).rejects.toThrow(
      `409 Cannot listen on ${address}: another program has this port.`,
    );
    other.close();
    await once(other, 'close');
    await act('cti-a', 'start');
    expect(await server('cti-a')).toMatchObject({ state: 'up', address });
  });

  it('are told as killed when somebody else ends them, with the cause in their log', async () => {
    const pid = await pidOf('licensing-b');
    const { last } = await tier.control('GET', '/events');
    process.kill(pid, 'SIGKILL');
    const wanted = { for: 'event', type: 'server', server: 'licensing-b', detail: { state: 'killed' } };
    await tier.control('POST', '/wait', { ...wanted, after: last });
    const { lines } = await tier.control('GET', '/log/licensing-b');
    expect((lines as readonly string[]).at(-1)).toMatch(/"signal":"SIGKILL".*ended by itself/);
    await act('licensing-b', 'start');
    expect(await server('licensing-b')).toMatchObject({ state: 'up' });
  });

  it('are frozen by SIGSTOP, and at thaw process in order what waited', async () => {
    const desk = await tier.connect(tier.addresses.cti.a, subprotocol.cti);
    const pid = await pidOf('cti-a');
    await act('cti-a', 'freeze');
    await stopped(pid);
    expect(await server('cti-a')).toMatchObject({ state: 'frozen', pid });
    for (const id of ['one', 'two', 'three']) desk.send({ type: 'HeartbeatRequest', id });
    const young = connect(portOf(tier.addresses.cti.a), '127.0.0.1');
    await once(young, 'connect');
    young.destroy();
    for (const action of ['cut', 'mute']) {
      const body = action === 'mute' ? { types: [] } : undefined;
      await expect(act('cti-a', action, body)).rejects.toThrow('409 cti-a is frozen: thaw it first');
    }
    await act('cti-a', 'thaw');
    for (const id of ['one', 'two', 'three']) expect(await desk.next()).toMatchObject({ id });
    expect(await server('cti-a')).toMatchObject({ state: 'up', pid });
  });

  it('are stopped with a farewell, frozen ones too', async () => {
    const [one, other] = [
      await tier.connect(tier.addresses.cti.a, subprotocol.cti),
      await tier.connect(tier.addresses.licensing.a, subprotocol.licensing),
    ];
    const pids = [await pidOf('cti-a'), await pidOf('licensing-a')];
    await act('licensing-a', 'freeze');
    await Promise.all([act('cti-a', 'stop'), act('licensing-a', 'stop')]);
    expect(await one.closed).toEqual({ code: 1001, reason: 'CTI server A is stopping.' });
    expect((await other.closed).code).toBe(1001);
    for (const pid of pids) expect(await isAlive(pid)).toBe(false);
    expect(await server('cti-a')).toMatchObject({ state: 'stopped', pid: null });
  });

  it('kill what is frozen, and media in a call', async () => {
    for (const name of ['sip-a', 'media']) {
      const pid = await pidOf(name);
      await act(name, 'freeze');
      await stopped(pid);
      await act(name, 'kill');
      expect(await isAlive(pid)).toBe(false);
      await act(name, 'start');
      expect(await server(name)).toMatchObject({ state: 'up' });
    }
  });
});

describe('a server in its own process', () => {
  it('is slow, cut, mute and flapping by its own host', async () => {
    const { a } = tier.addresses.configuration;
    const desk = await tier.connect(a, subprotocol.configuration);
    await act('configuration-a', 'slow', { milliseconds: 40 });
    expect(await server('configuration-a')).toMatchObject({
      state: 'slowed',
      slowedByMs: 40,
      connections: 1,
    });
    await act('configuration-a', 'slow', { milliseconds: 0 });
    await act('configuration-a', 'mute', { types: ['GlobalSettingsDownloadRequest'] });
    desk.send({ type: 'GlobalSettingsDownloadRequest', id: 'never' });
    desk.send({ type: 'HeartbeatRequest', id: 'h' });
    expect(await desk.next()).toMatchObject({ id: 'h' });
    await expect(act('configuration-a', 'mute', { types: ['Nonsense'] })).rejects.toThrow(
      '409 configuration-a is never asked "Nonsense"',
    );
    await act('configuration-a', 'cut');
    desk.send({ type: 'HeartbeatRequest', id: 'lost' });
    expect(await server('configuration-a')).toMatchObject({ state: 'cut' });
    await tier.control('POST', '/wait', {
      for: 'event',
      type: 'server',
      server: 'configuration-a',
      after: 0,
    });
    await act('configuration-a', 'mend');
    const { after } = await act('configuration-a', 'flap', { periodMs: 50 });
    for (const state of ['killed', 'up', 'killed']) {
      const wanted = { for: 'event', type: 'server', server: 'configuration-a', detail: { state }, after };
      await tier.control('POST', '/wait', wanted);
    }
    await act('configuration-a', 'start');
    expect(await server('configuration-a')).toMatchObject({ state: 'up', flapMs: null });
  });

  it('says what cannot be done, as in one process', async () => {
    await act('cti-b', 'kill');
    await expect(act('cti-b', 'freeze')).rejects.toThrow('409 cti-b is killed: start it first');
    await expect(act('cti-b', 'slow', { milliseconds: 5 })).rejects.toThrow('409 cti-b is killed');
    await act('cti-b', 'start');
    await act('cti-b', 'freeze');
    await expect(act('cti-b', 'start')).rejects.toThrow('409 cti-b is frozen');
  });

  it('is slowed no more after it was frozen', async () => {
    await act('cti-a', 'slow', { milliseconds: 5 });
    await act('cti-a', 'freeze');
    await act('cti-a', 'thaw');
    expect(await server('cti-a')).toMatchObject({ state: 'up', slowedByMs: null });
  });
});

describe('the limit of a client’s silence', () => {
  it('is the scenario’s, and every server’s; one that was frozen lets go only of who is silent then', async () => {
    const billing = await readFile(new URL('scenarios/billing.yaml', import.meta.url), 'utf8');
    const yaml = billing.replace('idleTimeout: 20 s', 'idleTimeout: 1 s');
    await tier.control('POST', '/scenario', { yaml });
    const { cti, ...others } = tier.addresses;
    const speaks = await tier.connect(cti.a, subprotocol.cti);
    await act('cti-a', 'freeze');
    const kinds = ['configuration', 'licensing', 'sip', 'sessions'] as const;
    const silent = await Promise.all(
      kinds.map((kind) => openTestClient(others[kind].b, subprotocol[kind], { autoPong: false })),
    );
    for (const { closed } of silent) expect(await closed).toMatchObject({ code: 1006 });
    await act('cti-a', 'thaw');
    const silentNow = await openTestClient(cti.a, subprotocol.cti, { autoPong: false });
    expect((await silentNow.closed).code).toBe(1006);
    speaks.send({ type: 'HeartbeatRequest', id: 'h' });
    expect(await speaks.next()).toMatchObject({ type: 'HeartbeatConf', id: 'h' });
    await tier.control('POST', '/scenario', { name: 'billing' });
  }, 60_000);
});

describe('what outlives a killed process', () => {
  it('is the seat of its desk, for the grace that was granted, and the other server knows it', async () => {
    const { licensing } = tier.addresses;
    const seat = { type: 'AcquireLicenceRequest', id: 'a', agentId: '12345', desk: 'desk-12345' };
    const first = await tier.connect(licensing.a, subprotocol.licensing);
    first.send(seat);
    const { licence } = await first.nextOf('AcquireLicenceConf');
    await act('licensing-a', 'kill');
    expect(await tier.control('GET', '/licences')).toMatchObject({
      inUse: 1,
      licences: [{ licence, agentId: '12345', side: 'A', graceEndsAt: expect.any(Number) }],
    });
    const second = await tier.connect(licensing.b, subprotocol.licensing);
    second.send(seat);
    expect(await second.nextOf('AcquireLicenceConf')).toMatchObject({ licence, inUse: 1 });
    second.send({ type: 'ReleaseLicenceRequest', id: 'r', licence });
    await second.nextOf('ReleaseLicenceConf');
    expect(await tier.control('GET', '/licences')).toMatchObject({ inUse: 0 });
  });

  it('is the configuration, which goes to desks of both servers, and to one that comes back', async () => {
    const { configuration } = tier.addresses;
    const desks = [
      await tier.connect(configuration.a, subprotocol.configuration),
      await tier.connect(configuration.b, subprotocol.configuration),
    ];
    const { revision, ...before } = await tier.control('GET', '/configuration');
    const cluster = { id: 'edinburgh', name: 'Edinburgh, renamed' };
    await tier.control('PUT', '/configuration', { ...before, cluster });
    const changed = { revision: Number(revision) + 1, cluster };
    for (const desk of desks) {
      expect(await desk.nextOf('GlobalSettingsChangedEvent')).toMatchObject({ configuration: changed });
    }
    await act('configuration-a', 'kill');
    await act('configuration-a', 'start');
    const again = await tier.connect(configuration.a, subprotocol.configuration);
    again.send({ type: 'GlobalSettingsDownloadRequest', id: 'd' });
    expect(await again.next()).toMatchObject({ configuration: changed });
  });
});

describe('what all processes share', () => {
  it('is the clock: held and advanced, every server tells the same time', async () => {
    const { now } = await tier.control('POST', '/clock', { action: 'hold' });
    const told = async (): Promise<readonly unknown[]> => {
      const pairs = [
        [tier.addresses.configuration.a, subprotocol.configuration],
        [tier.addresses.licensing.b, subprotocol.licensing],
        [tier.addresses.cti.a, subprotocol.cti],
      ] as const;
      const times: unknown[] = [];
      for (const [address, protocol] of pairs) {
        const desk = await tier.connect(address, protocol);
        desk.send({ type: 'HeartbeatRequest', id: 'h' });
        times.push((await desk.nextOf('HeartbeatConf')).time);
      }
      return times;
    };
    expect(await told()).toEqual([now, now, now]);
    // A server that is frozen meanwhile, and one that starts only then, tell it too.
    await act('licensing-b', 'freeze');
    await act('cti-a', 'kill');
    const later = await tier.control('POST', '/clock', { action: 'advance', milliseconds: 90_000 });
    expect(later.now).toBe(Number(now) + 90_000);
    await act('licensing-b', 'thaw');
    await act('cti-a', 'start');
    expect(await told()).toEqual([later.now, later.now, later.now]);
    await tier.control('POST', '/clock', { action: 'release' });
    const { now: running } = await tier.control('GET', '/clock');
    const times = (await told()) as readonly number[];
    for (const time of times) expect(time).toBeGreaterThanOrEqual(Number(running));
  });

  it('is the cluster: a scenario of another one is every server’s after a start of its own', async () => {
    const before = await Promise.all(['cti-a', 'configuration-b'].map(pidOf));
    const yaml = `
name: Tiny
cluster: { id: tiny, name: Tiny, sipDomain: tiny.example }
sip: { edges: separate }
peripheral: { id: 1, desktopLostAfter: 1 s }
licences: { seats: 0, grace: 0 s }
skillGroups: []
agents: [{ id: "1", name: One, password: one, skillGroups: [] }]
devices: [{ number: "100", sipPassword: hundred }]
desktop: { notReadyReasons: [], logoutReasons: [], dispositions: [], heartbeatDeadline: 1 s }
profiles: []
`;
    await act('sip-a', 'freeze');
    expect(await tier.control('POST', '/scenario', { yaml })).toMatchObject({ sipEdges: 'separate' });
    for (const [address, protocol] of [
      [tier.addresses.cti.a, subprotocol.cti],
      [tier.addresses.configuration.b, subprotocol.configuration],
    ] as const) {
      const desk = await tier.connectUnmet(address, protocol);
      expect(await desk.next()).toMatchObject({ type: 'Hello', cluster: 'tiny' });
    }
    const after = await Promise.all(['cti-a', 'configuration-b'].map(pidOf));
    expect(after).not.toEqual(before);
    expect(await tier.control('GET', '/agents')).toMatchObject({ agents: [{ agentId: '1' }] });
    expect(await tier.control('POST', '/scenario', { name: 'billing' })).toMatchObject({
      sipEdges: 'shared',
    });
  }, 60_000);
});
