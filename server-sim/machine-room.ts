import type { ServerPair } from '../contract/servers/address-text.ts';
import type { ServerKind, Side } from '../contract/servers/server-kind.ts';
import type { ConfigurationStore } from './configuration-server/configuration-store.ts';
import type { LogBook } from './host/log-book.ts';
import type { ServerUnit } from './host/server-unit.ts';
import type { TlsIdentity } from './host/tls-identity.ts';
import type { Seats } from './licensing/seats.ts';
import type { ContactPlan } from './links/contact-plan.ts';
import type { EdgeLeg, SipEdges } from './links/device-control.ts';
import type { InteractionControl, InteractionNews } from './links/interaction-control.ts';
import type { MediaLeg } from './links/media-control.ts';
import type { Distant, SwitchControl, SwitchEvent } from './links/switch-control.ts';
import type { Scenario } from './scenarios/scenario.ts';

/** What the servers are put together from, in either way. */
export interface RoomOptions {
  readonly scenario: Scenario;
  /** What connector and media routing begin with in a scenario. */
  readonly contactPlan: (scenario: Scenario) => ContactPlan;
  readonly sipEdges: SipEdges;
  readonly host: string;
  /** 0: free ports. */
  readonly basePort: number;
  /** What the servers that desks connect to show of themselves by TLS; null: they do not speak it. */
  readonly tls: TlsIdentity | null;
  readonly logs: LogBook;
  /** What a server's own process runs, where each has one. */
  readonly entry: string;
  /** A server is ready: its name and where it listens. */
  readonly onReady: (name: string, address: string) => void;
  /** The tier cannot go on: what it is that is gone, and why. */
  readonly onLost: (error: Error) => void;
}

/** The contact centre's clock, which may be another process's. */
export interface RoomClock {
  now(): number;
  isHeld(): boolean;
  hold(): void | Promise<void>;
  release(): void | Promise<void>;
  advance(milliseconds: number): void | Promise<void>;
}

/** A process of the tier, for whoever measures it. */
export interface RoomProcess {
  readonly name: string;
  readonly pid: number;
  /** What is resident, MiB; null where it cannot be asked. */
  readonly memoryMiB: number | null;
}

/**
 * All servers of a contact centre, put together: in one process, or each in its own. The servers are the same modules
 * with the same interfaces between them, and do not know which it is.
 */
export interface MachineRoom {
  /** In the order in which they are shown. */
  readonly servers: readonly ServerUnit[];
  readonly pairs: Readonly<Record<ServerKind, ServerPair>>;
  readonly switchControl: Distant<Omit<SwitchControl, 'onEvent'>>;
  readonly onSwitchEvent: (listener: (event: SwitchEvent) => void) => void;
  /** Connector and media routing, behind both session managers. */
  readonly interactions: Distant<Omit<InteractionControl, 'onNews'>>;
  readonly onInteractionNews: (listener: (news: InteractionNews) => void) => void;
  readonly clock: RoomClock;
  readonly configuration: ConfigurationStore;
  readonly seats: Seats;
  /** What an edge, or media, has in hand; null where it cannot be asked. */
  edgeLegs(side: Side): Promise<readonly EdgeLeg[] | null>;
  mediaLegs(): Promise<readonly MediaLeg[] | null>;
  /** Whatever happened at the switch before is told when this resolves. */
  caughtUp(): Promise<void>;
  processes(): Promise<readonly RoomProcess[]>;
  /** From now on the servers work by this scenario; those that must, are stopped. */
  learn(next: Scenario, sipEdges: SipEdges): Promise<void>;
  close(): Promise<void>;
}
