import { type DeviceOrder, otherPhoneHasIt } from '../../links/device-control.ts';
import type { Flow } from '../flow.ts';
import { randomId } from '../identifiers.ts';
import { readContacts } from '../message/request.ts';
import type { Response } from '../message/response.ts';
import type { Field } from '../message/write-message.ts';
import type { Binding } from '../registrar/bindings.ts';
import type { ClientTransaction, OutgoingRequest } from '../transaction/client-transaction.ts';
import type { B2buaContext } from './context.ts';
import { closeMedia, ownFlowTo, problemOf } from './context.ts';
import {
  ALLOW,
  callerAddress,
  contactField,
  inDialogRequest,
  phrase,
  reasonField,
  recordRoutes,
  SUPPORTED,
  sdpBody,
  tagForLeg,
  targetOf,
} from './dialog-requests.ts';
import type { DialogRecord } from './dialog-store.ts';
import type { OfferedEffect, OfferedEvent, OfferedState } from './offered-leg.ts';
import { stepOffered } from './offered-leg.ts';
import type { Sessions } from './sessions.ts';

type Offer = Extract<DeviceOrder, { type: 'offer' }>;

const INVITE_CSEQ = 1;

/** One offer on its way: the pure state, and what it holds on to outside. */
interface Running {
  readonly offer: Offer;
  readonly binding: Binding;
  readonly callId: string;
  readonly localTag: string;
  state: OfferedState;
  invite: ClientTransaction | null;
  /** The first 2xx; others are its repetitions, or come from a fork. */
  accepted: Response | null;
}

function withoutTag(value: string): string {
  return value.replace(/;\s*tag\s*=[^;,]*/i, '');
}

/** Legs that the switch offers to devices: INVITE, and what may come of it (RFC 3261, section 13.2). */
export class OfferedLegs {
  readonly #context: B2buaContext;
  readonly #sessions: Sessions;
  readonly #legs = new Map<string, Running>();

  constructor(context: B2buaContext, sessions: Sessions) {
    this.#context = context;
    this.#sessions = sessions;
  }

