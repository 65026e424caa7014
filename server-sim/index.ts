import { randomUUID } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { isIPv4 } from 'node:net';
import { join } from 'node:path';
import type { ServerPair } from '../contract/servers/address-text.ts';
import { type ServerKind, type Side, serverKinds, sides } from '../contract/servers/server-kind.ts';
import { subprotocol } from '../contract/wire/subprotocol.ts';
import { createConfigurationService } from './configuration-server/configuration-service.ts';
import {
  type ConfigurationStore,
  createConfigurationStore,
} from './configuration-server/configuration-store.ts';
import { type ControlledClock, createContactCentreClock, steadyNow } from './control/clock.ts';
import { isLoopback } from './control/command-line.ts';
import { startControlServer } from './control/control-server.ts';
import type { ControlledTier } from './control/control-tier.ts';
import { createEventLog } from './control/event-log.ts';
import { processParent, untilInterrupted } from './control/process-parent.ts';
import { BadTierOption, runTier, type Tier, type TierOptions } from './control/run-tier.ts';
import { createCtiServer } from './cti-server/cti-server.ts';
import type { SocketService } from './host/client-link.ts';
import { createEdgeRouter, type EdgeRouter } from './host/edge-router.ts';
import { phoneWindowOnly } from './host/handshake.ts';
import { createLogBook, type LogBook } from './host/log-book.ts';
import { createMediaUnit, type MediaUnit } from './host/media-unit.ts';
import { createServerHost, type ServerHost } from './host/server-host.ts';
import { createLicensingService } from './licensing/licensing-service.ts';
import { createSeats, type Seats } from './licensing/seats.ts';
import { createMediaServer } from './media/index.ts';
import { createPeripheral, type Peripheral } from './peripheral/create-peripheral.ts';
import { scenarioFailureText } from './scenarios/read-scenario.ts';
import { configurationOf, type Scenario } from './scenarios/scenario.ts';
import { createScenarioLibrary } from './scenarios/scenario-library.ts';
import { createDialogStore, type DialogStore } from './sip/b2bua/dialog-store.ts';
import { createSipEdge } from './sip/edge.ts';
import { systemTimers } from './sip/timers.ts';

export { BadTierOption, type Tier, type TierAddresses, type TierOptions } from './control/run-tier.ts';

/** How far after the base port each server listens; the control API is ten after it. */
export const portOffsets = { configuration: 0, licensing: 2, cti: 4, sip: 6, control: 10 } as const;

/** What the servers of one contact centre share, as their real counterparts do. */
interface ContactCentre {
  scenario: Scenario;
  readonly clock: ControlledClock;
  readonly peripheral: Peripheral;
  readonly edges: EdgeRouter;
  readonly dialogs: DialogStore;
  readonly seats: Seats;
  readonly mediaUnit: MediaUnit;
  readonly logs: LogBook;
}

