import { messageOf, seconds } from '../surroundings.ts';
import { isConfirmed } from './call-dialog.ts';
import { type Asked, DialogRecovery, type DialogRecoveryParts } from './dialog-recovery.ts';
import { HoldWish, wishDeadlineMs } from './hold-wish.ts';
import { afterRefresh, recoveryPauseMs } from './recovery-rules.ts';

export interface StandingCallParts extends Omit<DialogRecoveryParts, 'onDisagreed'> {
  readonly isHeld: () => boolean;
  /** The far side has agreed. */
  readonly onHeld: (held: boolean) => void;
  /** The server in use has the call again. */
  readonly onRecovered: () => void;
  /** The switch does not have the call any more. */
  readonly onGone: (cause: string) => void;
  readonly refuse: (command: string, message: string) => void;
}

/** Whether the server in use takes what is said in the call. */
type Reach =
  | { readonly type: 'reached' }
  /** Its server is lost, and the next has not been told of the call yet. */
  | { readonly type: 'lost' }
  /** The server in use has refused the call so many times: the sound goes on, without signalling. */
  | { readonly type: 'unreached'; readonly attempts: number };

/** Silence of so long after a move tells that the media path is gone too, and ICE is to find a new one. */
const silenceMs = 1_000;

/**
 * The changes of one established call: hold, retrieve, and going on with it at another server. They go one after the
 * other. What the agent asks for while no server has the call is kept, and goes out with its recovery.
 */
export class StandingCall {
  readonly #parts: StandingCallParts;
  readonly #recovery: DialogRecovery;
  #changes: Promise<void> = Promise.resolve();
  #reach: Reach = { type: 'reached' };
  #wish: HoldWish | null = null;
  #retry: unknown = null;

  constructor(parts: StandingCallParts) {
    this.#parts = parts;
    this.#recovery = new DialogRecovery({ ...parts, onDisagreed: () => this.#queueRecovery() });
  }

  /** Whether the server in use is known to have the call's dialog. */
  get isReached(): boolean {
    return this.#reach.type === 'reached';
  }

