import {
  type Invitation,
  type Session,
  type SessionDescriptionHandler,
  SIPExtension,
  UserAgent,
} from 'sip.js';
import { fail, ok, type Result } from '../../contract/result.ts';
import { messageOf, type PhoneLog } from '../surroundings.ts';
import { type Carrier, PairTransport } from './pair-transport.ts';
import { redact } from './redact.ts';

/** Whom the phone registers as. */
export interface Identity {
  readonly user: string;
  readonly domain: string;
  readonly password: string;
}

export interface UserAgentParts {
  readonly identity: Identity;
  readonly carrier: Carrier;
  readonly onInvite: (invitation: Invitation) => void;
  readonly describe: (session: Session) => SessionDescriptionHandler;
  /** Whether INVITE with Replaces (RFC 3891) is taken; sip.js refuses it by default. */
  readonly takesReplaces: boolean;
  readonly log: PhoneLog;
}

/** Seconds after which a ringing call is given up here. The switch redirects long before that (RONA). */
const noAnswerSeconds = 180;

/** Makes sip.js's user agent, with what it gets wrong by default turned off or put right. */
export function makeUserAgent(parts: UserAgentParts): Result<UserAgent, string> {
  const { identity, log } = parts;
  const uri = UserAgent.makeURI(`sip:${encodeURIComponent(identity.user)}@${identity.domain}`);
  if (!uri) {
    return fail(
      `"${identity.user}@${identity.domain}" is not a SIP address. Check the device and the SIP domain in the profile.`,
    );
  }
  try {
    const userAgent = new UserAgent({
      uri,
      authorizationUsername: identity.user,
      authorizationPassword: identity.password,
      transportConstructor: PairTransport,
      transportOptions: parts.carrier,
      delegate: { onInvite: parts.onInvite },
      sessionDescriptionHandlerFactory: (session) => parts.describe(session),
      sipExtensionReplaces: parts.takesReplaces ? SIPExtension.Supported : SIPExtension.Unsupported,
      // The phone says 180 itself, after it has looked at the INVITE.
      sendInitialProvisionalResponse: false,
      noAnswerTimeout: noAnswerSeconds,
      // stop() would end sessions one by one and wait for each; the phone says its own farewells.
      gracefulShutdown: false,
      userAgentString: 'Switchhook',
      logBuiltinEnabled: false,
      logConfiguration: false,
      logLevel: 'error',
      logConnector: (_level, category, _label, content) =>
        log.debug(`${category}: ${redact(String(content))}`),
    });
    userAgent.start().catch((error: unknown) => log.warn(`sip.js did not start: ${messageOf(error)}`));
    return ok(userAgent);
  } catch (error) {
    return fail(`The phone cannot be set up as ${identity.user}@${identity.domain}: ${messageOf(error)}`);
  }
}
