import * as z from 'zod';
import { commonRequests, requestId } from '../wire/common.ts';
import { choosableState } from './agent.ts';
import { dialPattern } from './dial-pattern.ts';

const callId = z.string().min(1).max(64);
export const dialString = z.string().regex(dialPattern, 'not a number that can be dialled');

/** Sets the message filter to one agent (seed 004, login step 3). Answered by SetAgentModeEvent and QueryAgentStateConf. */
export const setSessionMode = z.object({
  type: z.literal('SetSessionMode'),
  id: requestId,
  agentId: z.string().min(1).max(32),
  peripheralId: z.number().int().positive(),
  /** Names this desk in what a displaced desk is told, and lets it come back after a lost connection. */
  desk: z.object({ id: z.string().min(1).max(64), name: z.string().max(80) }),
});

/**
 * Seed 004, login steps 6 and 7: logging in is one more state that is asked for (CTI OS: AgentState eLogin). The agent
 * is logged in if he is not; RequestConf, then events and snapshots come.
 */
const logInTarget = z.object({
  state: z.literal('Login'),
  agentId: z.string().min(1).max(32),
  password: z.string().max(128),
  device: z.string().min(1).max(32),
  /** `softphone`: the desk answers by SIP. `hardphone`: the device is a phone on the desk, controlled by CTI alone. */
  phone: z.enum(['softphone', 'hardphone']),
  /** Takes the agent ID over from the desk that has it. */
  takeOver: z.boolean(),
  /** Whether calls of skill groups are routed to him: he may be logged in for chats and action items alone. */
  withVoice: z.boolean().default(true),
});

export type LogInTarget = Readonly<z.infer<typeof logInTarget>>;

/** CTI OS SetAgentStateRequest. Its confirmation is no change of state: the event is. */
export const setAgentState = z.object({
  type: z.literal('SetAgentStateRequest'),
  id: requestId,
  target: z.discriminatedUnion('state', [...choosableState.options, logInTarget]),
  /** He has finished a call's wrap-up, and goes to what was to come next: for his other media he chooses nothing by it. */
  finishesWrapUp: z.literal(true).optional(),
});

export const logOutRequest = z.object({
  type: z.literal('LogOutRequest'),
  id: requestId,
  reasonCode: z.number().int().min(0).max(65_535).nullable(),
});

export const makeCall = z.object({ type: z.literal('MakeCallRequest'), id: requestId, number: dialString });

/** The switch tells the agent's other call apart itself; a request names the call it acts on. */
const onCall = { id: requestId, callId };
export const answerCall = z.object({ type: z.literal('AnswerCallRequest'), ...onCall });
export const releaseCall = z.object({ type: z.literal('ReleaseCallRequest'), ...onCall });
export const holdCall = z.object({ type: z.literal('HoldCallRequest'), ...onCall });
export const retrieveCall = z.object({ type: z.literal('RetrieveCallRequest'), ...onCall });
export const rejectCall = z.object({ type: z.literal('RejectCallRequest'), ...onCall });
export const blindTransfer = z.object({
  type: z.literal('SingleStepTransferRequest'),
  ...onCall,
  number: dialString,
});
export const consultCall = z.object({
  type: z.literal('ConsultationCallRequest'),
  ...onCall,
  number: dialString,
});
/** `callId` is the first call, the one that was held for the consultation. */
export const completeTransfer = z.object({ type: z.literal('TransferCallRequest'), ...onCall });
export const completeConference = z.object({ type: z.literal('ConferenceCallRequest'), ...onCall });
export const reconnectCall = z.object({ type: z.literal('ReconnectCallRequest'), ...onCall });
export const alternateCall = z.object({ type: z.literal('AlternateCallRequest'), ...onCall });

/**
 * The call stands at the switch, and its device has lost it: the phone began anew. It is delivered to the device again,
 * which answers by itself. The confirmation says that it is under way; should it come to nothing, `Failed` tells of a
 * call that goes on.
 */
export const redeliverCall = z.object({ type: z.literal('RedeliverCallRequest'), ...onCall });

/** What the agent wrote about a call. Resent until confirmed; the switch ignores an id it has seen. */
export const wrapUpData = z.object({
  type: z.literal('SetCallDataRequest'),
  ...onCall,
  disposition: z.number().int().nullable(),
  notes: z.string().max(100_000),
});
export type WrapUpData = z.infer<typeof wrapUpData>;

export const ctiRequest = z.discriminatedUnion('type', [
  ...commonRequests,
  setSessionMode,
  setAgentState,
  logOutRequest,
  makeCall,
  answerCall,
  releaseCall,
  holdCall,
  retrieveCall,
  rejectCall,
  blindTransfer,
  consultCall,
  completeTransfer,
  completeConference,
  reconnectCall,
  alternateCall,
  redeliverCall,
  wrapUpData,
]);
export type CtiRequest = z.infer<typeof ctiRequest>;