  /** Holds or retrieves. The state that is shown changes when the far side has agreed, and not before. */
  setHeld(hold: boolean): void {
    const { refuse, server, timers } = this.#parts;
    if (this.#wish?.isOverdue) {
      const command = hold ? 'hold' : 'retrieve';
      refuse(command, `${server()} has not answered the last change of this call yet.`);
      return;
    }
    this.#wish?.settle();
    const wish: HoldWish = new HoldWish(hold, timers, () => this.#overdue(wish));
    this.#wish = wish;
    this.#queue(() => this.#changeHold(wish));
  }

  /** The connection is gone. */
  connectionLost(): void {
    this.#parts.timers.clearTimeout(this.#retry);
    this.#reach = { type: 'lost' };
    this.#recovery.connectionLost();
  }

  /** Tells the server now in use of the call. */
  moved(): void {
    if (!this.isReached) this.#queueRecovery();
  }

  /** Our answer is not acknowledged: the server is asked for a dialog in which that is ours to do. */
  unacknowledged(): void {
    this.#queue(async () => {
      const isInOrder = this.isReached && isConfirmed(this.#parts.dialog());
      if (this.#reach.type !== 'lost' && !isInOrder) await this.#recover();
    });
  }

  /** Where the path of the sound is lost, ICE finds a new one. While no server has the call, its recovery does that. */
  pathMayBeLost(): void {
    if (this.isReached && this.#parts.leg.isPathLost()) this.#queue(() => this.#renewPath());
  }

  /** The far side has ended the dialog that the call goes by. */
  dialogEnded(cause: string): void {
    this.#recovery.dialogEnded(cause);
  }

  /** The call is over. */
  stop(): void {
    this.#parts.timers.clearTimeout(this.#retry);
    this.#wish?.settle();
  }

  async #changeHold(wish: HoldWish): Promise<void> {
    // Another has taken its place since, or it went out with the call's recovery.
    if (this.#wish !== wish) return;
    if (this.#parts.isHeld() === wish.hold) this.#agreed(wish);
    else if (this.#reach.type === 'reached') await this.#carryOut(wish);
    else if (this.#reach.type === 'unreached') await this.#recover();
  }

  async #carryOut(wish: HoldWish): Promise<void> {
    const change = { hold: wish.hold, restartIce: false };
    const outcome = await this.#recovery.change(change);
    if (outcome.type === 'accepted') this.#agreed(wish);
    else if (outcome.type === 'lost') this.#keep(wish);
    else if (afterRefresh(outcome) === 'take-over') {
      this.#settle(await this.#recovery.takeOver(change), wish);
    } else this.#giveUp(wish, outcome.cause);
  }

  async #renewPath(): Promise<void> {
    if (!this.isReached || !this.#parts.leg.isPathLost()) return;
    const change = { hold: this.#parts.isHeld(), restartIce: true };
    const outcome = await this.#recovery.change(change);
    if (afterRefresh(outcome) === 'take-over') {
      this.#settle(await this.#recovery.takeOver(change), null);
    } else if (outcome.type !== 'accepted') {
      this.#parts.log.warn(`The path of call ${this.#parts.callId} could not be renewed: ${outcome.cause}.`);
    }
  }

  async #recover(): Promise<void> {
    this.#parts.timers.clearTimeout(this.#retry);
    const wish = this.#wish;
    const hold = wish?.hold ?? this.#parts.isHeld();
    this.#settle(await this.#recovery.recover({ hold, restartIce: await this.#isSilent() }), wish);
  }

  /** What came of asking the server in use to go on with the call. */
  #settle({ next, cause }: Asked, wish: HoldWish | null): void {
    if (this.#parts.isOver()) return;
    switch (next) {
      case 'reached':
        this.#reach = { type: 'reached' };
        this.#parts.onRecovered();
        if (wish) this.#agreed(wish);
        return;
      case 'lost':
        if (wish) this.#keep(wish);
        return;
      case 'ended':
        if (wish) this.#giveUp(wish, cause);
        this.#parts.onGone(this.#causeOfEnd());
        return;
      case 'take-over':
      case 'not-here':
      case 'try-later':
        if (wish) this.#giveUp(wish, cause);
        this.#notReached(next, cause);
    }
  }

  #notReached(next: Asked['next'], cause: string): void {
    const { log, server, callId, timers } = this.#parts;
    const attempts = this.#reach.type === 'unreached' ? this.#reach.attempts + 1 : 1;
    this.#reach = { type: 'unreached', attempts };
    log.warn(`${server()} did not take over call ${callId}: ${cause}.`);
    if (next === 'not-here') return;
    this.#retry = timers.setTimeout(() => this.#queueRecovery(), recoveryPauseMs(attempts));
  }

  #causeOfEnd(): string {
    const server = this.#parts.server();
    return this.isReached
      ? `${server} no longer knows the call`
      : `The far end hung up while the phone moved to ${server}`;
  }

  async #isSilent(): Promise<boolean> {
    if (this.#parts.leg.isPathLost()) return true;
    if (this.#parts.isHeld()) return false;
    const statistics = await this.#parts.leg.statistics().catch(() => null);
    return statistics !== null && statistics.silentForMs !== null && statistics.silentForMs >= silenceMs;
  }

  #agreed(wish: HoldWish): void {
    wish.settle();
    this.#forget(wish);
    if (this.#parts.isHeld() !== wish.hold) this.#parts.onHeld(wish.hold);
  }

  /** It goes out with the call's recovery; but not where the agent was told that nothing has changed. */
  #keep(wish: HoldWish): void {
    if (wish.isOverdue) this.#forget(wish);
  }

  #giveUp(wish: HoldWish, cause: string): void {
    wish.settle();
    this.#forget(wish);
    if (wish.isOverdue) return;
    const what = wish.hold ? 'held' : 'retrieved';
    this.#parts.refuse(wish.command, `The call could not be ${what}: ${cause}.`);
  }

  #overdue(wish: HoldWish): void {
    const { refuse, server } = this.#parts;
    refuse(
      wish.command,
      `${server()} has not answered for ${seconds(wishDeadlineMs)}: the call is as it was.`,
    );
    // Nobody has been asked yet, and nobody will be.
    if (this.#reach.type === 'lost') this.#forget(wish);
  }

  #forget(wish: HoldWish): void {
    if (this.#wish === wish) this.#wish = null;
  }

  #queueRecovery(): void {
    this.#queue(() => this.#recover());
  }

  #queue(work: () => Promise<void>): void {
    this.#changes = this.#changes
      .then(() => (this.#parts.isOver() ? undefined : work()))
      .catch((error: unknown) => this.#parts.log.warn(`A change of a call failed: ${messageOf(error)}.`));
  }
}
