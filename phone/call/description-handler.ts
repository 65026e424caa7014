import type { BodyAndContentType, SessionDescriptionHandler } from 'sip.js';
import type { MediaLeg } from '../media.ts';
import { type PhoneTimers, within } from '../surroundings.ts';

export const sdpType = 'application/sdp';

/** How long media may take over a description: ICE gathers for 1 s at most, a microphone may take longer to open. */
export const mediaDeadlineMs = 5_000;

/**
 * sip.js's view of one call's media: a thin adapter, never sip.js's own, which waits 5 s for ICE and asks Google's
 * STUN server. It serves what the far side begins; our own re-INVITEs go past it.
 */
export class DescriptionHandler implements SessionDescriptionHandler {
  readonly #leg: MediaLeg;
  readonly #timers: PhoneTimers;
  readonly #held: () => boolean;
  #state: 'idle' | 'offered' = 'idle';
  #answer: string | null = null;
  #remoteOffers = 0;

  /** `held` says whether the agent has the call on hold: later answers say so too. */
  constructor(leg: MediaLeg, timers: PhoneTimers, held: () => boolean) {
    this.#leg = leg;
    this.#timers = timers;
    this.#held = held;
  }

  /** How many offers the far side has made: an offer of ours that was prepared before the last is stale. */
  get remoteOffers(): number {
    return this.#remoteOffers;
  }

  hasDescription(contentType: string): boolean {
    return contentType.split(';', 1)[0]?.trim().toLowerCase() === sdpType;
  }

  async setDescription(sdp: string): Promise<void> {
    if (this.#state === 'offered') {
      this.#state = 'idle';
      await this.#soon(this.#leg.acceptAnswer(sdp));
      return;
    }
    this.#remoteOffers += 1;
    this.#answer = await this.#soon(this.#leg.acceptOffer(sdp, { hold: this.#held() }));
  }

  async getDescription(): Promise<BodyAndContentType> {
    const answer = this.#answer;
    this.#answer = null;
    if (answer !== null) return { body: answer, contentType: sdpType };
    this.#state = 'offered';
    const body = await this.#soon(this.#leg.createOffer({ hold: this.#held(), restartIce: false }));
    return { body, contentType: sdpType };
  }

  /** The leg drops an unanswered offer by itself. */
  async rollbackDescription(): Promise<void> {
    this.#state = 'idle';
  }

  /** Digits go past sip.js, by the leg. */
  sendDtmf(): boolean {
    return false;
  }

  /** The call closes its leg itself: its sound outlives a session whose place another took. */
  close(): void {}

  #soon<Value>(work: Promise<Value>): Promise<Value> {
    return within(this.#timers, mediaDeadlineMs, "Setting up the call's sound", work);
  }
}
