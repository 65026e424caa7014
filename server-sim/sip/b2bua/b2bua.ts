import type { DeviceOrder, EdgeLeg } from '../../links/device-control.ts';
import type { Flow } from '../flow.ts';
import { randomId } from '../identifiers.ts';
import type { Request } from '../message/request.ts';
import type { ServerTransaction } from '../transaction/server-transaction.ts';
import type { B2buaContext } from './context.ts';
import { problemOf } from './context.ts';
import { DialledLegs } from './dialled-legs.ts';
import type { DialogRecord } from './dialog-store.ts';
import { dialogIdOf, InDialog } from './in-dialog.ts';
import type { Release } from './offered-leg.ts';
import { OfferedLegs } from './offered-legs.ts';
import { Sessions } from './sessions.ts';
import type { AskLiveLegs } from './shared-dialogs.ts';
import { SharedDialogs } from './shared-dialogs.ts';
import type { FindLeg } from './takeovers.ts';
import { Takeovers } from './takeovers.ts';

/** What the B2BUA asks the switch. */
export interface SwitchQuestions {
  readonly findLeg: FindLeg;
  readonly liveLegs: AskLiveLegs;
}

function answer(transaction: ServerTransaction, status: number, reason: string): void {
  transaction.respond({ status, reason, toTag: randomId() });
}

/**
 * One user agent towards each device: the switch's orders become requests and responses, the device's become
 * reports. The far end of a call is the switch's; no two devices' dialogs meet here.
 */
export class B2bua {
  readonly #context: B2buaContext;
  readonly #sessions: Sessions;
  readonly #shared: SharedDialogs;
  readonly #inDialog: InDialog;
  readonly #offered: OfferedLegs;
  readonly #dialled: DialledLegs;
  readonly #takeovers: Takeovers;

