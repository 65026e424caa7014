import type { ChannelSessions } from '../../contract/sessions/channel-sessions.ts';
import type { ChatMessage, Interaction } from '../../contract/sessions/interaction.ts';
import type { DomainState } from '../../contract/sessions/media-routing-domain.ts';

// What the control API tells of chats and action items.

/** A chat or an action item as the contact centre has it. */
export interface RoutedInteraction {
  readonly interactionId: string;
  readonly channel: Interaction['channel'];
  readonly subject: string;
  readonly customerName: string;
  readonly to: { readonly skillGroup: string } | { readonly agentId: string };
  readonly phase: 'queued' | Interaction['phase'];
  readonly agentId: string | null;
  /** It is offered, and the desk is not told of it. */
  readonly isHidden: boolean;
  /** How often it was offered, and how often of these it rang out. */
  readonly tries: number;
  readonly ronas: number;
  readonly gaveUp: 'RONA' | 'REJECT' | 'REROUTE' | 'RESTART' | 'TIMEOUT' | null;
  /** As its agent's desk is told of it. */
  readonly view: Interaction | null;
  readonly transcript: readonly ChatMessage[];
  /** What agents wrote about it. */
  readonly completed: readonly {
    readonly agentId: string;
    readonly disposition: number | null;
    readonly notes: string;
    readonly at: number;
  }[];
}

/** An agent's communication session as the connector has it: what his desk shows should be equal. */
export interface AgentSessions {
  readonly agentId: string;
  readonly desk: { readonly id: string; readonly name: string };
  readonly channels: ChannelSessions;
  readonly domains: readonly DomainState[];
  readonly interactions: readonly Interaction[];
}

/** A message between CTI server and MediaManager about an agent. */
export interface Exchanged {
  readonly number: number;
  readonly at: number;
  /** `AGENT_INTERRUPT_ADVISORY_EVENT`, with its number: 171. */
  readonly name: string;
  readonly code: number;
  readonly from: 'cti' | 'media-manager';
  readonly agentId: string;
  readonly interactionId: string | null;
  readonly domainId: number;
}
