import { type Core, type Invitation, SessionState } from 'sip.js';
import { answerDeadlineMs } from '../../contract/servers/awaited-answers.ts';
import { messageOf, type Surroundings } from '../surroundings.ts';
import { reasonText } from './invite-headers.ts';

/** What a call's session tells; ended comes once, whatever ended it, and never after the session was dropped. */
export interface CallSessionListener {
  ended(cause: string): void;
}

/** What an inbound INVITE tells besides. */
export interface OfferedSessionListener extends CallSessionListener {
  /** Our answer has had no ACK for 5 s; and once more after 32 s, when requests may go out without it. */
  unacknowledged(): void;
}

/** What became of our answer: its ACK came, the session ended without it, or it did not come within 5 s. */
export type Confirmation = 'acknowledged' | 'ended' | 'overdue';

/** One inbound INVITE and the dialog it becomes: sip.js's session with its ways of ending told apart. */
export class OfferedSession {
  readonly invitation: Invitation;
  /**
   * Resolves when it is known what became of our answer. A re-INVITE before its ACK is against RFC 3261, 14.1, and
   * makes sip.js end the call with a BYE as the ACK comes in.
   */
  readonly confirmation: Promise<Confirmation>;
  readonly #confirm: (confirmation: Confirmation) => void;
  readonly #time: Pick<Surroundings, 'now' | 'timers'>;
  #listener: OfferedSessionListener | null;
  #isConfirmed = false;
  #overdue: unknown = null;
  /** Why the session will end, where that is known before it does. */
  #cause: string | null = null;
  #answering = false;

  constructor(
    invitation: Invitation,
    time: Pick<Surroundings, 'now' | 'timers'>,
    listener: OfferedSessionListener,
  ) {
    this.invitation = invitation;
    this.#time = time;
    this.#listener = listener;
    const { promise, resolve } = Promise.withResolvers<Confirmation>();
    this.confirmation = promise;
    this.#confirm = resolve;
    invitation.delegate = {
      onAck: () => {
        this.#isConfirmed = true;
        this.#settle('acknowledged');
      },
      onCancel: ({ request }) => {
        this.#cause = reasonText(request) ?? 'Cancelled by the caller';
      },
      onBye: (bye) => {
        this.#cause = reasonText(bye.request) ?? 'Ended by the far end';
        void bye.accept();
      },
    };
    invitation.stateChange.addListener((state) => {
      if (state !== SessionState.Terminated) return;
      this.#settle('ended');
      if (!this.#answering) this.#ended();
    });
  }

  /** Whether requests may go out in the dialog: its ACK came, or RFC 3261 waits for it no more. */
  get isConfirmed(): boolean {
    return this.#isConfirmed;
  }

  /** The dialog that our answer made; undefined before it. */
  get dialog(): Core.Session | undefined {
    return this.invitation.state === SessionState.Established ? this.invitation.dialog : undefined;
  }

  /** Rings: 180 to the far side. */
  alert(): void {
    this.invitation.progress().catch((error: unknown) => {
      this.#cause = `The call could not ring: ${messageOf(error)}`;
      this.refuse(480);
    });
  }

  /** Resolves true when the answer has been sent; false: the session has ended, and why was told, or was dropped. */
  async answer(): Promise<boolean> {
    // sip.js refuses the INVITE before it says why it could not be answered.
    this.#answering = true;
    try {
      await this.invitation.accept();
    } catch (error) {
      this.#cause ??= `The call could not be answered: ${messageOf(error)}`;
    }
    this.#answering = false;
    const { dialog } = this;
    if (dialog) {
      this.#awaitAck(dialog);
      // What ends it without a BYE from now on is an ACK whose description is of no use.
      this.#cause = 'The sound of the call could not be agreed on';
      return true;
    }
    this.#ended();
    return false;
  }

  /** Refuses an INVITE that is not answered yet; nothing is waited for. */
  refuse(status: 480 | 603): void {
    this.invitation.reject({ statusCode: status }).catch(() => undefined);
  }

  /** The session means nothing any more: no word is sent, and nothing more is told of it. */
  drop(): void {
    this.#listener = null;
    const { dialog } = this;
    dialog?.dispose();
    // sip.js would end it with a BYE, which a dialog that is disposed of refuses.
    this.invitation.dispose().catch(() => undefined);
    // It would say BYE where no ACK comes within 32 s.
    if (dialog) dialog.delegate = { onAckTimeout: () => undefined };
    this.#settle('ended');
  }

  #awaitAck(dialog: Core.Session): void {
    if (this.#isConfirmed) return;
    this.#expectAck();
    // sip.js ends the session with a BYE, as RFC 3261, 13.3.1.4, would have it: it would cut a caller who is heard. The
    // dialog is confirmed all the same from then on, and one that nobody speaks in ends by its silence.
    dialog.delegate = {
      ...dialog.delegate,
      onAckTimeout: () => {
        this.#isConfirmed = true;
        this.#listener?.unacknowledged();
      },
    };
  }

  #expectAck(): void {
    const { now, timers } = this.#time;
    const dueAt = now() + answerDeadlineMs;
    this.#overdue = timers.setTimeout(() => {
      // As with heartbeats: an alarm that is far too late tells that this computer slept, not that the server did.
      if (now() - dueAt > answerDeadlineMs / 2) return this.#expectAck();
      this.#settle('overdue');
      this.#listener?.unacknowledged();
    }, answerDeadlineMs);
  }

  #settle(confirmation: Confirmation): void {
    this.#time.timers.clearTimeout(this.#overdue);
    this.#confirm(confirmation);
  }

  #ended(): void {
    const listener = this.#listener;
    this.#listener = null;
    listener?.ended(this.#cause ?? 'Not answered');
  }
}
