import type { Core, Invitation } from 'sip.js';

/** What the phone reads from an INVITE. */
export interface InviteFacts {
  /** The switch's id of the call, or the Call-ID where the INVITE has none. */
  readonly callId: string;
  readonly from: { readonly number: string; readonly name: string };
  /** `Call-Info: <sip:…>;answer-after=0`: the switch answers for the agent (third-party call control). */
  readonly answersItself: boolean;
  readonly takesDigits: boolean;
  /** A call that this device had on hold is delivered to it again: it is on hold from the start. */
  readonly isHeld: boolean;
}

/** Our own header: the two halves of a call meet by it. */
const callHeader = 'X-Switchhook-Call';
const heldHeader = 'X-Switchhook-Held';

/** Reads an INVITE. `domain` is the one the phone is registered at: only its own switch may answer for the agent. */
export function inviteFacts(invitation: Invitation, domain: string): InviteFacts {
  const { request } = invitation;
  const named = request.getHeader(callHeader)?.trim() ?? '';
  const caller = invitation.assertedIdentity ?? invitation.remoteIdentity;
  const answersItself =
    isOwn(invitation.remoteIdentity.uri.host, domain) && asksForAnswer(request.getHeaders('Call-Info'));
  return {
    callId: named !== '' && named.length <= 256 ? named : request.callId.slice(0, 256),
    from: { number: decoded(caller.uri.user ?? ''), name: caller.displayName ?? '' },
    answersItself,
    takesDigits: offersTelephoneEvents(request.body),
    isHeld: answersItself && request.getHeader(heldHeader)?.trim() === 'yes',
  };
}

/** Whether the far side's description has RFC 4733 telephone-events; one we have not seen is taken to have them. */
export function offersTelephoneEvents(sdp: string): boolean {
  return sdp === '' || /^a=rtpmap:\d+ telephone-event\//im.test(sdp);
}

/** What a Reason header says (RFC 3326): the text, or what a known cause means; null where it says nothing. */
export function reasonText(request: Core.IncomingRequestMessage): string | null {
  const reason = request.getHeader('reason') ?? '';
  const text = /;\s*text\s*=\s*"([^"]{1,200})"/i.exec(reason)?.[1] ?? null;
  // Of a CANCEL: another of the forked branches was answered.
  return text ?? (/^\s*SIP\s*;.*\bcause\s*=\s*200\b/i.test(reason) ? 'Answered elsewhere' : null);
}

/** A header may hold several values, and several headers may come. */
function asksForAnswer(callInfo: readonly string[]): boolean {
  return callInfo.some((value) => /;\s*answer-after\s*=\s*0\s*(?:[;,]|$)/i.test(value));
}

function isOwn(host: string, domain: string): boolean {
  const own = domain.replace(/:\d+$/, '').toLowerCase();
  return host.toLowerCase() === own;
}

function decoded(user: string): string {
  try {
    return decodeURIComponent(user);
  } catch {
    return user;
  }
}
