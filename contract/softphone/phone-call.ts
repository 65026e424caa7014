import * as z from 'zod';

/** A call as the phone itself knows it, by SIP alone. */
export const phoneCall = z.object({
  /** The switch's id (`X-Switchhook-Call`), or the dialog's Call-ID where there is none. */
  callId: z.string().min(1).max(256),
  direction: z.enum(['inbound', 'outbound']),
  phase: z.enum(['ringing', 'connecting', 'established']),
  /** Held by this phone. */
  held: z.boolean(),
  muted: z.boolean(),
  from: z.object({ number: z.string(), name: z.string() }),
  /** Whether the far side takes telephone-events (RFC 4733). */
  takesDigits: z.boolean(),
});
export type PhoneCall = Readonly<z.infer<typeof phoneCall>>;

/**
 * How the line sounds, from real statistics of the last seconds. MOS is the E-model's estimate (ITU-T G.107,
 * a narrowband model: for Opus it is an estimate).
 */
export const lineQuality = z.object({
  mos: z.number().min(1).max(5),
  jitterMs: z.number().nonnegative(),
  /** Share of packets lost, 0 to 1. */
  loss: z.number().min(0).max(1),
  roundTripMs: z.number().nonnegative().nullable(),
  /** The last MOS values, oldest first, one a second, 30 at most. */
  history: z.array(z.number()).max(30),
});
export type LineQuality = Readonly<z.infer<typeof lineQuality>>;

/** Audio devices of this computer, by kind; ids are the browser's. */
export const audioDevice = z.object({ id: z.string(), label: z.string() });
export type AudioDevice = Readonly<z.infer<typeof audioDevice>>;

export const audioState = z.object({
  microphones: z.array(audioDevice),
  speakers: z.array(audioDevice),
  /** Which is used now; null: none there is. */
  microphone: z.string().nullable(),
  speaker: z.string().nullable(),
  ringer: z.string().nullable(),
  /** What keeps the agent from being heard. */
  problem: z.enum(['none', 'no-microphone', 'microphone-denied', 'no-speaker']),
});
export type AudioState = Readonly<z.infer<typeof audioState>>;
