import * as z from 'zod';
import { type AgentSnapshot, agentSnapshot } from '../../contract/cti/agent.ts';
import type { SystemStatus } from '../../contract/cti/answers.ts';
import { call, customerFile } from '../../contract/cti/call.ts';
import { edgeSide } from './device-control.ts';
import { eventDetail } from './event-detail.ts';
import { type Heard, type Listened, type Voice, voice } from './media-control.ts';
import { writtenNote } from './written-note.ts';

/** What a simulated outside party does when the switch calls its number. */
export const farEnd = z
  .object({
    number: z.string(),
    name: z.string(),
    /** `busy`, `unreachable` and `never` end or ring without an answer; a number is milliseconds of ringing. */
    answers: z.union([z.number(), z.enum(['busy', 'unreachable', 'never'])]),
    voice,
  })
  .readonly();
export type FarEnd = z.infer<typeof farEnd>;

/** An agent, a device, a skill group as a scenario sets them up. */
const agentRecord = z
  .object({
    agentId: z.string(),
    name: z.string(),
    password: z.string(),
    skillGroups: z.array(z.number()).readonly(),
  })
  .readonly();
export type AgentRecord = z.infer<typeof agentRecord>;
const deviceRecord = z
  .object({
    device: z.string(),
    /** For SIP digest; the switch hands it to the desk that logged in on the device. */
    sipPassword: z.string(),
  })
  .readonly();
export type DeviceRecord = z.infer<typeof deviceRecord>;
const skillGroupRecord = z
  .object({
    id: z.number(),
    name: z.string(),
    /** The number callers dial to reach its queue. */
    number: z.string(),
    /** How long a call rings at an agent before RONA, milliseconds. */
    noAnswerMs: z.number(),
    /** Wrap-up's limit, milliseconds; 0: no wrap-up. */
    wrapUpMs: z.number(),
  })
  .readonly();
export type SkillGroupRecord = z.infer<typeof skillGroupRecord>;

/** Whose ringing tone an agent hears while the number he dialled rings (ITU-T E.180). */
const ringbackPlan = z.enum(['european', 'north-american']);
export type RingbackPlan = z.infer<typeof ringbackPlan>;

/** Wrap-up after calls that agents dial (ICM's agent desk settings: WrapupDataOutgoingMode, WorkModeTimer). */
const outgoingWrapUp = z
  .object({
    /** `required`: after each that was answered; `optional`: where the agent chooses it in the call. */
    mode: z.enum(['required', 'optional', 'not-allowed']),
    /** Its limit, milliseconds; null: it lasts until the agent ends it. */
    limitMs: z.number().nullable(),
  })
  .readonly();
export type OutgoingWrapUp = z.infer<typeof outgoingWrapUp>;

export const switchPlan = z
  .object({
    peripheralId: z.number(),
    ringback: ringbackPlan,
    outgoingWrapUp,
    agents: z.array(agentRecord).readonly(),
    devices: z.array(deviceRecord).readonly(),
    skillGroups: z.array(skillGroupRecord).readonly(),
    farEnds: z.array(farEnd).readonly(),
    /** How long an agent may be without a desk before 50002, milliseconds. */
    desktopLostMs: z.number(),
  })
  .readonly();
export type SwitchPlan = z.infer<typeof switchPlan>;

export const inboundCall = z
  .object({
    from: z.object({ number: z.string(), name: z.string() }).readonly(),
    /** A skill group's number, or a device's for a direct call. */
    to: z.string(),
    variables: z.record(z.string(), z.string()).readonly(),
    customer: customerFile.nullable(),
    voice,
    /** Time spent in a menu before the queue, for the line of the call; milliseconds. */
    menuMs: z.number(),
  })
  .readonly();
export type InboundCall = z.infer<typeof inboundCall>;

/** A call as the switch sees it, with every party; what QA asks about. */
export const switchCall = z
  .object({
    callId: z.string(),
    phase: z.enum(['queued', 'offered', 'connected', 'ended']),
    parties: z
      .array(
        z
          .object({
            legId: z.string(),
            device: z.string().nullable(),
            agentId: z.string().nullable(),
            number: z.string(),
            state: z.string(),
          })
          .readonly(),
      )
      .readonly(),
    /** The call as each agent in it sees it, by agent ID. */
    views: z.record(z.string(), call).readonly(),
    /** What agents wrote about it. */
    wrapUp: z.array(writtenNote).readonly(),
  })
  .readonly();
