import type { Core, Invitation } from 'sip.js';
import type { PhoneEvent } from '../../contract/softphone/messages.ts';
import type { PhoneCall } from '../../contract/softphone/phone-call.ts';
import type { MediaLeg } from '../media.ts';
import { watchQuality } from '../quality/quality-watch.ts';
import { messageOf, type Surroundings } from '../surroundings.ts';
import { CallSession } from './call-session.ts';
import { DescriptionHandler } from './description-handler.ts';
import { sendDigitsByInfo } from './info-digits.ts';
import type { InviteFacts } from './invite-headers.ts';
import { type MediaChange, type ReinviteOutcome, reinvite } from './reinvite.ts';

export interface CallParts extends Surroundings {
  readonly invitation: Invitation;
  readonly facts: InviteFacts;
  readonly leg: MediaLeg;
  readonly report: (event: PhoneEvent) => void;
  /** Told once, before it is reported. */
  readonly onEnded: (call: Call) => void;
  /** Told when the agent is in the call, after he answered or retrieved it. */
  readonly onEstablished: (call: Call) => void;
  /** The server in use: "SIP server A (10.0.0.1:5066)". */
  readonly server: () => string;
  /** Runs at once while a server is connected, else when one is again; not at all when that takes too long. */
  readonly whenConnected: (run: () => void) => void;
  readonly giveUp: (request: Core.OutgoingRequestMessage) => void;
}

/** After this the agent is told that a change of the call is not answered. The change itself may still come. */
const unansweredMs = 5_000;
/** Silence of so long after a move tells that the media path is gone too, and ICE is to find a new one. */
const silenceMs = 1_000;

/**
 * One call: its SIP session, its media, and what is told of it. Everything asked for returns at once; what comes of
 * it is told as events. Changes of the media go one after the other.
 */
export class Call {
  readonly handler: DescriptionHandler;
  readonly #parts: CallParts;
  readonly #session: CallSession;
  #view: PhoneCall;
  #over = false;
  #changes: Promise<void> = Promise.resolve();
  #unanswered = false;
  #hasMoved = false;
  #stopWatching: () => void = () => undefined;

  constructor(parts: CallParts) {
    const { callId, from, takesDigits } = parts.facts;
    this.#parts = parts;
    this.#session = new CallSession(parts.invitation, { ended: (cause) => this.#end(cause) });
    this.handler = new DescriptionHandler(parts.leg, parts.timers, () => this.#view.held);
    this.#view = {
      callId,
      direction: 'inbound',
      phase: 'ringing',
      held: false,
      muted: false,
      from,
      takesDigits,
    };
  }

  get view(): PhoneCall {
    return this.#view;
  }

  get invitation(): Invitation {
    return this.#session.invitation;
  }

  /** Whether the ringer is to be heard for it. */
  get rings(): boolean {
    return !this.#over && this.#view.phase === 'ringing';
  }

  /** Tells the far side and main that it rings. */
  ring(): void {
    this.#session.alert();
    this.#report();
  }

  answer(): void {
    this.#change({ phase: 'connecting' });
    void this.#answer();
  }

  reject(): void {
    this.#leave('Rejected', 603);
  }

  /** Ends the call in whatever phase it is: 480 or BYE. */
  release(cause: string): void {
    this.#leave(cause, 480);
  }

  /** The connection that the INVITE came by is gone: the server's side of a call that was never answered is too. */
  connectionLost(error: string): void {
    if (this.rings) this.release(error);
  }

  /** Another INVITE has taken this call's place (RFC 3891): it goes without a word, sip.js says BYE. */
  replaced(): void {
    this.#close();
  }

  setMuted(muted: boolean): void {
    this.#parts.leg.setMuted(muted);
    this.#change({ muted });
  }

  /** Holds or retrieves. The state that is shown changes when the far side has agreed, and not before. */
  setHeld(hold: boolean): void {
    const command = hold ? 'hold' : 'retrieve';
    if (this.#unanswered) {
      this.#refuse(command, `${this.#parts.server()} has not answered the last change of this call yet.`);
      return;
    }
    this.#queue(() => this.#changeHold(hold, command));
  }

  /** RFC 4733 where the far side has offered it, else INFO. */
  sendDigits(digits: string): void {
    if (this.#view.takesDigits && this.#parts.leg.sendDigits(digits)) return;
    void sendDigitsByInfo(this.invitation, digits, this.#parts.timers).then((failure) => {
      if (failure !== null) this.#refuse('digits', `The digits ${digits} were not all sent: ${failure}.`);
    });
  }

