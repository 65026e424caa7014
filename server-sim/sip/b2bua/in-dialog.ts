import type { Flow } from '../flow.ts';
import { randomId } from '../identifiers.ts';
import type { Request } from '../message/request.ts';
import type { Field } from '../message/write-message.ts';
import type { ServerTransaction } from '../transaction/server-transaction.ts';
import type { B2buaContext } from './context.ts';
import { problemOf } from './context.ts';
import {
  ALLOW,
  contactField,
  phrase,
  recordRoutes,
  SUPPORTED,
  sdpBody,
  targetOf,
} from './dialog-requests.ts';
import type { DialogId, DialogRecord } from './dialog-store.ts';
import { DIGIT_TYPES, readInfoDigit } from './info-digits.ts';
import type { Sessions } from './sessions.ts';

/** The dialog that a device's request names: its To tag is ours. */
export function dialogIdOf(request: Request): DialogId {
  return { callId: request.callId, localTag: request.toTag ?? '', remoteTag: request.fromTag ?? '' };
}

function answer(
  transaction: ServerTransaction,
  status: number,
  reason: string,
  fields: readonly Field[] = [],
): void {
  transaction.respond({ status, reason, toTag: randomId(), fields });
}

export function refuseWarning(domain: string, problem: string): Field {
  return ['Warning', `399 ${domain} ${JSON.stringify(problem)}`];
}

/** Requests of devices within confirmed dialogs (RFC 3261, sections 12.2.2, 14.2 and 15.1.2; RFC 3311). */
export class InDialog {
  readonly #context: B2buaContext;
  readonly #sessions: Sessions;

  constructor(context: B2buaContext, sessions: Sessions) {
    this.#context = context;
    this.#sessions = sessions;
  }

  receive(kept: DialogRecord, transaction: ServerTransaction, flow: Flow): void {
    const { request } = transaction;
    if (kept.remoteCseq !== null && request.cseq.number < kept.remoteCseq) {
      answer(transaction, 500, 'CSeq is below the last one of this dialog (RFC 3261, section 12.2.2)');
      return;
    }
    if (this.#sessions.isEnding(kept)) {
      if (request.method === 'BYE') answer(transaction, 200, 'OK');
      else answer(transaction, 481, 'Call/Transaction Does Not Exist');
      return;
    }
    const record = this.#heard(kept, request, flow);
    switch (request.method) {
      case 'INVITE':
      case 'UPDATE':
        this.#receiveOffer(record, transaction);
        break;
      case 'BYE':
        answer(transaction, 200, 'OK');
        this.#sessions.endedByDevice(record, byeReason(request));
        break;
      case 'INFO':
        void this.#receiveInfo(record, transaction);
        break;
      case 'OPTIONS':
        answer(transaction, 200, 'OK', [
          ['Allow', ALLOW],
          ['Supported', SUPPORTED],
        ]);
        break;
      case 'REFER':
        answer(transaction, 603, 'Transfers go by the desktop, not by SIP');
        break;
      default:
        answer(transaction, 405, 'Method Not Allowed', [['Allow', ALLOW]]);
    }
  }

  /** An ACK of a 2xx. */
  acknowledged(record: DialogRecord, ack: Request, flow: Flow): void {
    this.#context.flows.heard(record.device, flow);
    this.#sessions.acknowledged(record, ack);
  }

  /** The device gave up its re-INVITE. True when the INVITE was one of this kind. */
  cancelled(invite: ServerTransaction): boolean {
    const legId = this.#sessions.legAnswering(invite);
    if (legId === null) return false;
    answer(invite, 487, 'Request Terminated');
    const record = this.#context.dialogs.byLeg(legId);
    if (record !== null) this.#sessions.answering(record, null);
    return true;
  }

