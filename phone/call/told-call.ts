import type { PhoneEvent } from '../../contract/softphone/messages.ts';
import type { PhoneCall } from '../../contract/softphone/phone-call.ts';
import type { InviteFacts } from './invite-headers.ts';

/** What main is told of a call, from its first INVITE until it is over. */
export class ToldCall {
  readonly #report: (event: PhoneEvent) => void;
  #view: PhoneCall;
  #isOver = false;

  constructor({ callId, from, takesDigits, isHeld }: InviteFacts, report: (event: PhoneEvent) => void) {
    this.#report = report;
    this.#view = {
      callId,
      direction: 'inbound',
      phase: 'ringing',
      held: isHeld,
      muted: false,
      from,
      takesDigits,
    };
  }

  get view(): PhoneCall {
    return this.#view;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** As it is now. */
  tell(): void {
    if (!this.#isOver) this.#report({ type: 'call', call: this.#view });
  }

  change(part: Partial<PhoneCall>): void {
    if (this.#isOver) return;
    this.#view = { ...this.#view, ...part };
    this.tell();
  }

  /** A command came to nothing: why, in a sentence. */
  refuse(command: string, message: string): void {
    if (this.#isOver) return;
    this.#report({ type: 'refused', callId: this.#view.callId, command, message });
  }

  /** Nothing of it is told from now on but its end. False: it was over already. */
  close(): boolean {
    const was = this.#isOver;
    this.#isOver = true;
    return !was;
  }

  ended(cause: string): void {
    this.#report({ type: 'callEnded', callId: this.#view.callId, cause });
  }
}
