import type { DesktopSettings } from '../../contract/configuration/desktop-settings.ts';
import type { Configuration } from '../../contract/configuration/messages.ts';
import type { AgentLoginType } from '../../contract/login-string/parts.ts';
import type { ServerPair } from '../../contract/servers/address-text.ts';
import type { ServerKind } from '../../contract/servers/server-kind.ts';
import type { ClusterSettings } from '../configuration-server/configuration-store.ts';
import type { SeatPlan } from '../licensing/seats.ts';
import type { SipEdges } from '../links/device-control.ts';
import type { Voice } from '../links/media-control.ts';
import type { InboundCall, SwitchPlan } from '../links/switch-control.ts';
import type { ContactSetup } from './contact-setup.ts';
import { customerFileAt, type UndatedCustomerFile } from './customer-files.ts';

/** A contact centre as QA describes it: whatever the tier's servers know when they start. */
export interface Scenario {
  readonly name: string;
  readonly cluster: { readonly id: string; readonly name: string; readonly sipDomain: string };
  /** How long a server lets a client be silent, milliseconds; 0: for ever. */
  readonly idleTimeoutMs: number;
  readonly plan: SwitchPlan;
  /** Of each device, for digest authentication. */
  readonly sipPasswords: ReadonlyMap<string, string>;
  readonly licences: SeatPlan;
  readonly sipEdges: SipEdges;
  readonly callers: readonly Caller[];
  readonly contact: ContactSetup;
  readonly desktop: DesktopSettings;
  /** The user of the operating system that an agent works as, by agent ID, where one was set up. */
  readonly systemUsers: ReadonlyMap<string, string>;
  readonly profiles: readonly {
    readonly name: string;
    readonly site: string;
    readonly agentLoginType: AgentLoginType;
    /** Chats and action items come to its agents. */
    readonly hasSessions: boolean;
    readonly multiSession: boolean;
  }[];
}

/** Somebody who calls, with what the CRM knows of him. */
export interface Caller {
  readonly name: string;
  /** Digits alone, as it is dialled. */
  readonly number: string;
  /** The number he dials: a skill group's, or a device's. */
  readonly calls: string;
  readonly menuMs: number;
  readonly voice: Voice;
  readonly variables: Readonly<Record<string, string>>;
  readonly customer: UndatedCustomerFile | null;
}

/** What the cluster tells desks of itself, its servers listening at these addresses. */
export function settingsOf(
  { cluster, plan, profiles, desktop, systemUsers }: Scenario,
  addresses: Readonly<Record<ServerKind, ServerPair>>,
): Omit<ClusterSettings, 'configuration'> & { readonly configuration: Omit<Configuration, 'revision'> } {
  const configuration = {
    configurationServers: addresses.configuration,
    cluster: { id: cluster.id, name: cluster.name },
    profiles: profiles.map(({ name, site, agentLoginType, hasSessions, multiSession }) => ({
      name,
      site,
      peripheralId: plan.peripheralId,
      cti: addresses.cti,
      licensing: addresses.licensing,
      sip: { ...addresses.sip, domain: cluster.sipDomain },
      agentLoginType,
      sessions: hasSessions ? addresses.sessions : null,
      multiSession,
    })),
    desktop,
  };
  const agents = plan.agents.map(({ agentId, name, password }) => {
    return { agentId, name, password, systemUser: systemUsers.get(agentId) ?? null };
  });
  return { configuration, agents };
}

/** A caller by his name, whatever the case of its letters. */
export function callerNamed(scenario: Scenario, name: string): Caller | null {
  const wanted = name.trim().toLowerCase();
  return scenario.callers.find((caller) => caller.name.toLowerCase() === wanted) ?? null;
}

/** The call that a caller makes at this time. */
export function callOf(caller: Caller, now: number): InboundCall {
  const { name, number, calls, menuMs, voice, variables, customer } = caller;
  return {
    from: { name, number },
    to: calls,
    variables,
    voice,
    menuMs,
    customer: customerFileAt(name, customer, now),
  };
}
