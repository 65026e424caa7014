import type { Core } from 'sip.js';

/** What a REGISTER came to. */
export type RegisterOutcome =
  | { readonly type: 'accepted'; readonly expiresSeconds: number }
  /** 423: it wants a longer registration (RFC 3261, 10.2.8). */
  | { readonly type: 'too-brief'; readonly minimumSeconds: number }
  /** A sentence that completes "SIP server A (10.0.0.1:5066) …". */
  | { readonly type: 'failed'; readonly cause: string };

/** How long the registrar keeps us: by our own contact, else by Expires, else what we asked (RFC 3261, 10.2.1.1). */
export function acceptedFor(
  message: Core.IncomingResponseMessage,
  contactUser: string,
  asked: number,
): number {
  for (let at = 0; at < message.getHeaders('contact').length; at += 1) {
    const contact: unknown = message.parseHeader('contact', at);
    const seconds = expiresOf(contact, contactUser);
    if (seconds !== null) return seconds;
  }
  return secondsOf(message.getHeader('expires')) ?? asked;
}

/** Why a registrar said no, and what can be done about it. */
export function refusal(message: Core.IncomingResponseMessage, user: string): RegisterOutcome {
  const status = message.statusCode ?? 0;
  const minimumSeconds = secondsOf(message.getHeader('min-expires'));
  if (status === 423 && minimumSeconds !== null) return { type: 'too-brief', minimumSeconds };
  return { type: 'failed', cause: causeOf(status, message.reasonPhrase ?? '', user) };
}

function causeOf(status: number, reason: string, user: string): string {
  const answer = `${status} ${reason}`.trim();
  switch (status) {
    case 401:
    case 403:
    case 407:
      return `refused to register ${user} (${answer}). Check the device's SIP password`;
    case 404:
      return `does not know ${user} (${answer}). Check the device and the SIP domain in the profile`;
    case 503:
      return `could not register ${user} (${answer}): it is out of service or was lost`;
    default:
      return `could not register ${user} (${answer})`;
  }
}

function expiresOf(contact: unknown, contactUser: string): number | null {
  if (typeof contact !== 'object' || contact === null) return null;
  const { uri, parameters } = contact as { uri?: { user?: unknown }; parameters?: { expires?: unknown } };
  return uri?.user === contactUser ? secondsOf(parameters?.expires) : null;
}

function secondsOf(text: unknown): number | null {
  return typeof text === 'string' && /^\d{1,10}$/.test(text.trim()) ? Number(text) : null;
}
