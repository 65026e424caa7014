import type { DeviceReport } from '../../links/device-control.ts';
import type { Flow } from '../flow.ts';
import type { Request } from '../message/request.ts';
import type { ServerTransaction } from '../transaction/server-transaction.ts';
import type { AckListener } from './ack-wait.ts';
import { AckWait } from './ack-wait.ts';
import type { B2buaContext } from './context.ts';
import { closeMedia, flowTo } from './context.ts';
import { inDialogRequest, reasonField } from './dialog-requests.ts';
import type { DialogId, DialogRecord } from './dialog-store.ts';
import type { Release } from './offered-leg.ts';
import { holds } from './session-description.ts';

/** Why an offer of the device cannot be taken now, if so (RFC 3261, section 14.2; RFC 3311, section 5.2). */
export type OfferObstacle = 'none' | 'answering-its-last' | 'ours-is-open';

/** What an edge knows of a leg's dialog beyond its record; another edge does without. */
interface Work {
  /** The device's INVITE or UPDATE of which media makes the answer. */
  readonly answering: ServerTransaction | null;
  readonly ackWait: AckWait | null;
  /** Our offer, in a 2xx, of which the answer is to come in the ACK. */
  readonly ourOfferOpen: boolean;
  /** Our BYE is out. */
  readonly ending: boolean;
}

const IDLE: Work = { answering: null, ackWait: null, ourOfferOpen: false, ending: false };

/** The confirmed dialogs that this edge serves, and how they end. */
export class Sessions {
  readonly #context: B2buaContext;
  readonly #work = new Map<string, Work>();
  /** By leg: the dialogs that this life of the edge made or was spoken to in, as they were last. */
  readonly #seen = new Map<string, DialogRecord>();
  readonly #onEnded: (legId: string) => void;

  constructor(context: B2buaContext, onEnded: (legId: string) => void) {
    this.#context = context;
    this.#onEnded = onEnded;
  }

  find(id: DialogId): DialogRecord | null {
    return this.#context.dialogs.get(id);
  }

  /** Keeps a new dialog of the leg, in place of any other. */
  establish(record: DialogRecord): void {
    this.#abandonAnswer(record.legId);
    this.#clear(record.legId);
    this.keep(record);
  }

  /** Keeps what a request has changed of a dialog. */
  keep(record: DialogRecord): void {
    this.#seen.set(record.legId, record);
    this.#context.dialogs.put(record);
  }

  /** Whether this life of the edge serves the dialog: what the switch does with the leg, it was told. */
  sawLive({ legId, servedBy }: DialogRecord): boolean {
    return servedBy === this.#context.side && this.#seen.has(legId);
  }

  /** The leg's dialog, also one that another edge has taken out of the store while this one was stopped. */
  byLeg(legId: string): DialogRecord | null {
    return this.#context.dialogs.byLeg(legId) ?? this.#seen.get(legId) ?? null;
  }

  isEnding(record: DialogRecord): boolean {
    return this.#of(record.legId).ending;
  }

  obstacle(record: DialogRecord): OfferObstacle {
    const work = this.#of(record.legId);
    if (work.ourOfferOpen) return 'ours-is-open';
    return work.answering === null ? 'none' : 'answering-its-last';
  }

  answering(record: DialogRecord, transaction: ServerTransaction | null): void {
    this.#change(record.legId, { answering: transaction });
  }

  /** The leg whose INVITE is being answered by media. */
  legAnswering(invite: ServerTransaction): string | null {
    for (const [legId, work] of this.#work) if (work.answering === invite) return legId;
    return null;
  }

  /** After a 2xx to an INVITE in this dialog. `offering` where the 2xx carried our offer. */
  awaitAck(
    record: DialogRecord,
    transaction: ServerTransaction,
    offering: boolean,
    listener: AckListener,
  ): void {
    const { legId } = record;
    this.#of(legId).ackWait?.stop();
    const done = { ackWait: null, ourOfferOpen: false };
    const ackWait = new AckWait(transaction, this.#context.timers, {
      acknowledged: (ack) => {
        this.#change(legId, done);
        listener.acknowledged(ack);
      },
      unacknowledged: () => {
        this.#change(legId, done);
        listener.unacknowledged();
      },
    });
    this.#change(legId, { ackWait, ourOfferOpen: offering, answering: null });
  }

  acknowledged(record: DialogRecord, ack: Request): void {
    const { ackWait } = this.#of(record.legId);
    if (ackWait?.cseq === ack.cseq.number) ackWait.acknowledge(ack);
  }