export type SwitchCall = z.infer<typeof switchCall>;

/** Everything of an agent that his desk shows too, so that the two can be compared field by field. */
export const agentView = z
  .object({
    agent: agentSnapshot.readonly(),
    /** His calls that are not over, oldest first, each as his desk is told of it: what SnapshotCallsConf would say. */
    calls: z.array(call).readonly(),
    /** His calls that ended since he was last idle, oldest first: what a desk shows in wrap-up. */
    endedCalls: z.array(call).readonly(),
    /** The desk that has him; null while he is logged out. */
    desk: z
      .object({
        id: z.string(),
        name: z.string(),
        /** `given-up`: lost for so long that he was set Not Ready for it (50002). */
        link: z.enum(['connected', 'lost', 'given-up']),
        /** The CTI server it is connected to; null where it is to none. */
        side: edgeSide.nullable(),
      })
      .readonly()
      .nullable(),
    /** The SIP edges that his device is registered with, the most recent first. */
    registrations: z.array(edgeSide).readonly(),
  })
  .readonly();
export type AgentView = z.infer<typeof agentView>;

/** A leg of a call that is not over, as the switch knows it. */
export const switchLeg = z
  .object({
    legId: z.string(),
    callId: z.string(),
    device: z.string().nullable(),
    kind: z.enum(['softphone', 'hardphone', 'far-end']),
    state: z.enum(['Initiated', 'Alerting', 'Connected', 'Cleared']),
  })
  .readonly();
export type SwitchLeg = z.infer<typeof switchLeg>;

/** Everything that happened, in order; what QA waits for. `type` is stable. */
export const switchEvent = z
  .object({
    number: z.number(),
    /** The contact centre's clock. */
    at: z.number(),
    type: z.enum([
      'agentState',
      /** The agent, or a supervisor, chose Ready or Not Ready: now, or for after the call. */
      'agentChoice',
      'call',
      'deviceRegistered',
      'deviceUnregistered',
      'digit',
      'deskConnected',
      'deskLost',
      'request',
      'systemStatus',
    ]),
    agentId: z.string().exactOptional(),
    callId: z.string().exactOptional(),
    device: z.string().exactOptional(),
    detail: eventDetail,
  })
  .readonly();
export type SwitchEvent = z.infer<typeof switchEvent>;

/** Whose sound of a call is meant: an agent's, or that of the party with this number. */
export const soundOf = z.union([
  z.object({ agentId: z.string() }).readonly(),
  z.object({ number: z.string() }).readonly(),
]);
export type SoundOf = z.infer<typeof soundOf>;

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
  heard(callId: string, who: SoundOf): Promise<Heard | null>;
  /** Listens to that sound without a break from now on; a tone of so many Hz, or any sound. */
  listen(callId: string, who: SoundOf, hertz: number | null): Promise<void>;
  listened(callId: string, who: SoundOf): Promise<Listened | null>;
  agents(): readonly AgentSnapshot[];
  /** Null where the scenario has no such agent. */
  agent(agentId: string): AgentView | null;
  calls(): readonly SwitchCall[];
  /** Null where there is and was none of this id. */
  call(callId: string): SwitchCall | null;
  /** Every leg of the calls that are not over. */
  legs(): readonly SwitchLeg[];
  /** Ends every call, logs out every agent, and starts anew from the plan. */
  reset(plan: SwitchPlan): void;
  onEvent(listener: (event: SwitchEvent) => void): () => void;
}

/** A control request that cannot be carried out: names what and where, and what to do. */
export class ControlRefusal extends Error {}

/** The same questions where whoever answers may be in another process: an answer may come later. */
export type Distant<Questions> = {
  readonly [Name in keyof Questions]: Questions[Name] extends (...given: infer Given) => infer Answer
    ? (...given: Given) => Awaited<Answer> | Promise<Awaited<Answer>>
    : never;
};

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
