import { watchCall } from '../quality/call-watch.ts';
import { seconds } from '../surroundings.ts';
import type { CallParts } from './call-parts.ts';
import { DescribedLeg } from './described-leg.ts';
import { DescriptionHandler } from './description-handler.ts';
import type { ToldCall } from './told-call.ts';

type SoundParts = Pick<CallParts<never>, 'createLeg' | 'now' | 'report' | 'silenceLimits' | 'timers'>;

/** What a call has for as long as one offer of it holds: its sound, as the agent has held and muted the call. */
export class CallSound {
  readonly leg: DescribedLeg;
  /** What sip.js describes it with. */
  readonly handler: DescriptionHandler;
  readonly #parts: SoundParts;
  readonly #told: ToldCall;
  #stopWatching: () => void = () => undefined;

  constructor(parts: SoundParts, told: ToldCall) {
    this.#parts = parts;
    this.#told = told;
    this.leg = new DescribedLeg(parts.createLeg());
    this.handler = new DescriptionHandler(this.leg, parts.timers, () => told.view.held);
    if (told.view.muted) this.leg.setMuted(true);
  }

  /** Tells from now on how it is, and that it stays away; the call stands. */
  watch(onPathLost: () => void, onSilentTooLong: (cause: string) => void): void {
    const { leg } = this;
    const { report, silenceLimits } = this.#parts;
    const { callId } = this.#told.view;
    this.#stopWatching = watchCall(leg, this.#parts, {
      silenceLimits,
      isSoundExpected: () => !this.#told.view.held && leg.isFarSideSending,
      tellQuality: (quality) => report({ type: 'quality', callId, quality }),
      tellSilence: (silentForMs) => report({ type: 'silence', callId, silentForMs }),
      isPathLost: () => leg.isPathLost(),
      onPathLost,
      onSilentTooLong: () => onSilentTooLong(`No sound came for ${seconds(silenceLimits().endAfterMs)}`),
    });
  }

  close(): void {
    this.#stopWatching();
    this.leg.close();
  }
}