  offer(offer: Offer): void {
    const { legId, device, redelivers } = offer;
    const { location, report, log, side } = this.#context;
    if (this.#legs.has(legId) || this.#context.dialogs.byLeg(legId) !== null) {
      log('warn', 'the leg is offered already', { side, legId, device });
      return;
    }
    const binding = location.best(device);
    if (binding === null) {
      const reason = `Temporarily Unavailable: ${device} is not registered on SIP edge ${side}`;
      report({ type: 'refused', legId, status: 480, reason });
      return;
    }
    const itsPhone = redelivers === null ? null : this.phoneOf(redelivers.legId);
    if (redelivers !== null && itsPhone !== null) {
      const reason = `the phone of ${device} that has the call is still connected`;
      log('info', `leg not delivered again: ${reason}`, { side, legId: redelivers.legId, device });
      // It may be gone without a word: then the call is free when it is asked for next.
      itsPhone.doubt();
      report({ type: 'refused', legId, status: otherPhoneHasIt, reason });
      return;
    }
    const callId = `${randomId(12)}@${this.#context.domain}`;
    this.#legs.set(legId, {
      offer,
      binding,
      callId,
      localTag: tagForLeg(legId),
      state: { phase: 'preparing' },
      invite: null,
      accepted: null,
    });
    void this.#prepare(legId);
  }

  /** Hands the leg an event; false when there is no such leg here. */
  event(legId: string, event: OfferedEvent): boolean {
    const leg = this.#legs.get(legId);
    if (leg === undefined) return false;
    const step = stepOffered(legId, leg.state, event);
    leg.state = step.state;
    // The client transaction still acknowledges repeated 2xx; nothing else is left to do here. Before the effects: what
    // the switch does of a report (it may end the call at once: the number is busy) is of the dialog already.
    if (leg.state.phase === 'over') this.#legs.delete(legId);
    for (const effect of step.effects) this.#run(leg, effect);
    return true;
  }

  /** Whether these name a dialog that is still early: our INVITE is unanswered (RFC 3261, section 14.2). */
  isEarly(callId: string, localTag: string): boolean {
    for (const leg of this.#legs.values()) {
      if (leg.callId === callId && leg.localTag === localTag && leg.accepted === null) return true;
    }
    return false;
  }

  /** The phone that has the leg's dialog, where it is registered here: it has lost nothing. */
  phoneOf(legId: string): Flow | null {
    const record = this.#sessions.byLeg(legId);
    return record === null ? null : ownFlowTo(this.#context, record);
  }

  forget(legId: string): void {
    this.#legs.delete(legId);
  }

  /**
   * The legs whose dialogs do not stand by themselves yet. One that was cancelled is none: it waits for the device's last
   * word alone, for up to 32 s where that is out of reach (RFC 3261, section 9.1).
   */
  running(): readonly { readonly legId: string; readonly device: string }[] {
    const offered = [...this.#legs.values()].filter(({ state }) => state.phase !== 'cancelling');
    return offered.map(({ offer: { legId, device } }) => ({ legId, device }));
  }

  dispose(): void {
    this.#legs.clear();
  }

  async #prepare(legId: string): Promise<void> {
    try {
      const sdp = await this.#context.media.offer(legId);
      // Released meanwhile: what media has made just now has to be given back.
      if (!this.event(legId, { type: 'offer-made', sdp })) closeMedia(this.#context, legId);
    } catch (error) {
      this.event(legId, { type: 'no-offer', problem: problemOf(error) });
    }
  }

  #run(leg: Running, effect: OfferedEffect): void {
    const { legId } = leg.offer;
    switch (effect.type) {
      case 'invite':
        this.#invite(leg, effect.sdp);
        break;
      case 'cancel':
        if (leg.invite !== null) leg.binding.flow.cancel(leg.invite, [reasonField(effect.release)]);
        break;
      case 'establish':
        this.#establish(leg);
        break;
      case 'take-answer':
        void this.#takeAnswer(legId, effect.sdp);
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

  #invite(leg: Running, sdp: string): void {
    const { flow } = leg.binding;
    const { legId, device } = leg.offer;
    if (!flow.open) {
      this.event(legId, { type: 'unreached', reason: 'the connection to the device has closed' });
      return;
    }
    this.#context.log('info', 'leg offered', {
      side: this.#context.side,
      legId,
      device,
      remote: flow.remote,
    });
    leg.invite = flow.request(this.#inviteRequest(leg, sdp), {
      onResponse: (response) => this.#receive(leg, response),
      onFailure: (cause) => {
        if (cause === 'timeout') {
          this.event(legId, { type: 'refusal', status: 408, reason: 'the device does not answer' });
        } else this.event(legId, { type: 'unreached', reason: 'the connection to the device has closed' });
      },
    });
  }

  #inviteRequest({ offer, binding, callId, localTag }: Running, sdp: string): OutgoingRequest {
    const { domain } = this.#context;
    const target = targetOf(binding.contact.uri);
    const autoAnswer: readonly Field[] = offer.autoAnswer
      ? [['Call-Info', `<sip:${domain}>;answer-after=0`]]
      : [];
    return {
      method: 'INVITE',
      uri: target,
      fields: [
        ['Max-Forwards', '70'],
        ['From', `${callerAddress(offer.from, domain)};tag=${localTag}`],
        ['To', `<${target}>`],
        ['Call-ID', callId],
        ['CSeq', `${INVITE_CSEQ} INVITE`],
        contactField(offer.legId, domain),
        ['X-Switchhook-Call', phrase(offer.callId)],
        ...autoAnswer,
        ...(offer.redelivers?.held ? [['X-Switchhook-Held', 'yes'] as const] : []),
        ['Allow', ALLOW],
        ['Supported', SUPPORTED],
      ],
      body: sdpBody(sdp),
    };
  }

  #receive(leg: Running, response: Response): void {
    const { legId } = leg.offer;
    if (response.status < 200) {
      this.event(legId, { type: 'provisional', status: response.status });
    } else if (response.status >= 300) {
      this.event(legId, { type: 'refusal', status: response.status, reason: response.reason });
    } else if (leg.accepted === null) {
      leg.accepted = response;
      this.event(legId, { type: 'answer', sdp: response.body === '' ? null : response.body });
    } else if (leg.accepted.toTag === response.toTag) {
      this.#acknowledge(leg, this.#recordOf(leg, response));
    } else {
      this.#refuseFork(leg, response);
    }
  }

  #recordOf(leg: Running, response: Response): DialogRecord {
    const { offer, binding, callId, localTag } = leg;
    const contacts = readContacts(response.headers);
    const contact = contacts.ok && contacts.value !== '*' ? contacts.value[0] : undefined;
    return {
      callId,
      localTag,
      remoteTag: response.toTag ?? '',
      legId: offer.legId,
      device: offer.device,
      localAddress: callerAddress(offer.from, this.#context.domain),
      remoteAddress: withoutTag(response.headers.get('to') ?? ''),
      // A 2xx without a Contact breaks section 12.1.1; the registered one reaches the device all the same.
      remoteTarget: targetOf((contact ?? binding.contact).uri),
      routeSet: [...recordRoutes(response.headers)].reverse(),
      localCseq: INVITE_CSEQ,
      remoteCseq: null,
      held: false,
      isEnding: false,
      servedBy: this.#context.side,
    };
  }

  #establish(leg: Running): void {
    if (leg.accepted === null) return;
    const record = this.#recordOf(leg, leg.accepted);
    this.#sessions.establish(record);
    this.#context.flows.heard(record.device, leg.binding.flow);
    this.#acknowledge(leg, record);
  }

  #acknowledge(leg: Running, record: DialogRecord): void {
    leg.binding.flow.sendAck(inDialogRequest(record, 'ACK', INVITE_CSEQ));
  }

  /** A second device answered the same INVITE: it is thanked and sent away (RFC 3261, section 13.2.2.4). */
  #refuseFork(leg: Running, response: Response): void {
    const record = this.#recordOf(leg, response);
    this.#acknowledge(leg, record);
    const release = { status: 486, reason: 'answered elsewhere' };
    const bye = inDialogRequest(record, 'BYE', INVITE_CSEQ + 1, [reasonField(release)]);
    leg.binding.flow.request(bye, { onResponse: () => {}, onFailure: () => {} });
  }

  async #takeAnswer(legId: string, sdp: string): Promise<void> {
    try {
      await this.#context.media.answered(legId, sdp);
      this.event(legId, { type: 'answer-taken' });
      const record = this.#context.dialogs.byLeg(legId);
      if (record !== null) this.#sessions.noteDirection(record, sdp);
    } catch (error) {
      this.event(legId, { type: 'answer-refused', problem: problemOf(error) });
    }
  }
}