  /** Notes what the device's session description says of hold, and tells the switch where it changed. */
  noteDirection(record: DialogRecord, sdp: string): void {
    const held = holds(sdp, record.held);
    if (held === record.held) return;
    this.#context.dialogs.put({ ...record, held });
    this.#context.report({ type: held ? 'held' : 'retrieved', legId: record.legId });
  }

  /** Sends BYE, gives media back, and reports when BYE is answered or there is no way to the device. */
  hangUp(record: DialogRecord, release: Release, report: DeviceReport): void {
    if (this.isEnding(record)) return;
    const { log, side } = this.#context;
    const { legId, device } = record;
    this.#abandonAnswer(legId);
    this.#clear(legId);
    this.#change(legId, { ending: true });
    this.#onEnded(legId);
    closeMedia(this.#context, legId);
    const flow = flowTo(this.#context, record);
    if (flow === null) {
      log('warn', 'no connection to the device for BYE', { side, legId, device });
      this.#finish(record, report);
      return;
    }
    log('info', 'leg released', { side, legId, device, reason: release.reason });
    // The edge that shares the store is not to take it for a leg either, for as long as the device does not answer.
    const kept = this.find(record);
    if (kept !== null) this.#context.dialogs.put({ ...kept, isEnding: true });
    this.#sendBye(record, flow, release, () => this.#finish(record, report));
  }

  /** Ends a dialog that another took the place of; leg and media go on (RFC 3891, section 3). */
  retire(replaced: DialogRecord): void {
    const flow = flowTo(this.#context, replaced);
    if (flow !== null) this.#sendBye(replaced, flow, { status: 200, reason: 'replaced' }, () => {});
  }

  /** Another edge has the leg: what is kept of it here goes, and neither the device nor media is told. */
  forget(legId: string): void {
    const record = this.#context.dialogs.byLeg(legId);
    if (record !== null && record.servedBy === this.#context.side) this.drop(record);
  }

  /** The device has the leg's place taken by another: what any edge left of it goes, and nobody is told. */
  abandon(legId: string): void {
    const record = this.byLeg(legId);
    if (record !== null) this.drop(record);
  }

  /** Lets go of a dialog; neither the device, nor media, nor the switch is told. */
  drop(record: DialogRecord): void {
    const { legId } = record;
    this.#abandonAnswer(legId);
    this.#clear(legId);
    this.#onEnded(legId);
    this.#remove(record);
  }

  /** The device's BYE. */
  endedByDevice(record: DialogRecord, reason: string): void {
    const { legId } = record;
    if (this.isEnding(record)) return;
    this.#abandonAnswer(legId);
    this.#onEnded(legId);
    closeMedia(this.#context, legId);
    this.#finish(record, { type: 'released', legId, reason });
  }

  dispose(): void {
    for (const work of this.#work.values()) work.ackWait?.stop();
    this.#work.clear();
  }

  #sendBye(record: DialogRecord, flow: Flow, release: Release, done: () => void): void {
    const { dialogs } = this.#context;
    const kept = dialogs.get(record);
    const cseq = (kept ?? record).localCseq + 1;
    if (kept !== null) dialogs.put({ ...kept, localCseq: cseq });
    flow.request(inDialogRequest(record, 'BYE', cseq, [reasonField(release)]), {
      onResponse: (response) => {
        if (response.status >= 200) done();
      },
      onFailure: (cause) => {
        this.#context.log('warn', `BYE was not answered: ${cause}`, {
          legId: record.legId,
          remote: flow.remote,
        });
        done();
      },
    });
  }

  #finish(record: DialogRecord, report: DeviceReport): void {
    this.#clear(record.legId);
    this.#remove(record);
    this.#context.report(report);
  }

  #remove(record: DialogRecord): void {
    this.#seen.delete(record.legId);
    this.#context.dialogs.remove(record);
  }

  /** An INVITE that media still works on comes to nothing (RFC 3261, section 15.1.2). */
  #abandonAnswer(legId: string): void {
    this.#of(legId).answering?.respond({ status: 487, reason: 'Request Terminated', toTag: null });
  }

  #of(legId: string): Work {
    return this.#work.get(legId) ?? IDLE;
  }

  #change(legId: string, change: Partial<Work>): void {
    const work = { ...this.#of(legId), ...change };
    const idle = work.answering === null && work.ackWait === null && !work.ourOfferOpen && !work.ending;
    if (idle) this.#work.delete(legId);
    else this.#work.set(legId, work);
  }

  #clear(legId: string): void {
    this.#of(legId).ackWait?.stop();
    this.#work.delete(legId);
  }
}
