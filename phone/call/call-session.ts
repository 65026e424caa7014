import { type Invitation, SessionState } from 'sip.js';
import { messageOf } from '../surroundings.ts';
import { reasonText } from './invite-headers.ts';

/** What one INVITE's session tells; ended comes once, whatever ended it. */
export interface CallSessionListener {
  ended(cause: string): void;
}

/** One inbound INVITE and the dialog it becomes: sip.js's session with its ways of ending told apart. */
export class CallSession {
  readonly invitation: Invitation;
  /**
   * Resolves when our answer was acknowledged, or the session has ended. A re-INVITE before that is against RFC 3261,
   * 14.1, and makes sip.js end the call with a BYE as the ACK comes in.
   */
  readonly acknowledged: Promise<void>;
  readonly #listener: CallSessionListener;
  /** Why the session will end, where that is known before it does. */
  #cause: string | null = null;
  #answering = false;

  constructor(invitation: Invitation, listener: CallSessionListener) {
    this.invitation = invitation;
    this.#listener = listener;
    const { promise, resolve: acknowledge } = Promise.withResolvers<void>();
    this.acknowledged = promise;
    invitation.delegate = {
      onAck: () => acknowledge(),
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

  /** Rings: 180 to the far side. */
  alert(): void {
    this.invitation.progress().catch((error: unknown) => {
      this.#cause = `The call could not ring: ${messageOf(error)}`;
      this.end(480);
    });
  }

  /** Resolves true when the answer has been sent; false: the call has ended, and why was told. */
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

  /** Ends the session as its state asks for; nothing is waited for. */
  end(status: 480 | 603): void {
    switch (this.invitation.state) {
      case SessionState.Initial:
      case SessionState.Establishing:
        this.invitation.reject({ statusCode: status }).catch(() => undefined);
        break;
      case SessionState.Established:
        this.invitation.bye().catch(() => undefined);
        break;
      case SessionState.Terminating:
      case SessionState.Terminated:
        break;
    }
  }

  #ended(): void {
    this.#listener.ended(this.#cause ?? 'Not answered');
  }
}
