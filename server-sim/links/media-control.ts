/**
 * What SIP edges and the switch ask of the media server. Media outlives an edge: audio goes on when the
 * signalling server dies. Everything is plain data and asynchronous, so that media can be a process of its own.
 */

/** What a simulated far end says. */
export type Voice =
  | { readonly type: 'silence' }
  /** A continuous sine, in Hz, at -12 dBFS: what tests listen for. */
  | { readonly type: 'tone'; readonly hertz: number }
  /** A short tune, looped: hold music and the default prompt. */
  | { readonly type: 'music' }
  /** A WAV file (PCM 16 bit mono, any rate), looped. */
  | { readonly type: 'file'; readonly path: string };

/** What a leg's sound was over the last second, decoded. */
export interface Heard {
  /** Root mean square over the last second, dBFS; -Infinity (null in JSON) for digital silence or nothing. */
  readonly levelDbfs: number | null;
  /** Strongest frequency, Hz, when one tone dominates; null otherwise. */
  readonly toneHertz: number | null;
  /** Tones over -40 dBFS, Hz, strongest first: what a conference is checked by. */
  readonly tonesHertz: readonly number[];
  /** Audio packets received so far. */
  readonly packets: number;
  /** Milliseconds since the last audio packet; null before the first. */
  readonly silentForMs: number | null;
  /** Digits received as telephone-events (RFC 4733) so far. */
  readonly digits: string;
}

/** What an edge asks: SDP for the device's leg. */
export interface EdgeMedia {
  /** Makes the leg and returns an SDP offer (sendrecv, Opus, PCMU, telephone-event; ICE candidates included). */
  offer(legId: string): Promise<string>;
  /** The device's answer to our offer. */
  answered(legId: string, sdp: string): Promise<void>;
  /** The device's own offer, first or later (hold, ICE restart); returns our answer. */
  answer(legId: string, sdp: string): Promise<string>;
  close(legId: string): Promise<void>;
}

/** A call progress tone (ITU-T E.180): sounded and silent in turn, over and over. */
export interface ProgressTone {
  /** Sounded together. */
  readonly hertz: readonly number[];
  readonly onMs: number;
  readonly offMs: number;
}

/** One party of a call, as the switch wants it heard. */
export interface MixParty {
  readonly legId: string;
  /** A held party neither hears nor is heard; whoever is left alone hears music. */
  readonly state: 'active' | 'held';
  /** Sounded to this party alone, from its beginning, for as long as every mix of the call names it. */
  readonly tone?: ProgressTone;
}

/** What the switch asks: who hears whom. */
export interface SwitchMedia {
  /** A far end with no wire of its own. */
  addFarEnd(legId: string, voice: Voice): Promise<void>;
  speak(legId: string, voice: Voice): Promise<void>;
  /** Digits the far end sends: heard by the others as telephone-events. */
  sendDigits(legId: string, digits: string): Promise<void>;
  /** Sets the call's whole mix; legs not named leave it; no party ends the mix. */
  mix(callId: string, parties: readonly MixParty[]): Promise<void>;
  removeLeg(legId: string): Promise<void>;
  /** What the leg's other end has sent, decoded (a device), or what a far end hears. */
  heard(legId: string): Promise<Heard | null>;
  /** Drops this share (0 to 1) of the packets sent to and received from the leg. */
  lose(legId: string, share: number): Promise<void>;
}

/** A telephone-event completed on a leg (RFC 4733). */
export type MediaReport = { readonly type: 'digit'; readonly legId: string; readonly digit: string };

export interface MediaControl extends EdgeMedia, SwitchMedia {
  onReport(listener: (report: MediaReport) => void): void;
}
