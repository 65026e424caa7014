import type { Core, Invitation } from 'sip.js';
import type { PhoneEvent } from '../../contract/softphone/messages.ts';
import type { MediaLeg } from '../media.ts';
import type { SilenceLimits } from '../quality/silence.ts';
import type { Surroundings } from '../surroundings.ts';
import type { InviteFacts } from './invite-headers.ts';
import type { RefusalStatus } from './refusals.ts';

/** What a call needs of the world. `Of` is the call itself, of which it tells. */
export interface CallParts<Of> extends Surroundings {
  readonly invitation: Invitation;
  readonly facts: InviteFacts;
  /** A leg for each offer of the call: one that was offered anew comes from another leg of the switch. */
  readonly createLeg: () => MediaLeg;
  readonly report: (event: PhoneEvent) => void;
  /** Told once, before it is reported. */
  readonly onEnded: (call: Of) => void;
  /** Told when the agent is in the call, after he answered or retrieved it. */
  readonly onEstablished: (call: Of) => void;
  /** It was refused before it stood; `isHeard` false: there is no server to say it to. */
  readonly onRefused: (callId: string, status: RefusalStatus, isHeard: boolean) => void;
  /** The server in use: "SIP server A (10.0.0.1:5066)". */
  readonly server: () => string;
  /** Silence after which a server counts as dead, milliseconds. */
  readonly deadlineMs: () => number;
  readonly silenceLimits: () => SilenceLimits;
  /** Aborted when the connection in use now is lost. */
  readonly lost: () => AbortSignal;
  /** Runs at once while a server is connected, else when one is again; not at all when that takes too long. */
  readonly whenConnected: (run: () => void) => void;
  readonly giveUp: (request: Core.OutgoingRequestMessage) => void;
  /** The server in use has left an answer of ours without its ACK. */
  readonly unacknowledged: () => void;
}
