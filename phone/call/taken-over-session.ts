import type { Core } from 'sip.js';
import { messageOf, type PhoneLog } from '../surroundings.ts';
import { type DescriptionHandler, sdpType } from './description-handler.ts';
import { reasonText } from './invite-headers.ts';
import type { CallSessionListener } from './offered-session.ts';

export interface TakenOverParts {
  readonly dialog: Core.Session;
  readonly handler: DescriptionHandler;
  readonly contact: string;
  readonly log: PhoneLog;
  readonly listener: CallSessionListener;
}

/**
 * The dialog of an INVITE of ours with Replaces (RFC 3891). It is driven without sip.js's Inviter, which ends the call
 * with a BYE where the answer is of no use (sip.js 0.21.2).
 */
export class TakenOverSession {
  readonly dialog: Core.Session;
  readonly #parts: TakenOverParts;

  constructor(parts: TakenOverParts) {
    this.dialog = parts.dialog;
    this.#parts = parts;
    parts.dialog.delegate = {
      onBye: (bye) => {
        bye.accept();
        parts.listener.ended(reasonText(bye.message) ?? 'Ended by the far end');
      },
      onInfo: (info) => void info.accept(),
      onInvite: (invite) => void this.#offered(invite),
      // sip.js refuses what comes while an ACK is being worked on.
      onAck: ({ message }) => (message.body === '' ? undefined : this.#answered(message.body)),
    };
  }

  /** The session means nothing any more: no word is sent, and nothing more is told of it. */
  drop(): void {
    this.dialog.delegate = {};
    this.dialog.dispose();
  }

  /** A re-INVITE of the far side; without an offer ours goes out, and the ACK brings the answer (RFC 3261, 14.2). */
  async #offered(invite: Core.IncomingInviteRequest): Promise<void> {
    const { handler, contact, log } = this.#parts;
    try {
      if (invite.message.body !== '') await handler.setDescription(invite.message.body);
      const { body } = await handler.getDescription();
      invite.accept({
        statusCode: 200,
        extraHeaders: [`Contact: ${contact}`],
        body: { contentDisposition: 'session', contentType: sdpType, content: body },
      });
    } catch (error) {
      log.warn(`A change of a call by the far side was refused: ${messageOf(error)}.`);
      await handler.rollbackDescription();
      invite.reject({ statusCode: 488 });
    }
  }

  async #answered(sdp: string): Promise<void> {
    const { handler, log } = this.#parts;
    await handler.setDescription(sdp).catch((error: unknown) => {
      log.warn(`The far side's answer is of no use: ${messageOf(error)}.`);
    });
  }
}
