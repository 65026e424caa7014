import type { Core } from 'sip.js';
import { sdpType } from './description-handler.ts';
import { giveUpMs, type RequestParts } from './reinvite.ts';
import { accepted, lostBy, type RequestOutcome, refusedBy, unansweredBy } from './request-outcome.ts';

export interface TakeoverParts extends RequestParts {
  readonly core: Core.UserAgentCore;
  /** The switch's id of the call, as the INVITE that offered it had it. */
  readonly callId: string;
  /**
   * The new dialog, told as its 2xx comes and before anything else on it can; the answer may be empty. Once, and also
   * after the outcome where the 2xx comes so late: the switch goes by the new dialog then, and knows no other.
   */
  readonly onDialog: (dialog: Core.Session, answer: string) => void;
}

/**
 * Asks the server now in use to go on with the call of a dialog that it does not have: INVITE with Replaces
 * (RFC 3891). `replaced` may have been ended on this end. Ends within 30 s; never throws.
 */
export function takeOver(
  parts: TakeoverParts,
  replaced: Core.Session,
  offer: string,
): Promise<RequestOutcome> {
  const { core, lost, timers } = parts;
  const server = parts.server();
  return new Promise((resolve) => {
    const settle = (outcome: RequestOutcome): void => {
      timers.clearTimeout(timer);
      lost.removeEventListener('abort', abandon);
      resolve(outcome);
    };
    const refused = ({ message }: Core.IncomingResponse): void => settle(refusedBy(server, message, lost));
    const request = core.invite(message(parts, replaced, offer), {
      onAccept: ({ ack, session, message }) => {
        ack();
        parts.onDialog(session, message.body);
        settle(accepted);
      },
      onReject: refused,
      onRedirect: refused,
    });
    // After a 1xx sip.js does not notice by itself that the connection is lost, or that no final response comes.
    const abandon = (): void => {
      request.dispose();
      settle(lostBy(server));
    };
    const giveUp = (): void => {
      request.cancel();
      parts.giveUp(request.message);
      settle(unansweredBy(server));
    };
    const timer = timers.setTimeout(giveUp, giveUpMs);
    if (lost.aborted) abandon();
    else lost.addEventListener('abort', abandon);
  });
}

function message(
  { core, contact, callId }: TakeoverParts,
  replaced: Core.Session,
  offer: string,
): Core.OutgoingRequestMessage {
  const { remoteTarget, remoteURI, remoteTag, localTag } = replaced;
  // The dialog's route led to its own server: it is not taken along.
  return core.makeOutgoingRequestMessage(
    'INVITE',
    remoteTarget,
    core.configuration.aor,
    remoteURI,
    {},
    [
      `Contact: ${contact}`,
      'Allow: ACK,CANCEL,INVITE,BYE,OPTIONS,INFO',
      // A server that does not know Replaces would call somebody else's telephone instead.
      'Require: replaces',
      // The tags as the server sees them: `to-tag` is its own (RFC 3891, section 3).
      `Replaces: ${replaced.callId};to-tag=${remoteTag};from-tag=${localTag}`,
      `X-Switchhook-Call: ${callId}`,
    ],
    { contentDisposition: 'session', contentType: sdpType, content: offer },
  );
}
