import { randomUUID } from 'node:crypto';
import { isIPv4 } from 'node:net';
import { configurationRequest } from '../contract/configuration/messages.ts';
import { ctiRequest } from '../contract/cti/requests.ts';
import { licensingRequest } from '../contract/licensing/messages.ts';
import type { ServerKind, Side } from '../contract/servers/server-kind.ts';
import { sessionsRequest } from '../contract/sessions/requests.ts';
import { subprotocol } from '../contract/wire/subprotocol.ts';
import { createConfigurationService } from './configuration-server/configuration-service.ts';
import {
  type ConfigurationStore,
  createConfigurationStore,
} from './configuration-server/configuration-store.ts';
import { type Connector, createConnector } from './connector/connector.ts';
import { followSwitch } from './connector/follow-switch.ts';
import { type ControlledClock, createContactCentreClock, steadyNow } from './control/clock.ts';
import { createCtiServer } from './cti-server/cti-server.ts';
import { ctiMisbehaviours } from './cti-server/misbehaviour.ts';
import type { SocketService } from './host/client-link.ts';
import { createEdgeRouter, edgeSwitchOf } from './host/edge-router.ts';
import { phoneWindowOnly } from './host/handshake.ts';
import { createMediaUnit, type MediaUnit } from './host/media-unit.ts';
import { jsonNames, type MessageNames, sipNames } from './host/message-names.ts';
import { createServerHost, type ServerHost } from './host/server-host.ts';
import { createLicensingService } from './licensing/licensing-service.ts';
import { createSeats, type Seats } from './licensing/seats.ts';
import type { EdgeSwitch, SipEdges } from './links/device-control.ts';
import type { MachineRoom, RoomOptions } from './machine-room.ts';
import { createMediaServer } from './media/index.ts';
import { createPeripheral, type Peripheral } from './peripheral/create-peripheral.ts';
import { type Scenario, settingsOf } from './scenarios/scenario.ts';
import { addressPairs, isOtherCluster, type ServerPlace, serverPlaces } from './server-places.ts';
import { createSessionManager } from './session-manager/session-manager.ts';
import { createDialogStore, type DialogStore } from './sip/b2bua/dialog-store.ts';
import { sipMisbehaviours } from './sip/misbehaviour.ts';
import { createSipService, type SipService } from './sip/sip-service.ts';

/** What the servers of one contact centre share, as their real counterparts do. */
interface ContactCentre {
  scenario: Scenario;
  sipEdges: SipEdges;
  readonly options: RoomOptions;
  readonly clock: ControlledClock;
  readonly peripheral: Peripheral;
  readonly connector: Connector;
  readonly edges: EdgeSwitch;
  /** Used where the edges share their dialogs. */
  readonly dialogs: DialogStore;
  readonly sipServices: Map<Side, SipService>;
  readonly seats: Seats;
  readonly mediaUnit: MediaUnit;
}

/** Starts all servers in this process: quick, and what a kill leaves behind is what a killed process would. */
export async function startOneProcess(options: RoomOptions): Promise<MachineRoom> {
  const centre = createContactCentre(options);
  const hosts = serverPlaces(options.basePort).map((place) => createHost(place, centre, () => configuration));
  let configuration: ConfigurationStore;
  const close = async (): Promise<void> => {
    await Promise.all(hosts.map((server) => server.stop()));
    centre.connector.dispose();
    centre.peripheral.dispose();
    centre.clock.close();
    centre.seats.reset({ seats: 0, graceMs: 0 });
    await centre.mediaUnit.unit.stop();
  };
  try {
    for (const server of hosts) await server.claim();
    const pairs = addressPairs((name) => hosts.find((host) => host.name === name)?.status().address ?? null);
    configuration = createConfigurationStore(settingsOf(options.scenario, pairs));
    await centre.mediaUnit.unit.start();
    for (const server of hosts) {
      await server.start();
      options.onReady(server.name, server.status().address ?? '');
    }
    return roomOf(centre, hosts, { configuration, pairs, close });
  } catch (error) {
    await close();
    throw error;
  }
}

