import type { AgentSnapshot, AgentState, ChoosableState } from '../../../contract/cti/agent.ts';
import type { SystemStatus } from '../../../contract/cti/answers.ts';
import type { Call, CallEnd, CallSegment, CustomerFile } from '../../../contract/cti/call.ts';
import type { FailureConf } from '../../../contract/wire/common.ts';
import type { EdgeSide } from '../../links/device-control.ts';
import type { MixParty, Voice } from '../../links/media-control.ts';
import type {
  AgentRecord,
  DeviceRecord,
  FarEnd,
  OutgoingWrapUp,
  RingbackPlan,
  SkillGroupRecord,
} from '../../links/switch-control.ts';
import type { Pages } from '../../tables/pages.ts';
import type { EndedCalls } from './ended-calls.ts';

/** All that the switch knows: plain data, replaced and never changed. Instants are the contact centre's clock. */
export interface SwitchState {
  readonly peripheralId: number;
  readonly ringback: RingbackPlan;
  readonly outgoingWrapUp: OutgoingWrapUp;
  readonly desktopLostMs: number;
  /** The latest instant that was lived through: time never runs back, whatever the clock says. */
  readonly time: number;
  /** Nothing is due before then. It may be that nothing is due then either; infinite: nothing is. */
  readonly quietUntil: number;
  readonly status: SystemStatus;
  readonly groups: ReadonlyMap<number, SkillGroupRecord>;
  readonly farEnds: ReadonlyMap<string, FarEnd>;
  readonly agents: ReadonlyMap<string, Agent>;
  readonly devices: ReadonlyMap<string, Device>;
  readonly calls: ReadonlyMap<string, SwitchedCall>;
  readonly endedCalls: EndedCalls;
  /** Call ids waiting for each skill group, the head first. */
  readonly queues: ReadonlyMap<number, readonly string[]>;
  readonly sessions: ReadonlyMap<string, DeskSession>;
  readonly ids: { readonly prefix: string; readonly next: number };
}

export type PhoneKind = 'softphone' | 'hardphone';
export type IdleState = Extract<ChoosableState, { state: 'Ready' | 'NotReady' }>;

export interface Agent {
  readonly record: AgentRecord;
  readonly state: AgentState;
  readonly reasonCode: number | null;
  readonly since: number;
  readonly next: ChoosableState | null;
  /** Where he was before he was reserved or in a call: where he goes back to. */
  readonly before: IdleState;
  /** Wrap-up's limit after the calls of this busy stretch; null: it has none. */
  readonly wrapUpMs: number | null;
  /** Whether a call of this busy stretch was answered at both ends: without that there is nothing to wrap up. */
  readonly hasTalked: boolean;
  readonly wrapUpEndsAt: number | null;
  readonly device: string | null;
  readonly phone: PhoneKind;
  readonly loggedInAt: number | null;
  /** Whether he is logged in for calls of skill groups. */
  readonly withVoice: boolean;
  /** The connector has him busy with something else, and one thing at a time is his: no call is routed to him. */
  readonly isVoiceHeld: boolean;
  readonly desk: AgentDesk | null;
  /** Answers to the agent's last requests by desk and request id, oldest first: a repeat is answered from here. */
  readonly answered: Pages<string, RequestAnswer>;
  /** What his desk was told last. */
  readonly shown: AgentSnapshot | null;
}

/** The desk that has the agent, and whether it is there. */
export interface AgentDesk {
  readonly id: string;
  readonly name: string;
  readonly link:
    | { readonly status: 'connected'; readonly sessionId: string }
    | { readonly status: 'lost'; readonly at: number }
    /** Lost for so long that the agent was set Not Ready for it. */
    | { readonly status: 'given-up' };
}

export interface RequestConf {
  readonly type: 'RequestConf';
  readonly id: string;
  readonly callId?: string;
}
export type RequestAnswer = RequestConf | Readonly<FailureConf>;

