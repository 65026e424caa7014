import { Core } from 'sip.js';
import type { MediaLeg } from '../media.ts';
import { messageOf, type Surroundings, within } from '../surroundings.ts';
import { glareDelayMs } from './call-rules.ts';
import { mediaDeadlineMs, sdpType } from './description-handler.ts';
import { pauseUnlessLost } from './lost-signal.ts';
import { accepted, lostBy, type RequestOutcome, refusedBy } from './request-outcome.ts';

export interface MediaChange {
  readonly hold: boolean;
  readonly restartIce: boolean;
}

/** What a request of ours needs besides its dialog. */
export interface RequestParts extends Pick<Surroundings, 'timers' | 'random'> {
  /** Ours, as it stands in requests. */
  readonly contact: string;
  /** The server in use: "SIP server A (10.0.0.1:5066)". */
  readonly server: () => string;
  /** Aborted when the connection that requests go by now is lost. */
  readonly lost: AbortSignal;
  /** Fails a request as a lost connection would. */
  readonly giveUp: (request: Core.OutgoingRequestMessage) => void;
}

export interface ReinviteParts extends RequestParts {
  readonly leg: MediaLeg;
  /** The dialog; undefined before there is one, and after its end. */
  readonly dialog: () => Core.Session | undefined;
  /** How many offers the far side has made. */
  readonly remoteOffers: () => number;
  /** Whether we chose the dialog's Call-ID. */
  readonly ownsCallId: boolean;
}

type Attempt = RequestOutcome | { readonly type: 'glare' };

const mostAttempts = 4;
/** After this a server that only said 100 is not waited for: sip.js's timer B ends with the first 1xx. Milliseconds. */
export const giveUpMs = 30_000;

/**
 * Offers the far side a change of the call's media. It goes by the dialog itself: `Session.invite` keeps options from
 * one to the next, calls a failed answer a success, ends the call with a BYE for a bad one, never tries again after
 * 491, and blocks the next re-INVITE as long as one hangs (sip.js 0.21.2). Ends within 30 s an attempt; never throws.
 */
export async function reinvite(parts: ReinviteParts, change: MediaChange): Promise<RequestOutcome> {
  for (let attempts = 1; ; attempts += 1) {
    const attempt = await attemptReinvite(parts, change);
    if (attempt.type !== 'glare') return attempt;
    if (attempts === mostAttempts) return changedTooOften;
    await pauseUnlessLost(parts.timers, glareDelayMs(parts.ownsCallId, parts.random()), parts.lost);
    if (parts.lost.aborted) return lostBy(parts.server());
  }
}

const changedTooOften: RequestOutcome = {
  type: 'refused',
  status: 491,
  comeAgain: false,
  cause: 'the far side is changing the call itself, again and again',
};

async function attemptReinvite(parts: ReinviteParts, change: MediaChange): Promise<Attempt> {
  const before = parts.remoteOffers();
  let offer: string;
  try {
    offer = await offerOf(parts, change);
  } catch (error) {
    return { type: 'failed', cause: messageOf(error) };
  }
  const dialog = parts.dialog();
  if (!dialog) return { type: 'failed', cause: 'the call has ended' };
  // The far side's own offer came in between: ours no longer fits what it has now.
  if (parts.remoteOffers() !== before) return { type: 'glare' };
  return offered(parts, dialog, offer);
}

/** @throws where it takes too long, or cannot be made. */
export function offerOf(
  { leg, timers }: Pick<ReinviteParts, 'leg' | 'timers'>,
  change: MediaChange,
): Promise<string> {
  return within(timers, mediaDeadlineMs, "Preparing the call's sound", leg.createOffer(change));
}

function offered(parts: ReinviteParts, dialog: Core.Session, offer: string): Promise<Attempt> {
  return new Promise((resolve) => {
    let timer: unknown = null;
    const settle = (attempt: Attempt): void => {
      parts.timers.clearTimeout(timer);
      resolve(attempt);
    };
    const server = parts.server();
    const refused = ({ message }: Core.IncomingResponse): void =>
      settle(message.statusCode === 491 ? { type: 'glare' } : refusedBy(server, message, parts.lost));
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
  try {
    response.ack();
    if (response.message.body === '') {
      // The dialog would wait for the answer for ever.
      if (response.session instanceof Core.SessionDialog) response.session.signalingStateRollback();
      throw new Error('the answer has no session description');
    }
    await leg.acceptAnswer(response.message.body);
    return accepted;
  } catch (error) {
    return { type: 'failed', cause: messageOf(error) };
  }
}
