import type { Result } from '../../contract/result.ts';
import type { Side } from '../../contract/servers/server-kind.ts';
import type { ConfigurationStore } from '../configuration-server/configuration-store.ts';
import type { LogBook } from '../host/log-book.ts';
import type { ServerUnit } from '../host/server-unit.ts';
import type { Seats } from '../licensing/seats.ts';
import type { EdgeLeg, SipEdges } from '../links/device-control.ts';
import type { InteractionControl } from '../links/interaction-control.ts';
import type { MediaLeg } from '../links/media-control.ts';
import type { Distant, SwitchControl } from '../links/switch-control.ts';
import type { RoomClock, RoomProcess } from '../machine-room.ts';
import type { ScenarioFailure } from '../scenarios/read-scenario.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { EventLog } from './event-log.ts';

/** The tier as QA handles it: what the control API is made of. */
export interface ControlledTier {
  /** In the order in which they are shown. */
  readonly servers: readonly ServerUnit[];
  readonly switchControl: Distant<Omit<SwitchControl, 'onEvent'>>;
  readonly interactions: Distant<Omit<InteractionControl, 'onNews' | 'reset'>>;
  readonly clock: RoomClock;
  readonly configuration: ConfigurationStore;
  readonly licences: Pick<Seats, 'list' | 'plan' | 'inUse'>;
  readonly events: EventLog;
  readonly logs: Pick<LogBook, 'lines'>;
  /** What an edge, or media, has in hand; null where it cannot be asked. */
  edgeLegs(side: Side): Promise<readonly EdgeLeg[] | null>;
  mediaLegs(): Promise<readonly MediaLeg[] | null>;
  processes(): Promise<readonly RoomProcess[]>;
  /** Whatever has happened before, in whatever process, is among the events when this resolves. */
  caughtUp(): Promise<void>;
  sipEdges(): SipEdges;
  scenario(): Scenario;
  scenarioNames(): Promise<readonly string[]>;
  /** Starts the contact centre anew from another scenario; a wrong one changes nothing. */
  loadScenario(
    source: { readonly name: string } | { readonly yaml: string },
  ): Promise<Result<Scenario, ScenarioFailure>>;
  /** As it was after its start: every server up, no call, nobody logged in, the scenario's configuration. */
  reset(): Promise<void>;
}
