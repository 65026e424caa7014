import * as z from 'zod';

/**
 * What SIP edges and the switch ask of the media server. Media outlives an edge: audio goes on when the
 * signalling server dies. Everything is plain data and asynchronous, so that media can be a process of its own.
 */

/** What a simulated far end says. */
export const voice = z.discriminatedUnion('type', [
  z.object({ type: z.literal('silence') }).readonly(),
  /** A continuous sine, in Hz, at -12 dBFS: what tests listen for. */
  z.object({ type: z.literal('tone'), hertz: z.number() }).readonly(),
  /** A short tune, looped: hold and queue music, and the default prompt. */
  z.object({ type: z.literal('music') }).readonly(),
  /** A WAV file (PCM 16 bit mono, any rate), looped. */
  z.object({ type: z.literal('file'), path: z.string() }).readonly(),
]);
export type Voice = z.infer<typeof voice>;

/** What a leg's sound was over the last second, decoded. */
export const heard = z
  .object({
    /** Root mean square over the last second, dBFS; -Infinity (null in JSON) for digital silence or nothing. */
    levelDbfs: z.number().nullable(),
    /** Strongest frequency, Hz, when one tone dominates; null otherwise. */
    toneHertz: z.number().nullable(),
    /** Tones over -40 dBFS, Hz, strongest first: what a conference is checked by. */
    tonesHertz: z.array(z.number()).readonly(),
    /** Audio packets received so far. */
    packets: z.number(),
    /** Milliseconds since the last audio packet; null before the first. */
    silentForMs: z.number().nullable(),
    /** Digits received so far, as telephone-events (RFC 4733) or by signalling. */
    digits: z.string(),
  })
  .readonly();
export type Heard = z.infer<typeof heard>;

/** What an edge asks: SDP for the device's leg. */
export interface EdgeMedia {
  /** Makes the leg and returns an SDP offer (sendrecv, Opus, PCMU, telephone-event; ICE candidates included). */
  offer(legId: string): Promise<string>;
  /** The device's answer to our offer. */
  answered(legId: string, sdp: string): Promise<void>;
  /** The device's own offer, first or later (hold, ICE restart); returns our answer. */
  answer(legId: string, sdp: string): Promise<string>;
  /** Digits that the device sent by signalling (SIP INFO): heard as its telephone-events are. */
  pressed(legId: string, digits: string): Promise<void>;
  close(legId: string): Promise<void>;
}

/** A call progress tone (ITU-T E.180): sounded and silent in turn, over and over. */
export const progressTone = z
  .object({
    /** Sounded together. */
    hertz: z.array(z.number()).readonly(),
    onMs: z.number(),
    offMs: z.number(),
  })
  .readonly();
export type ProgressTone = z.infer<typeof progressTone>;

/** One party of a call, as the switch wants it heard. */
export const mixParty = z
  .object({
    legId: z.string().min(1),
    /** A held party neither hears nor is heard; whoever is left alone hears music. */
    state: z.enum(['active', 'held']),
    /** Sounded to this party alone, from its beginning, for as long as every mix of the call names it. */
    tone: progressTone.exactOptional(),
    /** Waits in a queue, and hears music meanwhile. */
    music: z.literal(true).exactOptional(),
  })
  .readonly();
export type MixParty = z.infer<typeof mixParty>;

/** Where a continuous sound had holes, by what was decoded, since somebody began to listen. */
export const listened = z
  .object({
    /** The tone that was listened for, Hz; null: any sound. */
    hertz: z.number().nullable(),
    /** How long it has been listened to, milliseconds of decoded sound. */
    forMs: z.number(),
    /** The longest hole, milliseconds, also one that has not ended; 0 where there was none. */
    longestGapMs: z.number(),
    /** The holes, oldest first; the last thousand. */
    gaps: z.array(z.object({ afterMs: z.number(), ms: z.number() }).readonly()).readonly(),
    /** How late the media server's own clock was at the most, milliseconds: what it may have made holes with itself. */
    latestTickMs: z.number(),
  })
  .readonly();
export type Listened = z.infer<typeof listened>;

/** A leg that media has, for comparing it with what others know. */
export const mediaLeg = z.object({ legId: z.string(), kind: z.enum(['device', 'farEnd']) }).readonly();
export type MediaLeg = z.infer<typeof mediaLeg>;

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
  /** Listens to the same sound without a break from now on; forgets what was listened to before. */
  listen(legId: string, hertz: number | null): Promise<void>;
  /** What has been listened to; null where nobody does. */
  listened(legId: string): Promise<Listened | null>;
  /** Drops this share (0 to 1) of the packets sent to and received from the leg. */
  lose(legId: string, share: number): Promise<void>;
}

/** A digit that a leg's device sent: a telephone-event completed (RFC 4733), or `pressed`. */
export const mediaReport = z
  .object({ type: z.literal('digit'), legId: z.string(), digit: z.string() })
  .readonly();
export type MediaReport = z.infer<typeof mediaReport>;

export interface MediaControl extends EdgeMedia, SwitchMedia {
  /** Every leg there is. */
  legs(): Promise<readonly MediaLeg[]>;
  onReport(listener: (report: MediaReport) => void): void;
}
