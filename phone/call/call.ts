import type { Core, Invitation, Session } from 'sip.js';
import type { PhoneCall } from '../../contract/softphone/phone-call.ts';
import { type CallDialog, dropDialog, isConfirmed, standingDialog } from './call-dialog.ts';
import type { CallParts } from './call-parts.ts';
import { CallSound } from './call-sound.ts';
import type { DescriptionHandler } from './description-handler.ts';
import { type Parting, sayGoodbye } from './farewell.ts';
import { InfoDigits } from './info-digits.ts';
import type { InviteFacts } from './invite-headers.ts';
import { OfferedSession } from './offered-session.ts';
import { awaitedMs, offeredAnewWithinMs } from './recovery-rules.ts';
import type { RefusalStatus } from './refusals.ts';
import { StandingCall } from './standing-call.ts';
import { TakenOverSession } from './taken-over-session.ts';
import { ToldCall } from './told-call.ts';
import { UnheardAnswer } from './unheard-answer.ts';

/**
 * One call: its dialog, its media, and what is told of it, from the first INVITE to its end, at whichever servers.
 * Everything asked for returns at once; what comes of it is told as events.
 */
export class Call {
  readonly #parts: CallParts<Call>;
  readonly #core: Core.UserAgentCore;
  readonly #contact: string;
  readonly #unheard: UnheardAnswer;
  readonly #infoDigits: InfoDigits;
  readonly #told: ToldCall;
  #dialog: CallDialog;
  #sound: CallSound;
  #standing: StandingCall | null = null;
  #awaiting: unknown = null;

