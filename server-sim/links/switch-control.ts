import type { AgentSnapshot } from '../../contract/cti/agent.ts';
import type { SystemStatus } from '../../contract/cti/answers.ts';
import type { Call, CustomerFile } from '../../contract/cti/call.ts';
import type { Heard, Voice } from './media-control.ts';

/** What a simulated outside party does when the switch calls its number. */
export interface FarEnd {
  readonly number: string;
  readonly name: string;
  /** `busy`, `unreachable` and `never` end or ring without an answer; a number is milliseconds of ringing. */
  readonly answers: number | 'busy' | 'unreachable' | 'never';
  readonly voice: Voice;
}

/** An agent, a device, a skill group as a scenario sets them up. */
export interface AgentRecord {
  readonly agentId: string;
  readonly name: string;
  readonly password: string;
  readonly skillGroups: readonly number[];
}
export interface DeviceRecord {
  readonly device: string;
  /** For SIP digest; the switch hands it to the desk that logged in on the device. */
  readonly sipPassword: string;
}
export interface SkillGroupRecord {
  readonly id: number;
  readonly name: string;
  /** The number callers dial to reach its queue. */
  readonly number: string;
  /** How long a call rings at an agent before RONA, milliseconds. */
  readonly noAnswerMs: number;
  /** Wrap-up's limit, milliseconds; 0: no wrap-up. */
  readonly wrapUpMs: number;
}

/** Whose ringing tone an agent hears while the number he dialled rings (ITU-T E.180). */
export type RingbackPlan = 'european' | 'north-american';

/** Wrap-up after calls that agents dial (ICM's agent desk settings: WrapupDataOutgoingMode, WorkModeTimer). */
export interface OutgoingWrapUp {
  /** `required`: after each that was answered; `optional`: where the agent chooses it in the call. */
  readonly mode: 'required' | 'optional' | 'not-allowed';
  /** Its limit, milliseconds; null: it lasts until the agent ends it. */
  readonly limitMs: number | null;
}

export interface SwitchPlan {
  readonly peripheralId: number;
  readonly ringback: RingbackPlan;
  readonly outgoingWrapUp: OutgoingWrapUp;
  readonly agents: readonly AgentRecord[];
  readonly devices: readonly DeviceRecord[];
  readonly skillGroups: readonly SkillGroupRecord[];
  readonly farEnds: readonly FarEnd[];
  /** How long an agent may be without a desk before 50002, milliseconds. */
  readonly desktopLostMs: number;
}

export interface InboundCall {
  readonly from: { readonly number: string; readonly name: string };
  /** A skill group's number, or a device's for a direct call. */
  readonly to: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly customer: CustomerFile | null;
  readonly voice: Voice;
  /** Time spent in a menu before the queue, for the line of the call; milliseconds. */
  readonly menuMs: number;
}

/** A call as the switch sees it, with every party; what QA asks about. */
export interface SwitchCall {
  readonly callId: string;
  readonly phase: 'queued' | 'offered' | 'connected' | 'ended';
  readonly parties: readonly {
    readonly legId: string;
    readonly device: string | null;
    readonly agentId: string | null;
    readonly number: string;
    readonly state: string;
  }[];
  /** The call as each agent in it sees it, by agent ID. */
  readonly views: Readonly<Record<string, Call>>;
  /** What agents wrote about it. */
  readonly wrapUp: readonly {
    readonly agentId: string;
    readonly disposition: number | null;
    readonly notes: string;
    readonly at: number;
  }[];
}

/** Everything that happened, in order; what QA waits for. `type` is stable. */
export interface SwitchEvent {
  readonly number: number;
  /** The contact centre's clock. */
  readonly at: number;
  readonly type:
    | 'agentState'
    | 'call'
    | 'deviceRegistered'
    | 'deviceUnregistered'
    | 'digit'
    | 'deskConnected'
    | 'deskLost'
    | 'request'
    | 'systemStatus';
  readonly agentId?: string;
  readonly callId?: string;
  readonly device?: string;
  /** What it is about, as plain data: the agent's state, the call event's name, the request's type… */
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

/** What the control API asks of the switch. Refusals are thrown as `ControlRefusal`. */
export interface SwitchControl {
  placeCall(call: InboundCall): { readonly callId: string };
  /** What the far end of a call does; `party` is its number where a call has several far ends. */
  farEndSpeaks(callId: string, voice: Voice, party: string | null): Promise<void>;
  farEndHangsUp(callId: string, party: string | null): void;
  farEndSendsDigits(callId: string, digits: string, party: string | null): Promise<void>;
  setFarEnd(farEnd: FarEnd): void;
  /** A supervisor's hand: sets the agent's state from outside. */
  setAgentState(agentId: string, state: 'Ready' | 'NotReady' | 'LoggedOut', reasonCode: number | null): void;
  setSystemStatus(status: Partial<SystemStatus>): void;
  /** Loses this share of the audio packets of the agent's leg of the call, both ways. */
  loseAudio(callId: string, agentId: string, share: number): Promise<void>;
  heard(
    callId: string,
    who: { readonly agentId: string } | { readonly number: string },
  ): Promise<Heard | null>;
  agents(): readonly AgentSnapshot[];
  calls(): readonly SwitchCall[];
  /** Ends every call, logs out every agent, and starts anew from the plan. */
  reset(plan: SwitchPlan): void;
  onEvent(listener: (event: SwitchEvent) => void): () => void;
}

/** A control request that cannot be carried out: names what and where, and what to do. */
export class ControlRefusal extends Error {}

/**
 * The contact centre's one clock: no-answer, wrap-up, queue, desktop loss. QA may hold it and advance it;
 * heartbeats, SIP timers and back-off stay real.
 */
export interface ContactCentreClock {
  now(): number;
  /** Calls back at that time of this clock; returns how to take it back. */
  at(time: number, callback: () => void): () => void;
  hold(): void;
  release(): void;
  advance(milliseconds: number): void;
}
