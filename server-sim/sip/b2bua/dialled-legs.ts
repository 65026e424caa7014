import type { Flow } from '../flow.ts';
import { randomId } from '../identifiers.ts';
import type { Request } from '../message/request.ts';
import type { ServerTransaction } from '../transaction/server-transaction.ts';
import type { B2buaContext } from './context.ts';
import { closeMedia, problemOf } from './context.ts';
import type { DialledEffect, DialledEvent, DialledState } from './dialled-leg.ts';
import { stepDialled } from './dialled-leg.ts';
import {
  ALLOW,
  contactField,
  dialledNumber,
  phrase,
  recordRoutes,
  SUPPORTED,
  sdpBody,
  tagForLeg,
  targetOf,
} from './dialog-requests.ts';
import type { DialogRecord } from './dialog-store.ts';
import type { Sessions } from './sessions.ts';

interface Running {
  readonly legId: string;
  readonly device: string;
  readonly transaction: ServerTransaction;
  readonly flow: Flow;
  readonly localTag: string;
  state: DialledState;
}

/** The dialog that a device's INVITE makes, from the edge's side (RFC 3261, section 12.1.1). */
export function recordOfInvite(
  request: Request,
  leg: { readonly legId: string; readonly device: string; readonly localTag: string },
  context: B2buaContext,
): DialogRecord {
  const { headers } = request;
  const contact = request.contacts === '*' ? undefined : request.contacts[0];
  return {
    callId: request.callId,
    localTag: leg.localTag,
    remoteTag: request.fromTag ?? '',
    legId: leg.legId,
    device: leg.device,
    localAddress: headers.get('to') ?? '',
    remoteAddress: (headers.get('from') ?? '').replace(/;\s*tag\s*=[^;,]*/i, ''),
    remoteTarget: targetOf((contact ?? request.from).uri),
    routeSet: recordRoutes(headers),
    localCseq: 0,
    remoteCseq: request.cseq.number,
    held: false,
    isEnding: false,
    servedBy: context.side,
  };
}

/** Legs that devices begin by dialling: INVITE to the edge, answered as the switch orders. */
export class DialledLegs {
  readonly #context: B2buaContext;
  readonly #sessions: Sessions;
  readonly #legs = new Map<string, Running>();

  constructor(context: B2buaContext, sessions: Sessions) {
    this.#context = context;
    this.#sessions = sessions;
  }