  /** Keeps what the request says of its sender: connection, CSeq, target and, where another edge had it, route. */
  #heard(kept: DialogRecord, request: Request, flow: Flow): DialogRecord {
    const { side, flows, log, report } = this.#context;
    flows.heard(kept.device, flow);
    const contact = request.contacts === '*' ? undefined : request.contacts[0];
    const refreshes = request.method === 'INVITE' || request.method === 'UPDATE';
    const moved = kept.servedBy !== side;
    if (moved) {
      log('info', 'took a dialog over', {
        side,
        from: kept.servedBy,
        legId: kept.legId,
        remote: flow.remote,
      });
      report({ type: 'moved', side, legId: kept.legId, isShared: true });
    }
    const record: DialogRecord = {
      ...kept,
      remoteCseq: request.cseq.number,
      remoteTarget: refreshes && contact !== undefined ? targetOf(contact.uri) : kept.remoteTarget,
      routeSet: moved && refreshes ? recordRoutes(request.headers) : kept.routeSet,
      servedBy: side,
    };
    this.#sessions.keep(record);
    return record;
  }

  #receiveOffer(record: DialogRecord, transaction: ServerTransaction): void {
    const { request } = transaction;
    const offered = request.body !== '';
    const obstacle = request.method === 'UPDATE' && !offered ? 'none' : this.#sessions.obstacle(record);
    switch (obstacle) {
      case 'answering-its-last': {
        const seconds = Math.floor(Math.random() * 11);
        answer(transaction, 500, 'The last offer is not answered yet', [['Retry-After', String(seconds)]]);
        return;
      }
      case 'ours-is-open':
        answer(transaction, 491, 'Request Pending');
        return;
      case 'none':
        break;
      default:
        obstacle satisfies never;
    }
    if (request.method === 'UPDATE' && !offered) this.#accept(record, transaction, null);
    else void this.#negotiate(record, transaction, offered ? request.body : null);
  }

  /** Has media answer the device's offer, or make one where it sent none, and accepts with that. */
  async #negotiate(
    record: DialogRecord,
    transaction: ServerTransaction,
    offer: string | null,
  ): Promise<void> {
    const { media, log, domain } = this.#context;
    const { legId } = record;
    this.#sessions.answering(record, transaction);
    try {
      const sdp = offer === null ? await media.offer(legId) : await media.answer(legId, offer);
      const current = this.#sessions.find(record);
      if (!transaction.open || current === null) return;
      this.#sessions.answering(current, null);
      this.#accept(current, transaction, sdp);
      if (offer !== null) this.#sessions.noteDirection(this.#sessions.find(current) ?? current, offer);
    } catch (error) {
      const problem = problemOf(error);
      log('warn', 'media refused a session description', { legId, problem });
      this.#sessions.answering(record, null);
      answer(transaction, 488, 'Not Acceptable Here', [refuseWarning(domain, problem)]);
    }
  }

  #accept(record: DialogRecord, transaction: ServerTransaction, sdp: string | null): void {
    const { request } = transaction;
    transaction.respond({
      status: 200,
      reason: 'OK',
      toTag: null,
      fields: [contactField(record.legId, this.#context.domain), ['Allow', ALLOW], ['Supported', SUPPORTED]],
      body: sdp === null ? null : sdpBody(sdp),
    });
    if (request.method !== 'INVITE') return;
    const offering = request.body === '';
    this.#sessions.awaitAck(record, transaction, offering, {
      acknowledged: (ack) => {
        if (offering) void this.#takeAnswer(record, ack);
      },
      unacknowledged: () => this.#hangUp(record, 408, 'no ACK came for a re-INVITE'),
    });
  }

  async #takeAnswer(record: DialogRecord, ack: Request): Promise<void> {
    try {
      if (ack.body === '') throw new Error('the ACK brings no session description');
      await this.#context.media.answered(record.legId, ack.body);
      const current = this.#sessions.find(record);
      if (current !== null) this.#sessions.noteDirection(current, ack.body);
    } catch (error) {
      this.#hangUp(record, 488, problemOf(error));
    }
  }

  #hangUp(record: DialogRecord, status: number, reason: string): void {
    const current = this.#sessions.find(record);
    if (current === null) return;
    const { legId } = record;
    this.#sessions.hangUp(current, { status, reason }, { type: 'released', legId, reason });
  }

  /** Digits of phones that send none in RTP: media hears them as it hears those. */
  async #receiveInfo(record: DialogRecord, transaction: ServerTransaction): Promise<void> {
    const { headers, body } = transaction.request;
    const { media, log, domain } = this.#context;
    const type = (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
    if (body === '') {
      answer(transaction, 200, 'OK');
      return;
    }
    if (!DIGIT_TYPES.includes(type)) {
      answer(transaction, 415, 'Unsupported Media Type', [['Accept', DIGIT_TYPES.join(', ')]]);
      return;
    }
    const digit = readInfoDigit(type, body);
    if (!digit.ok) {
      answer(transaction, 400, phrase(`Bad Request: ${digit.error}`));
      return;
    }
    try {
      await media.pressed(record.legId, digit.value);
      answer(transaction, 200, 'OK');
    } catch (error) {
      const problem = problemOf(error);
      log('warn', 'media did not take a digit', { legId: record.legId, problem });
      answer(transaction, 500, 'The digit was not passed on', [refuseWarning(domain, problem)]);
    }
  }
}

/** What the device's BYE says of its reason (RFC 3326). */
function byeReason(request: Request): string {
  const text = /text="([^"]*)"/i.exec(request.headers.get('reason') ?? '')?.[1];
  return text === undefined || text === '' ? 'hung up by the device' : text;
}
