import { Core } from 'sip.js';
import { messageOf, type PhoneLog } from '../surroundings.ts';
import { type CallDialog, isConfirmed, standingDialog } from './call-dialog.ts';
import { glareDelayMs } from './call-rules.ts';
import type { DescribedLeg } from './described-leg.ts';
import type { DescriptionHandler } from './description-handler.ts';
import { pauseUnlessLost, settledOrLost } from './lost-signal.ts';
import { afterRefresh, afterTakeover, type Recovery } from './recovery-rules.ts';
import { type MediaChange, offerOf, type RequestParts, reinvite } from './reinvite.ts';
import { type ChangeOutcome, lostBy, type RequestOutcome, unacknowledgedBy } from './request-outcome.ts';
import { takeOver } from './takeover.ts';

export interface DialogRecoveryParts extends Omit<RequestParts, 'lost'> {
  readonly log: PhoneLog;
  readonly callId: string;
  readonly core: Core.UserAgentCore;
  readonly leg: DescribedLeg;
  readonly handler: DescriptionHandler;
  /** Aborted when the connection in use now is lost. */
  readonly lost: () => AbortSignal;
  readonly isOver: () => boolean;
  readonly dialog: () => CallDialog;
  /** A dialog of ours has taken the place of the one before. */
  readonly onTakenOver: (dialog: Core.Session) => void;
  /** The far side has ended the call. */
  readonly onEnded: (cause: string) => void;
  /** What is to be heard could not be agreed on in the dialog that took the place: it is to be offered in it again. */
  readonly onDisagreed: () => void;
}

/** What the server in use says of the call, and what that leads to. */
export interface Asked {
  readonly next: Recovery;
  /** Why it is not reached: completes "The call could not be held: ". */
  readonly cause: string;
}

const mostAttempts = 4;

/** The far side's own offer came while ours was made: ours no longer fits what it has now. */
const changedMeanwhile: RequestOutcome = {
  type: 'refused',
  status: 491,
  comeAgain: false,
  cause: 'the far side is changing the call itself',
};

/** Asks the server in use to go on with a call, by the dialog it has or by a new one. Nothing here ever throws. */
export class DialogRecovery {
  readonly #parts: DialogRecoveryParts;
  #isTakingOver = false;
  /** Why the dialog ended whose place is being taken. */
  #endedMeanwhile: string | null = null;

  constructor(parts: DialogRecoveryParts) {
    this.#parts = parts;
  }

  /** Offers a change of the media in the dialog, once both ends know of that. */
  async change(change: MediaChange): Promise<ChangeOutcome> {
    const { handler, server, dialog, isOver } = this.#parts;
    const lost = this.#parts.lost();
    const at = dialog();
    if (at.type === 'offered' && !isConfirmed(at)) await settledOrLost(at.session.confirmation, lost);
    if (lost.aborted) return lostBy(server());
    if (standingDialog(at) && !isConfirmed(at)) return unacknowledgedBy(server());
    return reinvite(
      {
        ...this.#parts,
        lost,
        dialog: () => (isOver() ? undefined : standingDialog(dialog())),
        remoteOffers: () => handler.remoteOffers,
        ownsCallId: at.type === 'taken-over',
      },
      change,
    );
  }

  /** Tells a server that may not have the dialog of it; where it does not, the dialog is replaced. */
  async recover(change: MediaChange): Promise<Asked> {
    // An answer whose ACK was lost with its server: RFC 3261, 14.1, allows no re-INVITE in its dialog.
    if (!isConfirmed(this.#parts.dialog())) return this.takeOver(change);
    const outcome = await this.change(change);
    const next = afterRefresh(outcome);
    return next === 'take-over' ? this.takeOver(change) : { next, cause: causeOf(outcome) };
  }

  /** INVITE with Replaces. The sound goes on by the same leg, from which the offer is. */
  async takeOver(change: MediaChange): Promise<Asked> {
    const { timers, random, server } = this.#parts;
    const lost = this.#parts.lost();
    for (let attempts = 1; ; attempts += 1) {
      const outcome = await this.#replace(change, lost);
      const isGlare = outcome.type === 'refused' && outcome.status === 491;
      if (!isGlare || attempts === mostAttempts) {
        return { next: afterTakeover(outcome), cause: causeOf(outcome) };
      }
      await pauseUnlessLost(timers, glareDelayMs(true, random()), lost);
      if (lost.aborted) return { next: 'lost', cause: lostBy(server()).cause };
    }
  }

  /** The far side has ended the dialog: with it the call, unless it makes room for the one that takes its place. */
  dialogEnded(cause: string): void {
    if (this.#isTakingOver) this.#endedMeanwhile = cause;
    else this.#parts.onEnded(cause);
  }

  /** The connection is gone, and the ACK of a re-INVITE of the far side with it: sip.js would wait for it for ever. */
  connectionLost(): void {
    const dialog = standingDialog(this.#parts.dialog());
    if (!(dialog instanceof Core.SessionDialog)) return;
    dialog.reinviteUserAgentServer = undefined;
    dialog.signalingStateRollback();
  }

  async #replace(change: MediaChange, lost: AbortSignal): Promise<RequestOutcome> {
    const { handler, dialog, isOver } = this.#parts;
    const before = handler.remoteOffers;
    let offer: string;
    try {
      offer = await offerOf(this.#parts, change);
    } catch (error) {
      return { type: 'failed', cause: messageOf(error) };
    }
    const replaced = standingDialog(dialog());
    if (!replaced || isOver()) return { type: 'failed', cause: 'the call has ended' };
    if (lost.aborted) return lostBy(this.#parts.server());
    if (handler.remoteOffers !== before) return changedMeanwhile;
    let agreed: Promise<boolean> = Promise.resolve(true);
    const onDialog = (taken: Core.Session, answer: string): void => {
      this.#parts.onTakenOver(taken);
      if (!isOver()) agreed = handler.remoteOffers === before ? this.#accept(answer) : Promise.resolve(false);
    };
    this.#isTakingOver = true;
    const outcome = await takeOver({ ...this.#parts, lost, onDialog }, replaced, offer);
    this.#isTakingOver = false;
    if (!(await agreed)) this.#parts.onDisagreed();
    const ended = this.#endedMeanwhile;
    this.#endedMeanwhile = null;
    if (outcome.type !== 'accepted' && ended !== null) this.#parts.onEnded(ended);
    return outcome;
  }

  async #accept(answer: string): Promise<boolean> {
    const { server, callId, log, leg } = this.#parts;
    try {
      if (answer === '') throw new Error('it has no session description');
      await leg.acceptAnswer(answer);
      return true;
    } catch (error) {
      log.warn(`${server()} took over call ${callId}, but its answer is of no use: ${messageOf(error)}.`);
      return false;
    }
  }
}

function causeOf(outcome: ChangeOutcome): string {
  return outcome.type === 'accepted' ? '' : outcome.cause;
}