  /** An INVITE outside any dialog, its sender authenticated as `device`. */
  receive(transaction: ServerTransaction, flow: Flow, device: string): void {
    const { request } = transaction;
    const { report, side, log } = this.#context;
    const number = request.uri.type === 'other' ? '' : dialledNumber(request.uri);
    if (number === '') {
      transaction.respond({ status: 484, reason: 'Address Incomplete', toTag: randomId() });
      return;
    }
    const legId = randomId(12);
    const localTag = tagForLeg(legId);
    this.#legs.set(legId, {
      legId,
      device,
      transaction,
      flow,
      localTag,
      state: { phase: 'waiting', ringing: false },
    });
    log('info', 'device dials', { side, legId, device, remote: flow.remote });
    report({ type: 'dialled', side, legId, device, number });
  }

  /** Hands the leg an event; false when there is no such leg here. */
  event(legId: string, event: DialledEvent): boolean {
    const leg = this.#legs.get(legId);
    if (leg === undefined) return false;
    const step = stepDialled(legId, leg.state, event);
    leg.state = step.state;
    // Before the effects, as with offered legs: the switch may answer a report at once.
    if (leg.state.phase === 'over') this.#legs.delete(legId);
    for (const effect of step.effects) this.#run(leg, effect);
    return true;
  }

  /** The device cancelled. True when the INVITE was one of these. */
  cancelled(invite: ServerTransaction): boolean {
    for (const leg of this.#legs.values()) {
      if (leg.transaction === invite) return this.event(leg.legId, { type: 'cancelled' });
    }
    return false;
  }

  /** The device ends its early dialog by BYE, which a caller may (RFC 3261, section 15). */
  endedEarly(callId: string, localTag: string): boolean {
    for (const leg of this.#legs.values()) {
      if (leg.localTag !== localTag || leg.transaction.request.callId !== callId) continue;
      return this.event(leg.legId, { type: 'cancelled' });
    }
    return false;
  }

  flowClosed(flow: Flow): void {
    for (const leg of [...this.#legs.values()]) {
      if (leg.flow === flow) this.event(leg.legId, { type: 'connection-closed' });
    }
  }

  forget(legId: string): void {
    this.#legs.delete(legId);
  }

  /** The legs whose dialogs do not stand by themselves yet. */
  running(): readonly { readonly legId: string; readonly device: string }[] {
    return [...this.#legs.values()].map(({ legId, device }) => ({ legId, device }));
  }

  dispose(): void {
    this.#legs.clear();
  }

  #run(leg: Running, effect: DialledEffect): void {
    const { legId, transaction, localTag } = leg;
    switch (effect.type) {
      case 'ring':
        transaction.respond({
          status: 180,
          reason: 'Ringing',
          toTag: localTag,
          fields: [contactField(legId, this.#context.domain)],
        });
        break;
      case 'ask-media':
        void this.#askMedia(leg);
        break;
      case 'accept':
        this.#accept(leg, effect.sdp);
        break;
      case 'refuse':
        transaction.respond({ status: effect.status, reason: phrase(effect.reason), toTag: localTag });
        break;
      case 'hang-up': {
        const record = this.#context.dialogs.byLeg(legId);
        if (record !== null) this.#sessions.hangUp(record, effect.release, effect.report);
        break;
      }
      case 'report':
        this.#context.report(effect.report);
        break;
      case 'close-media':
        closeMedia(this.#context, legId);
        break;
      default:
        effect satisfies never;
    }
  }

  /** Media answers the device's offer; without one, it makes the offer and the ACK brings the answer. */
  async #askMedia({ legId, transaction }: Running): Promise<void> {
    const { media } = this.#context;
    const offer = transaction.request.body;
    try {
      const sdp = offer === '' ? await media.offer(legId) : await media.answer(legId, offer);
      // Ended meanwhile: what media has made just now has to be given back.
      if (!this.event(legId, { type: 'description-made', sdp })) closeMedia(this.#context, legId);
    } catch (error) {
      this.event(legId, { type: 'no-description', problem: problemOf(error) });
    }
  }

  #accept(leg: Running, sdp: string): void {
    const { legId, device, transaction, flow, localTag } = leg;
    const { domain, flows } = this.#context;
    const record = recordOfInvite(transaction.request, { legId, device, localTag }, this.#context);
    this.#sessions.establish(record);
    flows.heard(device, flow);
    transaction.respond({
      status: 200,
      reason: 'OK',
      toTag: localTag,
      fields: [contactField(legId, domain), ['Allow', ALLOW], ['Supported', SUPPORTED]],
      body: sdpBody(sdp),
    });
    const offering = transaction.request.body === '';
    if (!offering) this.#sessions.noteDirection(record, transaction.request.body);
    this.#sessions.awaitAck(record, transaction, offering, {
      acknowledged: (ack) => {
        if (offering) void this.#takeAnswer(legId, ack.body);
        else this.event(legId, { type: 'acknowledged' });
      },
      unacknowledged: () => {
        this.event(legId, { type: 'unacknowledged' });
      },
    });
  }

  async #takeAnswer(legId: string, sdp: string): Promise<void> {
    try {
      await this.#context.media.answered(legId, sdp);
    } catch (error) {
      const reason = `media refused the device's answer: ${problemOf(error)}`;
      this.event(legId, { type: 'release', release: { status: 488, reason } });
    }
    this.event(legId, { type: 'acknowledged' });
  }
}
