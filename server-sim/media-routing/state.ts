import type { AgentState } from '../../contract/cti/agent.ts';
import type { ChannelSessions } from '../../contract/sessions/channel-sessions.ts';
import type { ChatMessage, InteractionEnd } from '../../contract/sessions/interaction.ts';
import type { DomainState } from '../../contract/sessions/media-routing-domain.ts';
import type { ContactPlan } from '../links/contact-plan.ts';
import type {
  Exchanged,
  InboundInteraction,
  PartnerStep,
  RoutedInteraction,
} from '../links/interaction-control.ts';
import type { Pages } from '../tables/pages.ts';

/** All that connector and media routing know: plain data, replaced and never changed. Instants are the contact centre's. */
export interface ContactState {
  readonly plan: ContactPlan;
  /** The latest instant that was lived through. */
  readonly time: number;
  /** Nothing is due before then. */
  readonly quietUntil: number;
  /** Those that are not over. */
  readonly interactions: ReadonlyMap<string, Routed>;
  readonly ended: Pages<string, Routed>;
  /** Agents as the switch has told of them. */
  readonly agents: ReadonlyMap<string, AgentAtSwitch>;
  /** Communication sessions by agent ID. */
  readonly sessions: ReadonlyMap<string, CommunicationSession>;
  /** Whose session a session manager's connection has: agent IDs by connection. */
  readonly connections: ReadonlyMap<string, string>;
  readonly exchange: readonly Exchanged[];
  readonly ids: { readonly prefix: string; readonly next: number };
  readonly exchanged: number;
}

export interface AgentAtSwitch {
  readonly state: AgentState;
  readonly reasonCode: number | null;
  /** Whether calls may be routed to him, in a call: after it. */
  readonly isVoiceReady: boolean;
  /** His calls, those that ring too, by the id that his device knows them by. */
  readonly calls: readonly string[];
}

/** An agent's communication session (seed 001: "worker session"): one, whatever session manager his desk is at. */
export interface CommunicationSession {
  readonly agentId: string;
  readonly desk: { readonly id: string; readonly name: string };
  readonly channels: ChannelSessions;
  readonly multiSession: boolean;
  /** Null: its desk is not there. */
  readonly connectionId: string | null;
  /** By domain, voice left out: the switch knows that one. */
  readonly readiness: ReadonlyMap<number, Readiness>;
  /** Requests that were carried out, by desk and id. */
  readonly answered: Pages<string, true>;
  /** What his desk was told last. */
  readonly shownDomains: readonly DomainState[];
  /** One interaction at a time in all: no call is routed to him while he has another. */
  readonly isVoiceHeld: boolean;
}

export interface Readiness {
  readonly isReady: boolean;
  readonly reasonCode: number | null;
  /** Since when he waits for something here: whoever waits longest is chosen. */
  readonly since: number;
  /** How often he has become ready: tells "ready again" where no time has passed. */
  readonly times: number;
}

/** A chat or an action item on its way through the contact centre. */
export interface Routed {
  readonly interactionId: string;
  /** In the order in which they came. */
  readonly number: number;
  readonly inbound: InboundInteraction;
  readonly skillGroup: { readonly id: number; readonly name: string } | null;
  readonly stage: Stage;
  /** Since when it has waited for an agent; kept while it is offered. */
  readonly waitingSince: number;
  readonly offeredAt: number;
  readonly answeredAt: number | null;
  readonly tries: number;
  readonly ronas: number;
  /** Who gave it back last. */
  readonly returned: { readonly agentId: string; readonly at: number; readonly times: number } | null;
  readonly transcript: readonly ChatMessage[];
  readonly partner: Partner;
  readonly isCustomerTyping: boolean;
  readonly gaveUp: RoutedInteraction['gaveUp'];
  /** Agents who have worked on it. */
  readonly handledBy: readonly string[];
  readonly completed: readonly (RoutedInteraction['completed'][number] & { readonly requestId: string })[];
}

export type Stage =
  | { readonly phase: 'queued' }
  /** Hidden: his desk is not told of it (CtiCheckMediaByDirectCall). */
  | {
      readonly phase: 'offered';
      readonly agentId: string;
      readonly noAnswerAt: number;
      readonly isHidden: boolean;
    }
  | { readonly phase: 'active' | 'interrupted'; readonly agentId: string }
  | {
      readonly phase: 'wrap-up';
      readonly agentId: string;
      readonly endsAt: number | null;
      readonly over: Over;
    }
  /** The agent who had it last; null: nobody. */
  | { readonly phase: 'ended'; readonly agentId: string | null; readonly over: Over };

export interface Over {
  readonly at: number;
  readonly end: InteractionEnd;
}

/** A simulated chat partner: what he does now, and what is still to come. */
export interface Partner {
  readonly now:
    | { readonly does: 'nothing' }
    | { readonly does: 'say'; readonly text: string; readonly until: number }
    | { readonly does: 'wait'; readonly until: number }
    | { readonly does: 'await'; readonly agentMessages: number };
  readonly next: readonly PartnerStep[];
}