/** Starts the whole server tier in this process. @throws BadTierOption, or an Error that names the port in use. */
export async function startTier(options: TierOptions = {}): Promise<Tier> {
  const { host = '127.0.0.1', basePort = 0, token = null, onReady = () => undefined } = options;
  if (!isLoopback(host) && token === null) {
    throw new BadTierOption(`The host ${host} can be reached from other computers: give a token.`);
  }
  const library = createScenarioLibrary(join(import.meta.dirname, 'scenarios'));
  const loaded = await library.load(options.scenario ?? 'billing');
  if (!loaded.ok) throw new BadTierOption(scenarioFailureText(loaded.error));
  const logs = createLogBook(options.logDirectory ?? null);
  const centre = createContactCentre(loaded.value, logs, host);
  const hosts = createHosts(centre, () => configuration, options);
  const closeAll = async (): Promise<void> => {
    await Promise.all(hosts.map((server) => server.stop()));
    centre.peripheral.dispose();
    centre.clock.close();
    centre.seats.reset({ seats: 0, graceMs: 0 });
    await centre.mediaUnit.unit.stop();
    await logs.close();
  };
  let configuration: ConfigurationStore;
  try {
    for (const server of hosts) await server.claim();
    const pairs = addressPairs(hosts);
    configuration = createConfigurationStore(configurationOf(centre.scenario, pairs));
    await centre.mediaUnit.unit.start();
    for (const server of hosts) {
      await server.start();
      onReady(server.name, server.status().address ?? '');
    }
    const control = await startControlServer({
      tier: controlled(centre, hosts, configuration, pairs, library),
      host,
      port: options.controlPort ?? (basePort === 0 ? 0 : basePort + portOffsets.control),
      token,
      pageFolder: join(import.meta.dirname, 'control/page'),
      log: logs.logFor('control'),
    });
    onReady('control', control.url);
    return {
      addresses: { ...pairs, control: control.url },
      trialLogin: trialLogin(loaded.value),
      async close() {
        await control.close();
        await closeAll();
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** The scenario's first agent on its first device. */
function trialLogin({ plan }: Scenario): string | null {
  const [agent] = plan.agents;
  const [device] = plan.devices;
  return agent && device ? `${agent.agentId};${agent.password};${device.device}` : null;
}

function createContactCentre(scenario: Scenario, logs: LogBook, host: string): ContactCentre {
  const log = logs.logFor('peripheral');
  const clock = createContactCentreClock(steadyNow, (error) => log.error('An appointment failed', { error }));
  const mediaLog = logs.logFor('media');
  const mediaUnit = createMediaUnit(
    () =>
      createMediaServer({
        address: isIPv4(host) ? host : '127.0.0.1',
        log: (line) => mediaLog.warn(line),
      }),
    mediaLog,
  );
  const edges = createEdgeRouter((report) => peripheral.deviceReport(report));
  const peripheral = createPeripheral({
    plan: scenario.plan,
    clock,
    media: mediaUnit.media,
    orders: (order, edge) => edges.order(order, edge),
    log,
    newId: () => randomUUID().slice(0, 8),
  });
  const seats = createSeats(scenario.licences, Date.now);
  return { scenario, clock, peripheral, edges, dialogs: createDialogStore(), seats, mediaUnit, logs };
}

/** Four pairs, in the order in which their ports follow each other. */
function createHosts(
  centre: ContactCentre,
  configuration: () => ConfigurationStore,
  { host = '127.0.0.1', basePort = 0 }: TierOptions,
): readonly ServerHost[] {
  return serverKinds.flatMap((kind) =>
    sides.map((side) => {
      const name = `${kind}-${side.toLowerCase()}`;
      return createServerHost({
        name,
        kind,
        side,
        host,
        port: basePort === 0 ? 0 : basePort + portOffsets[kind] + sides.indexOf(side),
        subprotocol: subprotocol[kind],
        create: () => createService(kind, side, centre, configuration()),
        log: centre.logs.logFor(name),
        // SIP alone is spoken by a page, and may come as binary (RFC 7118).
        ...(kind === 'sip' && { isOriginAllowed: phoneWindowOnly, binary: 'as-text' }),
      });
    }),
  );
}

function createService(
  kind: ServerKind,
  side: Side,
  centre: ContactCentre,
  store: ConfigurationStore,
): SocketService {
  const { clock, peripheral, seats } = centre;
  const log = centre.logs.logFor(`${kind}-${side.toLowerCase()}`);
  const now = (): number => clock.now();
  const cluster = (): string => centre.scenario.cluster.id;
  switch (kind) {
    case 'configuration':
      return createConfigurationService({ side, store, now, log });
    case 'licensing':
      return createLicensingService({ side, cluster, seats, now, log });
    case 'cti':
      return createCtiServer({ side, cluster: cluster(), peripheral, now, log });
    case 'sip':
      return createSipService(side, centre);
  }
}

/** An edge that takes its registrations with it when it ends; dialogs are kept by the pair, media by its own server. */
function createSipService(side: Side, centre: ContactCentre): SocketService {
  const { edges, mediaUnit, dialogs, peripheral, logs } = centre;
  const log = logs.logFor(`sip-${side.toLowerCase()}`);
  const life = edges.connect(side);
  const edge = createSipEdge({
    side,
    domain: centre.scenario.cluster.sipDomain,
    credentials: (user) => {
      const password = centre.scenario.sipPasswords.get(user);
      return password === undefined ? null : { type: 'password', password };
    },
    media: mediaUnit.media,
    switchLink: life.link,
    dialogs,
    log: (level, text, fields) => {
      if (level !== 'debug') log[level](text, fields);
    },
    timers: systemTimers,
  });
  return {
    accept: (link) => edge.accept(link),
    dispose() {
      life.end();
      edge.dispose();
      peripheral.edgeLost(side);
    },
  };
}

function addressPairs(hosts: readonly ServerHost[]): Readonly<Record<ServerKind, ServerPair>> {
  const at = (kind: ServerKind, side: Side): string =>
    hosts.find(({ name }) => name === `${kind}-${side.toLowerCase()}`)?.status().address ?? '';
  const pair = (kind: ServerKind): ServerPair => ({ a: at(kind, 'A'), b: at(kind, 'B') });
  return {
    configuration: pair('configuration'),
    licensing: pair('licensing'),
    cti: pair('cti'),
    sip: pair('sip'),
  };
}

/** The tier as the control API has it. */
function controlled(
  centre: ContactCentre,
  hosts: readonly ServerHost[],
  configuration: ConfigurationStore,
  pairs: Readonly<Record<ServerKind, ServerPair>>,
  library: ReturnType<typeof createScenarioLibrary>,
): ControlledTier {
  const { clock, peripheral, seats, mediaUnit, logs } = centre;
  const servers = [...hosts, mediaUnit.unit];
  const events = createEventLog();
  peripheral.onEvent(({ number: _, ...event }) => events.add(event));
  for (const server of servers) {
    server.onChange(({ state, slowedByMs, muteTo }) =>
      events.add({
        at: clock.now(),
        type: 'server',
        server: server.name,
        detail: { state, slowedByMs, muteTo: muteTo.join(' ') || null },
      }),
    );
  }
  seats.onChange(({ change, seat: { agentId, desk, side } }) =>
    events.add({
      at: clock.now(),
      type: 'licence',
      agentId,
      server: `licensing-${side.toLowerCase()}`,
      detail: { change, desk, inUse: seats.inUse(), seats: seats.plan().seats },
    }),
  );
  configuration.onChange(({ revision }) =>
    events.add({ at: clock.now(), type: 'configuration', detail: { revision } }),
  );
  const beginAnew = async (next: Scenario): Promise<void> => {
    const before = centre.scenario.cluster;
    centre.scenario = next;
    clock.release();
    seats.reset(next.licences);
    peripheral.reset(next.plan);
    const isOtherCluster = before.id !== next.cluster.id || before.sipDomain !== next.cluster.sipDomain;
    if (isOtherCluster) await Promise.all(hosts.map((server) => server.stop()));
    await Promise.all(servers.map((server) => server.recover()));
    configuration.replace(configurationOf(next, pairs));
    events.add({ at: clock.now(), type: 'scenario', detail: { name: next.name } });
  };
  return {
    servers,
    switchControl: peripheral,
    clock,
    configuration,
    licences: seats,
    events,
    logs,
    scenario: () => centre.scenario,
    scenarioNames: () => library.names(),
    async loadScenario(source) {
      const read = 'name' in source ? await library.load(source.name) : library.read(source.yaml);
      if (read.ok) await beginAnew(read.value);
      return read;
    },
    reset: () => beginAnew(centre.scenario),
  };
}

/** Whether this file was started, and not imported: by Node, as a child of Node, or in Electron's utility process. */
function isStarted(): boolean {
  const [, entry] = process.argv;
  return entry !== undefined && existsSync(entry) && realpathSync(entry) === import.meta.filename;
}

if (isStarted()) {
  const parent = processParent();
  process.exitCode = await runTier({
    args: process.argv.slice(2),
    environment: process.env,
    out: (text) => process.stdout.write(text),
    errors: (text) => process.stderr.write(text),
    parent,
    interrupted: untilInterrupted(),
    startTier,
  });
  parent?.leave();
}
