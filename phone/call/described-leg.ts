import type { MediaLeg, MediaStatistics } from '../media.ts';

/** A leg that remembers what was last said of it, by either side. */
export class DescribedLeg implements MediaLeg {
  readonly #leg: MediaLeg;
  #ours: string | null = null;
  #farSide: string | null = null;

  constructor(leg: MediaLeg) {
    this.#leg = leg;
  }

  /** Our last description, offer or answer; null before the first. */
  get ours(): string | null {
    return this.#ours;
  }

  /**
   * Whether the far side sends, by its last description: `sendrecv`. One that holds us (`sendonly`, RFC 3264, 8.4) may
   * send music or nothing at all; `recvonly` and `inactive` promise silence.
   */
  get isFarSideSending(): boolean {
    return this.#farSide !== null && directionOf(this.#farSide) === 'sendrecv';
  }

  async createOffer(options: { readonly hold: boolean; readonly restartIce: boolean }): Promise<string> {
    const offer = await this.#leg.createOffer(options);
    this.#ours = offer;
    return offer;
  }

  async acceptAnswer(sdp: string): Promise<void> {
    await this.#leg.acceptAnswer(sdp);
    this.#farSide = sdp;
  }

  async acceptOffer(sdp: string, options: { readonly hold: boolean }): Promise<string> {
    const answer = await this.#leg.acceptOffer(sdp, options);
    this.#ours = answer;
    this.#farSide = sdp;
    return answer;
  }

  setMuted(muted: boolean): void {
    this.#leg.setMuted(muted);
  }

  sendDigits(digits: string): boolean {
    return this.#leg.sendDigits(digits);
  }

  isPathLost(): boolean {
    return this.#leg.isPathLost?.() ?? false;
  }

  statistics(): Promise<MediaStatistics | null> {
    return this.#leg.statistics();
  }

  close(): void {
    this.#leg.close();
  }
}

const direction = /^a=(sendrecv|sendonly|recvonly|inactive)[ \t]*$/m;

/** The direction of the audio: the stream's own, else the session's, else `sendrecv` (RFC 8866, section 6.7). */
export function directionOf(sdp: string): string {
  const [session = '', audio = ''] = sdp.split(/^(?=m=audio )/m);
  const [stream = ''] = audio.split(/^(?=m=(?!audio))/m);
  return (direction.exec(stream) ?? direction.exec(session))?.[1] ?? 'sendrecv';
}

/** A description of ours as an offer without sound, either way. */
export function withoutSound(sdp: string): string {
  return sdp.replace(/^a=(?:sendrecv|sendonly|recvonly)(?=\r?$)/gm, 'a=inactive');
}
