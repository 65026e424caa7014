import type { Result } from '../../contract/result.ts';
import type { ConfigurationStore } from '../configuration-server/configuration-store.ts';
import type { LogBook } from '../host/log-book.ts';
import type { ServerUnit } from '../host/server-unit.ts';
import type { Seats } from '../licensing/seats.ts';
import type { SwitchControl } from '../links/switch-control.ts';
import type { ScenarioFailure } from '../scenarios/read-scenario.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { ControlledClock } from './clock.ts';
import type { EventLog } from './event-log.ts';

/** The tier as QA handles it: what the control API is made of. */
export interface ControlledTier {
  /** In the order in which they are shown. */
  readonly servers: readonly ServerUnit[];
  readonly switchControl: SwitchControl;
  readonly clock: ControlledClock;
  readonly configuration: ConfigurationStore;
  readonly licences: Pick<Seats, 'list' | 'plan' | 'inUse'>;
  readonly events: EventLog;
  readonly logs: Pick<LogBook, 'lines'>;
  scenario(): Scenario;
  scenarioNames(): Promise<readonly string[]>;
  /** Starts the contact centre anew from another scenario; a wrong one changes nothing. */
  loadScenario(
    source: { readonly name: string } | { readonly yaml: string },
  ): Promise<Result<Scenario, ScenarioFailure>>;
  /** As it was after its start: every server up, no call, nobody logged in, the scenario's configuration. */
  reset(): Promise<void>;
}