  constructor(context: B2buaContext, { findLeg, liveLegs }: SwitchQuestions) {
    this.#context = context;
    this.#sessions = new Sessions(context, (legId) => {
      this.#offered.forget(legId);
      this.#dialled.forget(legId);
    });
    this.#shared = new SharedDialogs(context, this.#sessions, liveLegs);
    this.#inDialog = new InDialog(context, this.#sessions);
    this.#offered = new OfferedLegs(context, this.#sessions);
    this.#dialled = new DialledLegs(context, this.#sessions);
    this.#takeovers = new Takeovers(context, this.#sessions, this.#shared, findLeg);
  }

  /** When the edge begins: dialogs of the store whose calls are over are forgotten. */
  async begin(): Promise<void> {
    await this.#shared.forgetEnded();
  }

  order(order: DeviceOrder): void {
    switch (order.type) {
      case 'offer':
        this.#offered.offer(order);
        break;
      case 'progress':
      case 'accept':
        if (!this.#dialled.event(order.legId, { type: order.type })) this.#unknown(order);
        break;
      case 'forget':
        this.#sessions.forget(order.legId);
        break;
      case 'abandon':
        this.#sessions.abandon(order.legId);
        break;
      case 'doubt':
        this.#offered.phoneOf(order.legId)?.doubt();
        break;
      case 'release':
        this.#release(order.legId, { status: order.status, reason: order.reason });
        break;
      case 'releaseOrphan':
        this.#releaseOrphan(order.legId, { status: order.status, reason: order.reason });
        break;
      default:
        order satisfies never;
    }
  }

  /** An INVITE outside any dialog; its sender has been authenticated as `device`. */
  receiveInvite(transaction: ServerTransaction, flow: Flow, device: string): void {
    if (!this.#takeovers.receive(transaction, flow, device)) this.#dialled.receive(transaction, flow, device);
  }

  /** A request with a To tag. */
  receiveInDialog(transaction: ServerTransaction, flow: Flow): void {
    const { request } = transaction;
    const record = this.#sessions.find(dialogIdOf(request));
    if (record !== null && this.#sessions.sawLive(record)) this.#inDialog.receive(record, transaction, flow);
    else if (record !== null) void this.#takeUp(record, transaction, flow);
    else if (this.#isEarly(request)) answer(transaction, 491, 'Request Pending');
    else if (request.method === 'BYE' && this.#dialled.endedEarly(request.callId, request.toTag ?? '')) {
      answer(transaction, 200, 'OK');
    } else answer(transaction, 481, 'Call/Transaction Does Not Exist');
  }

  acknowledged(ack: Request, flow: Flow): void {
    const record = this.#sessions.find(dialogIdOf(ack));
    if (record !== null) this.#inDialog.acknowledged(record, ack, flow);
    else this.#context.log('debug', 'ACK fits no dialog', { remote: flow.remote, callId: ack.callId });
  }

  cancelled(invite: ServerTransaction): void {
    if (
      this.#dialled.cancelled(invite) ||
      this.#takeovers.cancelled(invite) ||
      this.#inDialog.cancelled(invite)
    )
      return;
    answer(invite, 487, 'Request Terminated');
  }

  flowClosed(flow: Flow): void {
    this.#dialled.flowClosed(flow);
    this.#context.flows.closed(flow);
  }

  /**
   * Every leg that this edge has, or can go on with. One that has been sent BYE is none: a device that is stopped may
   * take 32 s not to answer it (RFC 3261, section 17.1.2.2), and is told 481 when it comes back.
   */
  legs(): readonly EdgeLeg[] {
    const dialogs = this.#context.dialogs.all();
    const established = dialogs.filter(({ isEnding }) => !isEnding);
    const isEarly = (leg: { readonly legId: string }): boolean =>
      !dialogs.some(({ legId }) => legId === leg.legId);
    return [
      ...established.map(({ legId, device }) => ({ legId, device, phase: 'established' as const })),
      ...this.#offered
        .running()
        .filter(isEarly)
        .map((leg) => ({ ...leg, phase: 'offered' as const })),
      ...this.#dialled
        .running()
        .filter(isEarly)
        .map((leg) => ({ ...leg, phase: 'dialled' as const })),
    ];
  }

  dispose(): void {
    this.#offered.dispose();
    this.#dialled.dispose();
    this.#takeovers.dispose();
    this.#sessions.dispose();
  }

  /** A request in a dialog that this life of the edge has not seen yet: the switch says whether its call stands. */
  async #takeUp(kept: DialogRecord, transaction: ServerTransaction, flow: Flow): Promise<void> {
    try {
      const stands = await this.#shared.stands(kept);
      if (!transaction.open) return;
      const record = this.#sessions.find(kept);
      if (stands && record !== null) this.#inDialog.receive(record, transaction, flow);
      else answer(transaction, 481, 'Call/Transaction Does Not Exist');
    } catch (error) {
      const problem = problemOf(error);
      this.#context.log('warn', 'the switch could not be asked for the leg', { legId: kept.legId, problem });
      answer(transaction, 500, 'The switch could not be asked for the leg');
    }
  }

  #isEarly({ method, callId, toTag }: Request): boolean {
    return (method === 'INVITE' || method === 'UPDATE') && this.#offered.isEarly(callId, toTag ?? '');
  }

  #release(legId: string, release: Release): void {
    if (this.#offered.event(legId, { type: 'release', release })) return;
    if (this.#dialled.event(legId, { type: 'release', release })) return;
    if (this.#takeovers.release(legId, release)) return;
    const { flows, side, log } = this.#context;
    const record = this.#sessions.byLeg(legId);
    if (record === null) {
      log('info', 'no such leg to release', { side, legId });
    } else if (record.servedBy !== side && flows.newest(record.device) === null) {
      log('info', 'the leg is another edge’s to release', { side, legId, servedBy: record.servedBy });
    } else {
      this.#sessions.hangUp(record, release, { type: 'released', legId, reason: release.reason });
    }
  }

  /** What is kept of the leg is the edge's that is gone; a device that is here already is told by this one. */
  #releaseOrphan(legId: string, release: Release): void {
    const record = this.#sessions.byLeg(legId);
    if (record === null) return;
    this.#sessions.hangUp(record, release, { type: 'released', legId, reason: release.reason });
  }

  #unknown(order: Extract<DeviceOrder, { type: 'progress' | 'accept' }>): void {
    this.#context.log('warn', `no leg waits for ${order.type}`, {
      side: this.#context.side,
      legId: order.legId,
    });
  }
}
