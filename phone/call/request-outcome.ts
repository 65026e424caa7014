import type { Core } from 'sip.js';

/** How a request of ours came out. A cause completes "The call could not be held: ". */
export type RequestOutcome = Accepted | Refusal | Unanswered | Lost | Failed;

/** How a change of the call's media in its dialog came out. */
export type ChangeOutcome = RequestOutcome | Unacknowledged;

export interface Accepted {
  readonly type: 'accepted';
}

export interface Refusal {
  readonly type: 'refused';
  readonly status: number;
  /** Whether the response says when to come again (Retry-After). */
  readonly comeAgain: boolean;
  readonly cause: string;
}

/** No final response came in time. */
export interface Unanswered {
  readonly type: 'unanswered';
  readonly cause: string;
}

/** The connection was lost before the final response, or there was none. */
export interface Lost {
  readonly type: 'lost';
  readonly cause: string;
}

/** No ACK came for our answer in time: RFC 3261, 14.1, allows no request in its dialog. */
export interface Unacknowledged {
  readonly type: 'unacknowledged';
  readonly cause: string;
}

/** This end could not make an offer, or could not use what was answered. */
export interface Failed {
  readonly type: 'failed';
  readonly cause: string;
}

export const accepted: Accepted = { type: 'accepted' };

/**
 * What a response that is no success says. `server` is whom the request went to: "SIP server A (10.0.0.1:5066)";
 * `lost` is aborted when the connection that it went by is.
 */
export function refusedBy(
  server: string,
  message: Core.IncomingResponseMessage,
  lost: AbortSignal,
): Refusal | Unanswered | Lost {
  // sip.js makes a response of its own, without any header field, of a request that no response came to.
  if (Object.keys(message.headers).length === 0) return lost.aborted ? lostBy(server) : unansweredBy(server);
  const status = message.statusCode ?? 0;
  return {
    type: 'refused',
    status,
    comeAgain: message.hasHeader('retry-after'),
    cause: `${server} answered ${`${status} ${message.reasonPhrase ?? ''}`.trim()}`,
  };
}

export function lostBy(server: string): Lost {
  return { type: 'lost', cause: `${server} was lost before it answered` };
}

export function unacknowledgedBy(server: string): Unacknowledged {
  return { type: 'unacknowledged', cause: `${server} has not acknowledged the answer` };
}

export function unansweredBy(server: string): Unanswered {
  return { type: 'unanswered', cause: `${server} did not answer` };
}
