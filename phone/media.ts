/** One call's sound, as the phone needs it: made by the phone window (WebRTC) or the headless engine. */
export interface MediaLeg {
  /**
   * A first or later offer. `hold` true asks for sendonly; `restartIce` gathers anew. Resolves with complete candidates.
   * An earlier offer of ours that nobody answered is dropped by the next `createOffer` or `acceptOffer`.
   */
  createOffer(options: { readonly hold: boolean; readonly restartIce: boolean }): Promise<string>;
  acceptAnswer(sdp: string): Promise<void>;
  /** The other side's offer; resolves with our answer. */
  acceptOffer(sdp: string, options: { readonly hold: boolean }): Promise<string>;
  setMuted(muted: boolean): void;
  /** RFC 4733 telephone-events; false when the far side did not offer them. */
  sendDigits(digits: string): boolean;
  /** Whether the path of the sound is known to be lost (WebRTC: disconnected or failed). Left out: never known. */
  isPathLost?(): boolean;
  /** Real statistics of the last interval; null before any packet. */
  statistics(): Promise<MediaStatistics | null>;
  /** May be called more than once. */
  close(): void;
}
/** Counts are since they were asked for last; the rest is as of now. */
export interface MediaStatistics {
  readonly packetsReceived: number;
  readonly packetsLost: number;
  readonly jitterMs: number;
  readonly roundTripMs: number | null;
  readonly levelDbfs: number | null;
  readonly packetsSent: number;
  /** Milliseconds since the last packet came; null before the first. */
  readonly silentForMs: number | null;
}
export interface MediaEngine {
  createLeg(callId: string): MediaLeg;
  close(): Promise<void>;
}
