import { type Core, type Invitation, SessionState } from 'sip.js';
import { messageOf } from '../surroundings.ts';
import { reasonText } from './invite-headers.ts';

/** What a call's session tells; ended comes once, whatever ended it, and never after the session was dropped. */
export interface CallSessionListener {
  ended(cause: string): void;
}

/** One inbound INVITE and the dialog it becomes: sip.js's session with its ways of ending told apart. */
export class OfferedSession {
  readonly invitation: Invitation;
  /**
   * Resolves when our answer was acknowledged, or the session has ended. A re-INVITE before that is against RFC 3261,
   * 14.1, and makes sip.js end the call with a BYE as the ACK comes in.
   */
  readonly acknowledged: Promise<void>;
  #listener: CallSessionListener | null;
  #isAcknowledged = false;
  /** Why the session will end, where that is known before it does. */
  #cause: string | null = null;
  #answering = false;

  constructor(invitation: Invitation, listener: CallSessionListener) {
    this.invitation = invitation;
    this.#listener = listener;
    const { promise, resolve: acknowledge } = Promise.withResolvers<void>();
    this.acknowledged = promise;
    invitation.delegate = {
      onAck: () => {
        this.#isAcknowledged = true;
        acknowledge();
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
      acknowledge();
      if (!this.#answering) this.#ended();
    });
  }

  get isAcknowledged(): boolean {
    return this.#isAcknowledged;
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
    if (this.invitation.state === SessionState.Established) {
      // What ends it without a BYE from now on is an ACK that never came.
      this.#cause = 'The answer was never confirmed';
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
  }

  #ended(): void {
    const listener = this.#listener;
    this.#listener = null;
    listener?.ended(this.#cause ?? 'Not answered');
  }
}
