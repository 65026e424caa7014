import type { FoundLeg } from '../../links/device-control.ts';
import type { Flow } from '../flow.ts';
import { randomId } from '../identifiers.ts';
import { describeFault } from '../message/faults.ts';
import type { ServerTransaction } from '../transaction/server-transaction.ts';
import type { B2buaContext } from './context.ts';
import { closeMedia, problemOf } from './context.ts';
import { recordOfInvite } from './dialled-legs.ts';
import { ALLOW, contactField, phrase, SUPPORTED, sdpBody, tagForLeg } from './dialog-requests.ts';
import type { DialogRecord } from './dialog-store.ts';
import { refuseWarning } from './in-dialog.ts';
import type { Release } from './offered-leg.ts';
import type { Replaces } from './replaces.ts';
import { parseReplaces } from './replaces.ts';
import type { Sessions } from './sessions.ts';
import type { SharedDialogs } from './shared-dialogs.ts';

/**
 * Asks the switch for the leg of a dialog that another edge had. Our tags carry the leg's id
 * (`legIdOfTag`), so the switch need not have been told of the dialog.
 */
export type FindLeg = (
  dialogCallId: string,
  localTag: string,
  remoteTag: string,
) => FoundLeg | null | Promise<FoundLeg | null>;

interface Takeover {
  readonly leg: FoundLeg;
  readonly replaced: DialogRecord | null;
  readonly transaction: ServerTransaction;
  readonly flow: Flow;
}

function refuse(transaction: ServerTransaction, status: number, reason: string): void {
  transaction.respond({ status, reason: phrase(reason), toTag: randomId() });
}

/**
 * INVITE with Replaces (RFC 3891): a device that lost its edge goes on with a call through this one. The leg
 * keeps its id and its media; only its dialog is new.
 */
export class Takeovers {
  readonly #context: B2buaContext;
  readonly #sessions: Sessions;
  readonly #shared: SharedDialogs;
  readonly #findLeg: FindLeg;
  readonly #running = new Map<string, Takeover>();

  constructor(context: B2buaContext, sessions: Sessions, shared: SharedDialogs, findLeg: FindLeg) {
    this.#context = context;
    this.#sessions = sessions;
    this.#shared = shared;
    this.#findLeg = findLeg;
  }

  /** False when the INVITE replaces nothing. Its sender has been authenticated as `device`. */
  receive(transaction: ServerTransaction, flow: Flow, device: string): boolean {
    const replaces = parseReplaces(transaction.request.headers);
    if (replaces === null) return false;
    if (replaces.ok) void this.#find(replaces.value, transaction, flow, device);
    else refuse(transaction, 400, `Bad Request: ${describeFault(replaces.fault)}`);
    return true;
  }

  /** The switch ends a leg that is just being taken over. True when there was one. */
  release(legId: string, release: Release): boolean {
    const takeover = this.#running.get(legId);
    if (takeover === undefined) return false;
    this.#running.delete(legId);
    refuse(takeover.transaction, 480, release.reason);
    if (takeover.replaced !== null) return false;
    closeMedia(this.#context, legId);
    this.#context.report({ type: 'released', legId, reason: release.reason });
    return true;
  }

  cancelled(invite: ServerTransaction): boolean {
    for (const [legId, takeover] of this.#running) {
      if (takeover.transaction !== invite) continue;
      this.#running.delete(legId);
      refuse(invite, 487, 'Request Terminated');
      return true;
    }
    return false;
  }

  dispose(): void {
    this.#running.clear();
  }

  async #find(replaces: Replaces, transaction: ServerTransaction, flow: Flow, device: string): Promise<void> {
    const { callId, localTag, remoteTag } = replaces;
    const kept = this.#sessions.find(replaces);
    let leg: FoundLeg | null;
    try {
      if (kept === null) leg = await this.#findLeg(callId, localTag, remoteTag);
      else leg = (await this.#shared.stands(kept)) ? kept : null;
    } catch (error) {
      refuse(transaction, 500, `the switch could not be asked for the leg: ${problemOf(error)}`);
      return;
    }
    const replaced = this.#sessions.find(replaces);
    if (leg === null || (replaced !== null && this.#sessions.isEnding(replaced))) {
      refuse(transaction, 481, 'Call/Transaction Does Not Exist');
    } else if (leg.device !== device) {
      this.#context.log('warn', 'INVITE with Replaces refused: another device’s leg', {
        legId: leg.legId,
        device,
      });
      refuse(transaction, 403, 'Forbidden');
    } else if (replaces.earlyOnly) {
      refuse(transaction, 486, 'Busy Here');
    } else if (transaction.request.body === '') {
      refuse(transaction, 488, 'An INVITE with Replaces must bring an offer');
    } else if (this.#running.has(leg.legId)) {
      refuse(transaction, 491, 'Request Pending');
    } else {
      await this.#takeOver({ leg, replaced, transaction, flow });
    }
  }

  async #takeOver(takeover: Takeover): Promise<void> {
    const { leg, transaction } = takeover;
    const { media, domain, log } = this.#context;
    this.#running.set(leg.legId, takeover);
    try {
      const sdp = await media.answer(leg.legId, transaction.request.body);
      if (this.#running.get(leg.legId) !== takeover || !transaction.open) return;
      this.#accept(takeover, sdp);
    } catch (error) {
      const problem = problemOf(error);
      log('warn', 'media refused a session description', { legId: leg.legId, problem });
      transaction.respond({
        status: 488,
        reason: 'Not Acceptable Here',
        toTag: randomId(),
        fields: [refuseWarning(domain, problem)],
      });
    } finally {
      if (this.#running.get(leg.legId) === takeover) this.#running.delete(leg.legId);
    }
  }

  #accept({ leg, replaced, transaction, flow }: Takeover, sdp: string): void {
    const { domain, flows, log, side } = this.#context;
    const { legId, device, held } = leg;
    const localTag = tagForLeg(legId);
    const { request } = transaction;
    const record = { ...recordOfInvite(request, { legId, device, localTag }, this.#context), held };
    this.#sessions.establish(record);
    flows.heard(device, flow);
    transaction.respond({
      status: 200,
      reason: 'OK',
      toTag: localTag,
      fields: [contactField(legId, domain), ['Allow', ALLOW], ['Supported', SUPPORTED]],
      body: sdpBody(sdp),
    });
    log('info', 'leg taken over by Replaces', { side, legId, device, remote: flow.remote });
    this.#sessions.awaitAck(record, transaction, false, {
      acknowledged: () => {},
      unacknowledged: () => this.#giveUp(record),
    });
    this.#sessions.noteDirection(record, request.body);
    if (replaced?.servedBy !== side) {
      this.#context.report({ type: 'moved', side, legId, isShared: replaced !== null });
    }
    if (replaced !== null) this.#sessions.retire(replaced);
  }

  #giveUp(record: DialogRecord): void {
    const current = this.#sessions.find(record);
    if (current === null) return;
    const release = { status: 408, reason: 'no ACK came' };
    const { legId } = record;
    this.#sessions.hangUp(current, release, { type: 'released', legId, reason: release.reason });
  }
}
