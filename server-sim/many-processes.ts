import type { ServerKind, Side } from '../contract/servers/server-kind.ts';
import {
  type ConfigurationStore,
  createConfigurationStore,
} from './configuration-server/configuration-store.ts';
import { steadyOrigin, steadySince } from './control/clock.ts';
import { createSeats, type Seats } from './licensing/seats.ts';
import type { SipEdges } from './links/device-control.ts';
import type { InteractionNews } from './links/interaction-control.ts';
import type { SwitchEvent } from './links/switch-control.ts';
import type { MachineRoom, RoomOptions, RoomProcess } from './machine-room.ts';
import { createProcessClock, type ProcessClock } from './processes/process-clock.ts';
import { createProcessUnit, type ProcessUnit } from './processes/process-unit.ts';
import { configurationProtocol, serveConfiguration } from './processes/protocols/configuration.ts';
import { createDialogHub, type DialogHub, dialogsProtocol } from './processes/protocols/dialogs.ts';
import { seatsProtocol, serveSeats } from './processes/protocols/seats.ts';
import type { ServerRole, Surroundings } from './processes/protocols/server.ts';
import type { ServerLife } from './processes/server-life.ts';
import { createServerProcesses, type ServerProcesses } from './processes/server-processes.ts';
import { type SwitchProcess, startSwitchProcess } from './processes/switch-process.ts';
import { type Scenario, settingsOf } from './scenarios/scenario.ts';
import { addressPairs, isOtherCluster, nameOf, type ServerPlace, serverPlaces } from './server-places.ts';
import { createDialogStore } from './sip/b2bua/dialog-store.ts';

/** Starts each server in a process of its own: a kill is a SIGKILL, a freeze a SIGSTOP. */
export async function startManyProcesses(options: RoomOptions): Promise<MachineRoom> {
  const room = new ProcessRoom(options);
  try {
    await room.start();
    return room;
  } catch (error) {
    await room.endAll();
    throw error;
  }
}

/**
 * The tier's side of its processes. What a pair shares and outlives its servers is here, where the database beside
 * them would be: the configuration, the seats, and the dialogs of edges that share them. The switch is shared too, and
 * is a server itself; legs are media's.
 */
class ProcessRoom implements MachineRoom {
  readonly seats: Seats;
  readonly clock: ProcessClock;
  readonly #options: RoomOptions;
  readonly #processes: ServerProcesses;
  readonly #hosted: readonly ProcessUnit[];
  readonly #media: ProcessUnit;
  readonly #dialogs: DialogHub;
  readonly #listeners: ((event: SwitchEvent) => void)[] = [];
  readonly #interactionListeners: ((news: InteractionNews) => void)[] = [];
  #scenario: Scenario;
  #sipEdges: SipEdges;
  #configuration: ConfigurationStore | null = null;
  #switch: SwitchProcess | null = null;
  #mediaPort: number | null = null;