function roomOf(
  centre: ContactCentre,
  hosts: readonly ServerHost[],
  made: Pick<MachineRoom, 'configuration' | 'pairs' | 'close'>,
): MachineRoom {
  const { clock, peripheral, connector, seats, mediaUnit, sipServices } = centre;
  return {
    ...made,
    servers: [...hosts, mediaUnit.unit],
    switchControl: peripheral,
    onSwitchEvent: (listener) => void peripheral.onEvent(listener),
    interactions: connector,
    onInteractionNews: (listener) => void connector.onNews(listener),
    clock,
    seats,
    edgeLegs: async (side) => {
      const edge = hosts.find(({ name }) => name === `sip-${side.toLowerCase()}`);
      return edge?.status().state === 'frozen' ? null : (sipServices.get(side)?.legs() ?? []);
    },
    mediaLegs: async () => (mediaUnit.unit.status().state === 'frozen' ? null : mediaUnit.media.legs()),
    caughtUp: async () => undefined,
    processes: async () => [
      { name: 'tier', pid: process.pid, memoryMiB: process.memoryUsage.rss() / 1_048_576 },
    ],
    async learn(next, sipEdges) {
      const isStopped = isOtherCluster(centre.scenario, next) || centre.sipEdges !== sipEdges;
      centre.scenario = next;
      centre.sipEdges = sipEdges;
      if (isStopped) await Promise.all(hosts.map((server) => server.stop()));
    },
  };
}

function createContactCentre(options: RoomOptions): ContactCentre {
  const { scenario, sipEdges, logs, host } = options;
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
  const router = createEdgeRouter((report) => peripheral.deviceReport(report));
  const peripheral = createPeripheral({
    plan: scenario.plan,
    clock,
    media: mediaUnit.media,
    orders: (order, edge) => router.order(order, edge),
    log,
    newId: () => randomUUID().slice(0, 8),
  });
  const connectorLog = logs.logFor('connector');
  const connector = createConnector({
    plan: options.contactPlan(scenario),
    clock,
    theSwitch: followSwitch(peripheral, connectorLog),
    log: connectorLog,
    newId: () => randomUUID().slice(0, 8),
  });
  return {
    scenario,
    sipEdges,
    options,
    clock,
    peripheral,
    connector,
    edges: edgeSwitchOf(router, peripheral),
    dialogs: createDialogStore(),
    sipServices: new Map(),
    seats: createSeats(scenario.licences, Date.now),
    mediaUnit,
  };
}

const messages: Readonly<Record<ServerKind, MessageNames>> = {
  configuration: jsonNames(configurationRequest.options),
  licensing: jsonNames(licensingRequest.options),
  cti: jsonNames(ctiRequest.options),
  sip: sipNames,
  sessions: jsonNames(sessionsRequest.options),
};

function createHost(
  { name, kind, side, port }: ServerPlace,
  centre: ContactCentre,
  configuration: () => ConfigurationStore,
): ServerHost {
  const { host, tls, logs } = centre.options;
  return createServerHost({
    name,
    kind,
    side,
    host,
    port,
    tls,
    subprotocol: subprotocol[kind],
    messages: messages[kind],
    idleTimeoutMs: () => centre.scenario.idleTimeoutMs,
    create: (does) => createService({ kind, side, does }, centre, configuration()),
    log: logs.logFor(name),
    // SIP alone is spoken by a page, and may come as binary (RFC 7118).
    ...(kind === 'sip' && { isOriginAllowed: phoneWindowOnly, binary: 'as-text' }),
    misbehaviours: kind === 'cti' ? ctiMisbehaviours : kind === 'sip' ? sipMisbehaviours : [],
  });
}

function createService(
  { kind, side, does }: { kind: ServerKind; side: Side; does: (misbehaviour: string) => boolean },
  centre: ContactCentre,
  store: ConfigurationStore,
): SocketService {
  const { clock, peripheral, seats, options } = centre;
  const log = options.logs.logFor(`${kind}-${side.toLowerCase()}`);
  const now = (): number => clock.now();
  const cluster = (): string => centre.scenario.cluster.id;
  switch (kind) {
    case 'configuration':
      return createConfigurationService({ side, store, now, log });
    case 'licensing':
      return createLicensingService({ side, cluster, seats, now, log });
    case 'sessions':
      return createSessionManager({ side, cluster, connector: centre.connector, now, log });
    case 'cti':
      return createCtiServer({ side, cluster: cluster(), peripheral, now, log, does });
    case 'sip': {
      const service = createSipService({
        side,
        domain: centre.scenario.cluster.sipDomain,
        passwordOf: (device) => centre.scenario.sipPasswords.get(device),
        media: centre.mediaUnit.media,
        edges: centre.edges,
        // Dialogs that are not shared are gone with the edge.
        dialogs: centre.sipEdges === 'shared' ? centre.dialogs : createDialogStore(),
        log,
        does,
      });
      centre.sipServices.set(side, service);
      return service;
    }
  }
}