  /** Tells the server now in use of the dialog; ICE is restarted only where the sound has gone too. */
  moved(): void {
    this.#hasMoved = true;
    if (this.#view.phase === 'established') this.#queue(() => this.#refresh());
  }

  async #answer(): Promise<void> {
    if (!(await this.#session.answer()) || this.#over) return;
    const { leg, timers, report } = this.#parts;
    this.#change({ phase: 'established' });
    const { callId } = this.#view;
    this.#stopWatching = watchQuality(leg, timers, (quality) => report({ type: 'quality', callId, quality }));
    this.#parts.onEstablished(this);
  }

  async #changeHold(hold: boolean, command: 'hold' | 'retrieve'): Promise<void> {
    if (this.#view.held === hold) return;
    const timer = this.#parts.timers.setTimeout(() => {
      this.#unanswered = true;
      this.#refuse(command, `${this.#parts.server()} has not answered for 5 s: the call is as it was.`);
    }, unansweredMs);
    const outcome = await this.#reinvite({ hold, restartIce: false });
    this.#parts.timers.clearTimeout(timer);
    const told = this.#unanswered;
    this.#unanswered = false;
    if (outcome.type === 'accepted') {
      this.#change({ held: hold });
      if (!hold) this.#parts.onEstablished(this);
      return;
    }
    if (!told)
      this.#refuse(command, `The call could not be ${hold ? 'held' : 'retrieved'}: ${outcome.cause}.`);
    // The server that set the call up does not know it any more (RFC 3261, 12.2.1.2). Another may never have known it.
    if (outcome.status === 481 && !this.#hasMoved)
      this.release(`${this.#parts.server()} no longer knows the call`);
  }

  async #refresh(): Promise<void> {
    const silent = await this.#isSilent();
    const outcome = await this.#reinvite({ hold: this.#view.held, restartIce: silent });
    // A server that does not share its calls with the other says 481 or 500: the sound goes on all the same.
    if (outcome.type === 'refused') {
      this.#parts.log.warn(
        `${this.#parts.server()} did not take over call ${this.#view.callId}: ${outcome.cause}.`,
      );
    }
  }

  async #isSilent(): Promise<boolean> {
    if (this.#view.held) return false;
    const statistics = await this.#parts.leg.statistics().catch(() => null);
    return statistics !== null && statistics.silentForMs !== null && statistics.silentForMs >= silenceMs;
  }

  async #reinvite(change: MediaChange): Promise<ReinviteOutcome> {
    const { timers, random, leg, giveUp, server } = this.#parts;
    const { invitation } = this;
    await this.#session.acknowledged;
    return reinvite(
      {
        timers,
        random,
        leg,
        giveUp,
        server,
        dialog: () => (this.#over ? undefined : invitation.dialog),
        contact: invitation.userAgent.contact.toString(),
        remoteOffers: () => this.handler.remoteOffers,
        ownsCallId: false,
      },
      change,
    );
  }

  #queue(work: () => Promise<void>): void {
    this.#changes = this.#changes
      .then(() => (this.#over ? undefined : work()))
      .catch((error: unknown) => this.#parts.log.warn(`A change of a call failed: ${messageOf(error)}.`));
  }

  #leave(cause: string, status: 480 | 603): void {
    if (this.#over) return;
    this.#end(cause);
    this.#parts.whenConnected(() => this.#session.end(status));
  }

  #end(cause: string): void {
    if (!this.#close()) return;
    this.#parts.onEnded(this);
    this.#parts.report({ type: 'callEnded', callId: this.#view.callId, cause });
  }

  #close(): boolean {
    if (this.#over) return false;
    this.#over = true;
    this.#stopWatching();
    this.#parts.leg.close();
    return true;
  }

  #change(part: Partial<PhoneCall>): void {
    if (this.#over) return;
    this.#view = { ...this.#view, ...part };
    this.#report();
  }

  #report(): void {
    if (!this.#over) this.#parts.report({ type: 'call', call: this.#view });
  }

  #refuse(command: string, message: string): void {
    if (this.#over) return;
    this.#parts.report({ type: 'refused', callId: this.#view.callId, command, message });
  }
}
