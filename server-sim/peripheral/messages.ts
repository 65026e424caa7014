import * as z from 'zod';
import {
  agentStateEvent,
  type CtiAnswer,
  callEvent,
  displacedEvent,
  queryAgentStateConf,
  requestConf,
  type SystemStatus,
  setAgentModeEvent,
  snapshotCallsConf,
  snapshotDeviceConf,
  systemEvent,
} from '../../contract/cti/answers.ts';
import { type CtiRequest, ctiRequest } from '../../contract/cti/requests.ts';
import { failureConf } from '../../contract/wire/common.ts';
import { type DeviceOrder, type DeviceReport, type EdgeSide, edgeSide } from '../links/device-control.ts';
import type { MixParty, Voice } from '../links/media-control.ts';
import type { FarEnd, InboundCall, SwitchEvent, SwitchPlan } from '../links/switch-control.ts';

type Unnumbered<Answer> = Answer extends { sequence: number } ? Omit<Answer, 'sequence'> : Answer;

/** What the switch tells a desk. The CTI server on the way numbers it in the desk's session. */
export type DeskAnswer = Unnumbered<Exclude<CtiAnswer, { type: 'Hello' | 'HeartbeatConf' }>>;
export const deskAnswer: z.ZodType<DeskAnswer> = z.discriminatedUnion('type', [
  setAgentModeEvent.omit({ sequence: true }),
  queryAgentStateConf,
  systemEvent.omit({ sequence: true }),
  requestConf,
  agentStateEvent.omit({ sequence: true }),
  snapshotDeviceConf,
  snapshotCallsConf.omit({ sequence: true }),
  callEvent.omit({ sequence: true }),
  displacedEvent,
  failureConf,
]);

/** What a desk asks of the switch; session mode and heartbeats are the CTI server's own. */
export type DeskRequest = Exclude<CtiRequest, { type: 'SetSessionMode' | 'HeartbeatRequest' }>;
export const deskRequest = ctiRequest.transform((request, context): DeskRequest => {
  if (request.type !== 'SetSessionMode' && request.type !== 'HeartbeatRequest') return request;
  context.addIssue({ code: 'custom', message: `${request.type} is the CTI server's own` });
  return z.NEVER;
});

/** A desk set its session mode (seed 004, login step 3). */
export const deskAttachment = z
  .object({
    side: edgeSide,
    /** The id of its SetSessionMode. */
    requestId: z.string(),
    agentId: z.string(),
    peripheralId: z.number(),
    desk: z.object({ id: z.string(), name: z.string() }).readonly(),
  })
  .readonly();
export type DeskAttachment = z.infer<typeof deskAttachment>;

/** Everything that can happen to the switch. */
export type SwitchInput =
  | { readonly type: 'attach'; readonly sessionId: string; readonly attachment: DeskAttachment }
  | { readonly type: 'detach'; readonly sessionId: string }
  | { readonly type: 'request'; readonly sessionId: string; readonly request: DeskRequest }
  | { readonly type: 'device'; readonly report: DeviceReport }
  | { readonly type: 'edgeLost'; readonly side: EdgeSide }
  | { readonly type: 'digit'; readonly legId: string; readonly digit: string }
  | { readonly type: 'placeCall'; readonly call: InboundCall }
  | { readonly type: 'farEndHangsUp'; readonly callId: string; readonly party: string | null }
  | { readonly type: 'setFarEnd'; readonly farEnd: FarEnd }
  | {
      readonly type: 'supervise';
      readonly agentId: string;
      readonly state: 'Ready' | 'NotReady' | 'LoggedOut';
      readonly reasonCode: number | null;
    }
  /** While it is held, no call of a skill group is routed to the agent. */
  | { readonly type: 'holdVoice'; readonly agentId: string; readonly isHeld: boolean }
  | { readonly type: 'status'; readonly status: Partial<SystemStatus> }
  | { readonly type: 'reset'; readonly plan: SwitchPlan }
  /** Time went by: whatever is due is done. */
  | { readonly type: 'time' };

export type MediaOrder =
  | { readonly type: 'addFarEnd'; readonly legId: string; readonly voice: Voice }
  | { readonly type: 'removeLeg'; readonly legId: string }
  | { readonly type: 'mix'; readonly callId: string; readonly parties: readonly MixParty[] };

export type Happening = Omit<SwitchEvent, 'number' | 'at'>;

/** Everything that the switch does. */
export type SwitchOutput =
  | { readonly type: 'deliver'; readonly sessionId: string; readonly answer: DeskAnswer }
  | { readonly type: 'order'; readonly edge: EdgeSide; readonly order: DeviceOrder }
  | { readonly type: 'media'; readonly order: MediaOrder }
  | { readonly type: 'happened'; readonly at: number; readonly event: Happening }
  /** The answer to `placeCall`. */
  | { readonly type: 'placed'; readonly callId: string }
  /** A control input that cannot be carried out: why, and what to do. */
  | { readonly type: 'refused'; readonly message: string };