  constructor(parts: CallParts<Call>) {
    const { userAgent } = parts.invitation;
    this.#parts = parts;
    this.#core = userAgent.userAgentCore;
    this.#contact = userAgent.contact.toString();
    this.#unheard = new UnheardAnswer(parts);
    this.#infoDigits = new InfoDigits({
      ...parts,
      dialog: () => (this.#standing?.isReached ? standingDialog(this.#dialog) : undefined),
      refuse: (message) => this.#told.refuse('digits', message),
    });
    this.#told = new ToldCall(parts.facts, parts.report);
    this.#sound = new CallSound(this.#parts, this.#told);
    this.#dialog = { type: 'offered', session: this.#offered(parts.invitation) };
  }

  get view(): PhoneCall {
    return this.#told.view;
  }

  /** What sip.js describes the call's media with. */
  get handler(): DescriptionHandler {
    return this.#sound.handler;
  }

  /** Whether the ringer is to be heard for it. */
  get rings(): boolean {
    return !this.#told.isOver && this.#told.view.phase === 'ringing';
  }

  /** Whether it goes by this session of sip.js. */
  goesBy(session: Session | undefined): boolean {
    return this.#dialog.type === 'offered' && this.#dialog.session.invitation === session;
  }

  /** Tells the far side and main that it rings. */
  ring(): void {
    if (this.#dialog.type === 'offered') this.#dialog.session.alert();
    this.#told.tell();
  }

  answer(): void {
    if (this.#told.view.phase === 'ringing') this.#told.change({ phase: 'connecting' });
    if (this.#dialog.type === 'offered') void this.#answer(this.#dialog.session);
    else if (this.#dialog.type === 'awaited') this.#dialog = { type: 'awaited', isAnswered: true };
  }

  /** The path of the sound may be lost; looked at when the computer woke, and each second. */
  pathMayBeLost(): void {
    this.#standing?.pathMayBeLost();
  }

  reject(): void {
    this.#leave('Rejected', 603);
  }

  /** Ends the call in whatever phase it is: 480 or BYE. */
  release(cause: string): void {
    this.#leave(cause, 480);
  }

  /**
   * Whether an INVITE of the same call is this one, offered anew by another server: it is not answered yet, or its
   * answer was lost.
   */
  get takesOffer(): boolean {
    return !this.#told.isOver && (this.#told.view.phase !== 'established' || this.#unheard.isPossible);
  }

  /** The switch offers the call anew: it goes on as it was, ringing or answered, and rings no second time. */
  offeredAnew(invitation: Invitation, { takesDigits, answersItself }: InviteFacts): void {
    const isAnswered = this.#told.view.phase !== 'ringing' || answersItself;
    // The server has the dialog of an answer that the switch never heard of.
    const left = this.#standing?.isReached ? standingDialog(this.#dialog) : undefined;
    if (left) this.#hangUp(left, true);
    else dropDialog(this.#dialog);
    this.#endOfWaiting();
    this.#stopStanding();
    this.#sound.close();
    this.#sound = new CallSound(this.#parts, this.#told);
    const session = this.#offered(invitation);
    this.#dialog = { type: 'offered', session };
    if (this.#told.view.takesDigits !== takesDigits) this.#told.change({ takesDigits });
    if (isAnswered) this.answer();
    else session.alert();
  }

  /** The connection is gone: the server's side of a call that was not answered is too, and the switch's is not. */
  connectionLost(error: string): void {
    if (this.#dialog.type === 'awaited') return;
    if (standingDialog(this.#dialog)) {
      this.#unheard.connectionLost(isConfirmed(this.#dialog));
      this.#standing?.connectionLost();
      return;
    }
    dropDialog(this.#dialog);
    this.#dialog = { type: 'awaited', isAnswered: this.#told.view.phase !== 'ringing' };
    this.#awaiting = this.#parts.timers.setTimeout(
      () => this.#end(`${error} The call was not offered again.`),
      awaitedMs,
    );
  }

  /** Another server is in use than before, or the same one after a loss. */
  moved(): void {
    this.#standing?.moved();
  }

  /** Another INVITE has taken this call's place (RFC 3891): it goes without a word, sip.js says BYE. */
  replaced(): void {
    this.#close();
  }

  setMuted(muted: boolean): void {
    this.#sound.leg.setMuted(muted);
    this.#told.change({ muted });
  }

  setHeld(hold: boolean): void {
    if (this.#standing) this.#standing.setHeld(hold);
    else this.#told.refuse(hold ? 'hold' : 'retrieve', 'The call is still being connected.');
  }

  /** RFC 4733 where the far side has offered it, else INFO. */
  sendDigits(digits: string): void {
    if (this.#told.view.takesDigits && this.#sound.leg.sendDigits(digits)) return;
    this.#infoDigits.send(digits);
  }

  #offered(invitation: Invitation): OfferedSession {
    const session: OfferedSession = new OfferedSession(invitation, this.#parts, {
      ended: (cause) => this.#dialogEnded(session, cause),
      unacknowledged: () => this.#unacknowledged(session),
    });
    return session;
  }

  /** The server is ill, or never heard the answer: then the switch may offer the call anew. */
  #unacknowledged(session: OfferedSession): void {
    if (!session.isConfirmed) this.#parts.unacknowledged();
    if (this.#dialog.type !== 'offered' || this.#dialog.session !== session) return;
    this.#unheard.suspected();
    this.#standing?.unacknowledged();
  }

  async #answer(session: OfferedSession): Promise<void> {
    if (!(await session.answer()) || this.#told.isOver) return;
    this.#unheard.answered();
    this.#standing = this.#stand(this.#sound);
    this.#sound.watch(
      () => this.pathMayBeLost(),
      (cause) => this.release(cause),
    );
    if (this.#told.view.phase !== 'established') this.#told.change({ phase: 'established' });
    this.#parts.onEstablished(this);
  }

  #stand({ leg, handler }: CallSound): StandingCall {
    const standing: StandingCall = new StandingCall({
      ...this.#parts,
      leg,
      handler,
      callId: this.#told.view.callId,
      core: this.#core,
      contact: this.#contact,
      isOver: () => this.#told.isOver || this.#standing !== standing,
      dialog: () => this.#dialog,
      isHeld: () => this.#told.view.held,
      onHeld: (held) => {
        this.#told.change({ held });
        if (!held) this.#parts.onEstablished(this);
      },
      onTakenOver: (dialog) => this.#takenOver(dialog, standing),
      onRecovered: () => this.#unheard.recovered(),
      onGone: (cause) => this.#gone(cause),
      onEnded: (cause) => this.#end(cause),
      refuse: (command, message) => this.#told.refuse(command, message),
    });
    return standing;
  }

  #takenOver(dialog: Core.Session, standing: StandingCall): void {
    // It comes after the agent has left, or was offered the call anew: nobody speaks in it.
    if (this.#told.isOver || this.#standing !== standing) {
      this.#sayGoodbye({ dialog, confirmation: null });
      return;
    }
    const session: TakenOverSession = new TakenOverSession({
      dialog,
      handler: this.#sound.handler,
      contact: this.#contact,
      log: this.#parts.log,
      listener: { ended: (cause) => this.#dialogEnded(session, cause) },
    });
    dropDialog(this.#dialog);
    this.#dialog = { type: 'taken-over', session };
  }

  /** What ends a dialog that is not the call's any more ends no call. */
  #dialogEnded(session: OfferedSession | TakenOverSession, cause: string): void {
    if (this.#dialog.type === 'awaited' || this.#dialog.session !== session) return;
    if (this.#standing) this.#standing.dialogEnded(cause);
    else this.#end(cause);
  }

  /** The switch does not have the call. Where its answer was lost, it may be offering it anew just now. */
  #gone(cause: string): void {
    const end = (): void => {
      this.#end(cause);
      dropDialog(this.#dialog);
    };
    if (this.#unheard.isPossible) this.#awaiting ??= this.#parts.timers.setTimeout(end, offeredAnewWithinMs);
    else end();
  }

  #leave(cause: string, status: RefusalStatus): void {
    if (this.#told.isOver) return;
    const dialog = standingDialog(this.#dialog);
    const isReached = this.#standing?.isReached ?? true;
    const isHeard = this.#dialog.type !== 'awaited' && !this.#unheard.isPossible;
    if (!dialog || !isHeard) this.#parts.onRefused(this.#told.view.callId, status, isHeard);
    this.#end(cause);
    if (dialog) this.#hangUp(dialog, isReached);
    else if (this.#dialog.type === 'offered') this.#dialog.session.refuse(status);
  }

  #hangUp(dialog: Core.Session, isReached: boolean): void {
    const at = this.#dialog;
    const confirmation = at.type === 'offered' && !at.session.isConfirmed ? at.session.confirmation : null;
    this.#sayGoodbye({ dialog, confirmation, hasLostServer: !isReached });
    if (confirmation && isReached) void confirmation.then(() => dropDialog(at));
    else dropDialog(at);
  }

  #sayGoodbye(parting: Pick<Parting, 'dialog' | 'confirmation'> & Partial<Parting>): void {
    sayGoodbye(
      { ...this.#parts, core: this.#core, contact: this.#contact, callId: this.#told.view.callId },
      { hasLostServer: false, ours: this.#sound.leg.ours ?? '', ...parting },
    );
  }

  #end(cause: string): void {
    if (!this.#close()) return;
    this.#parts.onEnded(this);
    this.#told.ended(cause);
  }

  #close(): boolean {
    if (!this.#told.close()) return false;
    this.#endOfWaiting();
    this.#stopStanding();
    this.#sound.close();
    return true;
  }

  #stopStanding(): void {
    this.#standing?.stop();
    this.#standing = null;
  }

  #endOfWaiting(): void {
    this.#parts.timers.clearTimeout(this.#awaiting);
    this.#awaiting = null;
  }
}