  constructor(options: RoomOptions) {
    const { scenario, sipEdges, logs, entry, host, tls, basePort } = options;
    const originMs = steadyOrigin();
    this.#options = options;
    this.#scenario = scenario;
    this.#sipEdges = sipEdges;
    this.seats = createSeats(scenario.licences, Date.now);
    this.#dialogs = createDialogHub(createDialogStore(), logs.logFor('control'));
    this.clock = createProcessClock({
      realNow: steadySince(originMs),
      theSwitch: () => this.#theSwitch,
      setAll: (setting) => this.#askAll((life) => life.server.ask('setClock', setting)),
    });
    this.#processes = createServerProcesses({
      entry,
      host,
      tls,
      logs,
      originMs,
      clock: () => this.clock.setting(),
    });
    this.#hosted = serverPlaces(basePort).map((place) => this.#createHosted(place));
    this.#media = this.#createMedia();
  }

  get servers(): readonly ProcessUnit[] {
    return [...this.#hosted, this.#media];
  }

  get pairs(): MachineRoom['pairs'] {
    return addressPairs((name) => this.#hosted.find((unit) => unit.name === name)?.address() ?? null);
  }

  get switchControl(): MachineRoom['switchControl'] {
    return this.#theSwitch.control;
  }

  get interactions(): MachineRoom['interactions'] {
    return this.#theSwitch.interactions;
  }

  get configuration(): ConfigurationStore {
    if (!this.#configuration)
      throw new Error('The tier has no configuration before its servers have addresses');
    return this.#configuration;
  }

  async start(): Promise<void> {
    const { scenario, onReady, onLost, logs } = this.#options;
    const log = logs.logFor('control');
    const [theSwitch] = await Promise.all([
      startSwitchProcess({
        processes: this.#processes,
        happened: (event) => this.#happened(event),
        interactionHappened: (news) => this.#interactionHappened(news),
        onLost,
        log,
      }),
      ...this.servers.map((unit) => unit.claim()),
    ]);
    this.#switch = theSwitch;
    this.#configuration = createConfigurationStore(settingsOf(scenario, this.pairs));
    await this.#media.start();
    await theSwitch.life.server.ask('serve', this.#around('peripheral'));
    await Promise.all(this.#hosted.map((unit) => unit.start()));
    for (const unit of this.#hosted) onReady(unit.name, unit.address() ?? '');
  }

  onSwitchEvent(listener: (event: SwitchEvent) => void): void {
    this.#listeners.push(listener);
  }

  onInteractionNews(listener: (news: InteractionNews) => void): void {
    this.#interactionListeners.push(listener);
  }

  async edgeLegs(side: Side): ReturnType<MachineRoom['edgeLegs']> {
    const edge = this.#hosted.find(({ name }) => name === nameOf('sip', side));
    return edge ? legsOf(edge, ({ server }) => server.ask('edgeLegs', {})) : [];
  }

  mediaLegs(): ReturnType<MachineRoom['mediaLegs']> {
    return legsOf(this.#media, ({ server }) => server.ask('mediaLegs', {}));
  }

  caughtUp(): Promise<void> {
    return this.#theSwitch.catchUp();
  }

  async processes(): Promise<readonly RoomProcess[]> {
    const own = { name: 'control', pid: process.pid, memoryMiB: process.memoryUsage.rss() / 1_048_576 };
    const memoryOf = async (life: ServerLife, isAwake: boolean): Promise<number | null> =>
      isAwake ? life.server.ask('memory', {}).catch(() => null) : null;
    const others = this.#processes.living().map(async ({ name, life }): Promise<RoomProcess> => {
      const unit = this.servers.find((one) => one.name === name);
      return { name, pid: life.pid, memoryMiB: await memoryOf(life, unit?.awake() !== null) };
    });
    return [own, ...(await Promise.all(others))];
  }

  async learn(next: Scenario, sipEdges: SipEdges): Promise<void> {
    const isStopped = isOtherCluster(this.#scenario, next) || this.#sipEdges !== sipEdges;
    this.#scenario = next;
    this.#sipEdges = sipEdges;
    if (isStopped) await Promise.all(this.#hosted.map((unit) => unit.stop()));
    await this.#learnAll();
  }

  async close(): Promise<void> {
    await Promise.all(this.#hosted.map((unit) => unit.stop()));
    await Promise.all([this.#media.stop(), this.#switch?.stop()]);
    await this.endAll();
  }

  async endAll(): Promise<void> {
    this.seats.reset({ seats: 0, graceMs: 0 });
    await this.#processes.endAll();
  }

  get #theSwitch(): SwitchProcess {
    if (!this.#switch) throw new Error('The switch has not begun');
    return this.#switch;
  }

  #createHosted({ name, kind, side, port }: ServerPlace): ProcessUnit {
    const portOf = (address: string | null): number => (address ? Number(address.split(':').at(-1)) : port);
    const unit: ProcessUnit = createProcessUnit({
      name,
      kind,
      side,
      begin: (onChanged) =>
        this.#processes.begin(
          { name, role: kind, side, port: portOf(unit.address()) },
          onChanged,
          () => undefined,
        ),
      attach: (life) => this.#attach(kind, side, name, life),
      surroundings: () => this.#around(kind),
      onFrozen: (pid, isFrozen) => this.#processes.noteFrozen(pid, isFrozen),
      log: this.#options.logs.logFor(name),
    });
    return unit;
  }

  #createMedia(): ProcessUnit {
    const place = { name: 'media', role: 'media', side: null, port: 0 } as const;
    return createProcessUnit({
      name: 'media',
      kind: 'media',
      side: null,
      begin: (onChanged) => this.#processes.begin(place, onChanged, () => undefined),
      attach: () => undefined,
      surroundings: () => this.#around('media'),
      onLinkPort: async (port) => {
        this.#mediaPort = port;
        // Before they begin, the others are told with all the rest.
        if (this.#configuration) await this.#learnAll();
      },
      onFrozen: (pid, isFrozen) => this.#processes.noteFrozen(pid, isFrozen),
      log: this.#options.logs.logFor('media'),
    });
  }

  /** Opens what a server and its twin share. */
  #attach(kind: ServerKind, side: Side, name: string, life: ServerLife): void {
    const log = this.#options.logs.logFor('control');
    switch (kind) {
      case 'configuration':
        serveConfiguration(life.open(configurationProtocol.name), name, this.configuration, log);
        break;
      case 'licensing':
        serveSeats(life.open(seatsProtocol.name), name, side, this.seats, log);
        break;
      case 'sip':
        this.#dialogs.serve(life.open(dialogsProtocol.name), name);
        break;
      case 'cti':
      case 'sessions':
        break;
    }
  }

  #around(role: ServerRole): Surroundings {
    const { cluster, idleTimeoutMs, sipPasswords, plan } = this.#scenario;
    const sip = {
      domain: cluster.sipDomain,
      passwords: Object.fromEntries(sipPasswords),
      edges: this.#sipEdges,
    };
    return {
      cluster: cluster.id,
      idleTimeoutMs,
      sip: role === 'sip' ? sip : null,
      plan: role === 'peripheral' ? plan : null,
      contactPlan: role === 'peripheral' ? this.#options.contactPlan(this.#scenario) : null,
      switchPort: this.#switch?.port ?? null,
      mediaPort: this.#mediaPort,
    };
  }

  #learnAll(): Promise<void> {
    return this.#askAll((life, role) => life.server.ask('learn', this.#around(role)));
  }

  /** A server that is frozen does it when it goes on; one that dies has nothing to do any more. */
  async #askAll(ask: (life: ServerLife, role: ServerRole) => Promise<void>): Promise<void> {
    const asked = this.#processes.living().map(({ name, role, life }) => {
      const unit = this.servers.find((one) => one.name === name);
      const done = ask(life, role).catch((error: unknown) =>
        this.#options.logs.logFor('control').warn(`${name} was not told of a change`, { error }),
      );
      return unit && unit.awake() === null ? undefined : done;
    });
    await Promise.all(asked);
  }

  #happened(event: SwitchEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  #interactionHappened(news: InteractionNews): void {
    for (const listener of this.#interactionListeners) listener(news);
  }
}

/** None where it is down; null where it is frozen. */
async function legsOf<Leg>(
  unit: ProcessUnit,
  ask: (life: ServerLife) => Promise<readonly Leg[]>,
): Promise<readonly Leg[] | null> {
  const life = unit.life();
  if (!life) return [];
  return unit.awake() ? await ask(life) : null;
}