/** One desk's connection through one CTI server, filtered to one agent. */
export interface DeskSession {
  readonly sessionId: string;
  readonly side: EdgeSide;
  readonly agentId: string;
  readonly desk: { readonly id: string; readonly name: string };
  /** Whether the agent's password was given here: only then are his notes taken. */
  readonly isAuthenticated: boolean;
}

export interface Device {
  readonly record: DeviceRecord;
  /** The SIP edges it is registered with, the most recent first. */
  readonly registrations: readonly EdgeSide[];
  readonly unregisteredAt: number;
  /** The agent who is logged in on it. */
  readonly user: { readonly agentId: string; readonly since: number } | null;
}

export interface FarEndLeg {
  readonly kind: 'far-end';
  readonly voice: Voice;
  /** When it answers by itself; null: it has, or never does. */
  readonly answersAt: number | null;
}

export interface DeviceLeg {
  readonly kind: PhoneKind;
  readonly device: string;
  readonly agentId: string | null;
  /** The call's id as the device knows it (`X-Switchhook-Call`): it stays when the leg moves to another call. */
  readonly callRef: string;
  /** The edge that has the leg; null: none, or the edge is gone. */
  readonly edge: EdgeSide | null;
  /** `auto-answer`: third-party call control calls the agent's own device first. `dialled`: the device called by SIP. */
  readonly origin: 'offered' | 'auto-answer' | 'dialled';
  readonly isHeldByPhone: boolean;
  /** By third-party control: a consultation, or a hardphone's hold. */
  readonly isHeldBySwitch: boolean;
  /** The leg that is to take this one's place, for the device has lost it; null: none is under way. */
  readonly redelivery: Redelivery | null;
}

/** A standing call on its way to its device a second time. */
export interface Redelivery {
  readonly legId: string;
  readonly edge: EdgeSide;
}

export interface CallParty {
  /** Stable while he is in the call; the leg may be replaced when a device moves to another edge. */
  readonly partyId: string;
  readonly legId: string;
  readonly number: string;
  readonly name: string;
  readonly role: 'customer' | 'agent' | 'other';
  readonly state: 'Initiated' | 'Alerting' | 'Connected' | 'Cleared';
  readonly end: FarEndLeg | DeviceLeg;
}
export type DeviceParty = CallParty & { readonly end: DeviceLeg };

/** How far the call is on its way to an agent of a skill group. */
export type Routing =
  | { readonly step: 'none' }
  | { readonly step: 'menu'; readonly groupId: number; readonly until: number }
  | { readonly step: 'queued'; readonly groupId: number; readonly since: number }
  | {
      readonly step: 'offered';
      readonly groupId: number;
      /** When it was queued: kept through redirections. */
      readonly since: number;
      readonly partyId: string;
      readonly noAnswerAt: number;
    };

export interface SwitchedCall {
  readonly callId: string;
  readonly caller: { readonly number: string; readonly name: string };
  readonly dialled: string;
  /** A consultation belongs to a first call, and to the agent who began it. */
  readonly consult: { readonly of: string; readonly by: string } | null;
  readonly skillGroup: number | null;
  readonly variables: Readonly<Record<string, string>>;
  readonly customer: CustomerFile | null;
  readonly parties: readonly CallParty[];
  readonly routing: Routing;
  /** The caller's way so far, for the line of the next agent. */
  readonly history: readonly CallSegment[];
  readonly views: ReadonlyMap<string, CallView>;
  readonly wrapUp: readonly WrapUpEntry[];
  readonly endedAt: number | null;
  /** What media was told last. */
  readonly mixed: readonly MixParty[];
}

/** The call as one agent lives it. */
export interface CallView {
  readonly agentId: string;
  readonly callRef: string;
  readonly direction: 'inbound' | 'outbound';
  readonly dialled: string;
  readonly offeredAt: number;
  readonly answeredAt: number | null;
  readonly segments: readonly CallSegment[];
  readonly endedAt: number | null;
  readonly end: CallEnd | null;
  /** What his desk was told last; after the end this stays. */
  readonly shown: Call | null;
}

export interface WrapUpEntry {
  readonly requestId: string;
  readonly agentId: string;
  readonly disposition: number | null;
  readonly notes: string;
  readonly at: number;
}
