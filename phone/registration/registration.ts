import type { Core, UserAgent } from 'sip.js';
import { fail, ok, type Result } from '../../contract/result.ts';
import { answerDeadlineMs } from '../../contract/servers/awaited-answers.ts';
import { messageOf, type PhoneTimers, seconds, within } from '../surroundings.ts';
import { acceptedFor, type RegisterOutcome, refusal } from './register-outcome.ts';

/** How long a server may take over a REGISTER, milliseconds: as over any request. */
export const registerDeadlineMs = answerDeadlineMs;
/** What is asked for. Short, so that a server that lost its memory is noticed soon; refreshed at half of it. */
const askedSeconds = 120;

export interface RegistrationParts {
  readonly userAgent: UserAgent;
  readonly timers: PhoneTimers;
  /** A refresh came to nothing; a sentence that completes "SIP server A (10.0.0.1:5066) …". */
  readonly onLost: (cause: string) => void;
}

/**
 * One registration at one server, over the connection in use. A new one is made for each connection.
 *
 * It goes by sip.js's core, not by its Registerer: that one's refresh ends with the first failure, a request under
 * way blocks the next, and dropping one that is registered takes the new server's binding away (sip.js 0.21.2).
 */
export class Registration {
  readonly #parts: RegistrationParts;
  #callId: string | null = null;
  #sequence = 0;
  #expires = askedSeconds;
  #timer: unknown = null;
  #over = false;

  constructor(parts: RegistrationParts) {
    this.#parts = parts;
  }

  /** Registers, and from then on keeps it fresh. */
  async start(): Promise<Result<void, string>> {
    const outcome = await this.#register();
    if (outcome.type !== 'accepted')
      return fail(outcome.type === 'failed' ? outcome.cause : 'asks for ever longer registrations');
    if (!this.#over) this.#refreshIn(outcome.expiresSeconds);
    return ok(undefined);
  }

  /** No more refreshing; nothing is sent. */
  stop(): void {
    this.#over = true;
    this.#parts.timers.clearTimeout(this.#timer);
  }

  /** Refreshes now: the server may have let go of a phone that slept. */
  refreshNow(): void {
    if (this.#over || this.#timer === null) return;
    this.#parts.timers.clearTimeout(this.#timer);
    this.#timer = null;
    void this.#refresh();
  }

  /** Takes the binding back; resolves when the server has answered, or after `ms`. */
  async remove(ms: number): Promise<void> {
    this.stop();
    await within(this.#parts.timers, ms, 'Unregistering', this.#send(0)).catch(() => undefined);
  }

  /** A refusal for a too brief time is met once. */
  async #register(): Promise<RegisterOutcome> {
    const first = await this.#send(this.#expires);
    if (first.type !== 'too-brief') return first;
    this.#expires = Math.max(first.minimumSeconds, askedSeconds);
    return this.#send(this.#expires);
  }

  #refreshIn(expiresSeconds: number): void {
    const ms = Math.max(1_000, (expiresSeconds * 1_000) / 2);
    this.#timer = this.#parts.timers.setTimeout(() => void this.#refresh(), ms);
  }

  async #refresh(): Promise<void> {
    const outcome = await this.start();
    if (!outcome.ok && !this.#over) this.#parts.onLost(outcome.error);
  }

  #send(expires: number): Promise<RegisterOutcome> {
    const { timers } = this.#parts;
    const answer = new Promise<RegisterOutcome>((resolve) => this.#request(expires, resolve));
    return within(timers, registerDeadlineMs, 'REGISTER', answer).catch(() => ({
      type: 'failed',
      cause: `did not answer REGISTER within ${seconds(registerDeadlineMs)}`,
    }));
  }

  #request(expires: number, resolve: (outcome: RegisterOutcome) => void): void {
    const { userAgent } = this.#parts;
    const { aor } = userAgent.userAgentCore.configuration;
    const contactUser = userAgent.contact.uri.user ?? '';
    try {
      const message = this.#message(expires);
      const settle = (outcome: RegisterOutcome): void => {
        // A challenge has counted CSeq up.
        this.#sequence = message.cseq;
        resolve(outcome);
      };
      userAgent.userAgentCore.register(message, {
        onAccept: ({ message: answer }) =>
          settle({ type: 'accepted', expiresSeconds: acceptedFor(answer, contactUser, expires) }),
        onRedirect: ({ message: answer }) => settle(refusal(answer, aor.user ?? '')),
        onReject: ({ message: answer }) => settle(refusal(answer, aor.user ?? '')),
      });
    } catch (error) {
      resolve({ type: 'failed', cause: `could not be asked to register: ${messageOf(error)}` });
    }
  }

  /** All REGISTERs of one registration share a Call-ID and count CSeq up (RFC 3261, 10.2). */
  #message(expires: number): Core.OutgoingRequestMessage {
    const { userAgent } = this.#parts;
    const core = userAgent.userAgentCore;
    const { aor } = core.configuration;
    const registrar = aor.clone();
    registrar.user = undefined;
    const contact = `${userAgent.contact.toString({ register: true })};+sip.instance="<urn:uuid:${userAgent.instanceId}>"`;
    this.#sequence += 1;
    const options = { cseq: this.#sequence, ...(this.#callId === null ? {} : { callId: this.#callId }) };
    const message = core.makeOutgoingRequestMessage('REGISTER', registrar, aor, aor, options, [
      `Contact: ${contact};expires=${expires}`,
      'Allow: ACK,CANCEL,INVITE,BYE,OPTIONS,INFO',
    ]);
    this.#callId = message.callId;
    return message;
  }
}
