import type { LogBook } from '../host/log-book.ts';
import type { ContactPlan } from '../links/contact-plan.ts';
import type { SipEdges } from '../links/device-control.ts';
import type { MachineRoom } from '../machine-room.ts';
import { type Scenario, settingsOf } from '../scenarios/scenario.ts';
import type { ScenarioLibrary } from '../scenarios/scenario-library.ts';
import type { ControlledTier } from './control-tier.ts';
import { createEventLog, type EventLog } from './event-log.ts';

export interface ControlledTierOptions {
  readonly room: MachineRoom;
  readonly scenario: Scenario;
  /** What connector and media routing begin with in a scenario. */
  readonly contactPlan: (scenario: Scenario) => ContactPlan;
  /** What was asked for by name; null: as the scenario says. */
  readonly sipEdges: SipEdges | null;
  readonly library: ScenarioLibrary;
  readonly logs: LogBook;
}

/** The tier as the control API has it. */
export function createControlledTier(options: ControlledTierOptions): ControlledTier {
  const { room, library, logs } = options;
  const { clock, seats, configuration, pairs, servers, switchControl, interactions } = room;
  const events = createEventLog();
  recordEvents(room, events);
  let scenario = options.scenario;
  const edgesOf = (one: Scenario): SipEdges => options.sipEdges ?? one.sipEdges;
  const beginAnew = async (next: Scenario): Promise<void> => {
    scenario = next;
    await clock.release();
    seats.reset(next.licences);
    await switchControl.reset(next.plan);
    await interactions.reset(options.contactPlan(next));
    await room.learn(next, edgesOf(next));
    await Promise.all(servers.map((server) => server.recover()));
    configuration.replace(settingsOf(next, pairs));
    events.add({ at: clock.now(), type: 'scenario', detail: { name: next.name } });
  };
  return {
    servers,
    switchControl,
    interactions,
    clock,
    configuration,
    licences: seats,
    events,
    logs,
    edgeLegs: (side) => room.edgeLegs(side),
    mediaLegs: () => room.mediaLegs(),
    processes: () => room.processes(),
    caughtUp: () => room.caughtUp(),
    sipEdges: () => edgesOf(scenario),
    scenario: () => scenario,
    scenarioNames: () => library.names(),
    async loadScenario(source) {
      const read = 'name' in source ? await library.load(source.name) : library.read(source.yaml);
      if (read.ok) await beginAnew(read.value);
      return read;
    },
    reset: () => beginAnew(scenario),
  };
}

function recordEvents(room: MachineRoom, events: EventLog): void {
  const { servers, clock, seats, configuration } = room;
  room.onSwitchEvent(({ number: _, ...event }) => events.add(event));
  room.onInteractionNews((news) => events.add(news));
  for (const server of servers) {
    server.onChange(({ state, slowedByMs, muteTo, misbehaves }) =>
      events.add({
        at: clock.now(),
        type: 'server',
        server: server.name,
        detail: {
          state,
          slowedByMs,
          muteTo: muteTo.join(' ') || null,
          misbehaves: misbehaves.join(' ') || null,
        },
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
  configuration.onChange(({ configuration: { revision } }) =>
    events.add({ at: clock.now(), type: 'configuration', detail: { revision } }),
  );
}
