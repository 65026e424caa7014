import { Core } from 'sip.js';
import type { MediaLeg } from '../media.ts';
import { messageOf, pause, type Surroundings, within } from '../surroundings.ts';
import { glareDelayMs } from './call-rules.ts';
import { mediaDeadlineMs, sdpType } from './description-handler.ts';

export interface MediaChange {
  readonly hold: boolean;
  readonly restartIce: boolean;
}

export interface ReinviteParts extends Pick<Surroundings, 'timers' | 'random'> {
  readonly leg: MediaLeg;
  /** The dialog; undefined before there is one, and after its end. */
  readonly dialog: () => Core.Session | undefined;
  readonly contact: string;
  /** The server in use: "SIP server A (10.0.0.1:5066)". */
  readonly server: () => string;
  /** How many offers the far side has made. */
  readonly remoteOffers: () => number;
  /** Whether we chose the dialog's Call-ID. */
  readonly ownsCallId: boolean;
  /** Fails a request as a lost connection would. */
  readonly giveUp: (request: Core.OutgoingRequestMessage) => void;
}

export type ReinviteOutcome =
  | { readonly type: 'accepted' }
  /** `status` is the response's, 0 where there was none; the cause completes "The call could not be held: ". */
  | { readonly type: 'refused'; readonly status: number; readonly cause: string };

type Attempt = ReinviteOutcome | { readonly type: 'glare' };

const mostAttempts = 4;
/** After this a server that only said 100 is not waited for: sip.js's timer B ends with the first 1xx. Milliseconds. */
const giveUpMs = 30_000;

/**
 * Offers the far side a change of the call's media. It goes by the dialog itself: `Session.invite` keeps options from
 * one to the next, calls a failed answer a success, ends the call with a BYE for a bad one, never tries again after
 * 491, and blocks the next re-INVITE as long as one hangs (sip.js 0.21.2). Ends within 30 s an attempt; never throws.
 */
export async function reinvite(parts: ReinviteParts, change: MediaChange): Promise<ReinviteOutcome> {
  for (let attempts = 1; ; attempts += 1) {
    const attempt = await attemptReinvite(parts, change);
    if (attempt.type !== 'glare') return attempt;
    if (attempts === mostAttempts) {
      return {
        type: 'refused',
        status: 491,
        cause: 'the far side is changing the call itself, again and again',
      };
    }
    await pause(parts.timers, glareDelayMs(parts.ownsCallId, parts.random()));
  }
}

async function attemptReinvite(parts: ReinviteParts, change: MediaChange): Promise<Attempt> {
  const before = parts.remoteOffers();
  let offer: string;
  try {
    const work = parts.leg.createOffer(change);
    offer = await within(parts.timers, mediaDeadlineMs, "Preparing the call's sound", work);
  } catch (error) {
    return { type: 'refused', status: 0, cause: messageOf(error) };
  }
  const dialog = parts.dialog();
  if (!dialog) return { type: 'refused', status: 0, cause: 'the call has ended' };
  // The far side's own offer came in between: ours no longer fits what it has now.
  if (parts.remoteOffers() !== before) return { type: 'glare' };
  return offered(parts, dialog, offer);
}

function offered(parts: ReinviteParts, dialog: Core.Session, offer: string): Promise<Attempt> {
  return new Promise((resolve) => {
    let timer: unknown = null;
    const settle = (attempt: Attempt): void => {
      parts.timers.clearTimeout(timer);
      resolve(attempt);
    };
    const server = parts.server();
    const refused = ({ message }: Core.IncomingResponse): void => settle(refusedBy(server, message));
    try {
      const { message } = dialog.invite(
        {
          onAccept: (response) => void taken(parts.leg, response).then(settle),
          onReject: refused,
          onRedirect: refused,
        },
        {
          extraHeaders: [`Contact: ${parts.contact}`, 'Allow: ACK,CANCEL,INVITE,BYE,OPTIONS,INFO'],
          body: { contentDisposition: 'session', contentType: sdpType, content: offer },
        },
      );
      timer = parts.timers.setTimeout(() => parts.giveUp(message), giveUpMs);
    } catch {
      // Another INVITE of this dialog is under way, in one direction or the other (RFC 3261, 14.1).
      resolve({ type: 'glare' });
    }
  });
}

/** Every 2xx is acknowledged, whatever we make of its answer (RFC 3261, 13.2.2.4). */
async function taken(leg: MediaLeg, response: Core.AckableIncomingResponseWithSession): Promise<Attempt> {
  const status = response.message.statusCode ?? 200;
  try {
    response.ack();
    if (response.message.body === '') {
      // The dialog would wait for the answer for ever.
      if (response.session instanceof Core.SessionDialog) response.session.signalingStateRollback();
      throw new Error('the answer has no session description');
    }
    await leg.acceptAnswer(response.message.body);
    return { type: 'accepted' };
  } catch (error) {
    return { type: 'refused', status, cause: messageOf(error) };
  }
}

function refusedBy(server: string, message: Core.IncomingResponseMessage): Attempt {
  const status = message.statusCode ?? 0;
  if (status === 491) return { type: 'glare' };
  // sip.js makes a response of its own, without any header field, of a request that no response came to.
  const own = Object.keys(message.headers).length === 0;
  const answer = own
    ? 'was lost before it answered'
    : `answered ${status} ${message.reasonPhrase ?? ''}`.trim();
  return { type: 'refused', status: own ? 0 : status, cause: `${server} ${answer}` };
}
