import { type Samples, silence } from '../../contract/audio/frame.ts';
import { mixFrames } from '../../contract/audio/mix.ts';
import type { OpusCodecs } from '../../contract/audio/opus.ts';
import type { AudioCodec } from '../../contract/audio/payloads.ts';
import type { MixParty } from '../links/media-control.ts';
import type { Leg } from './legs.ts';
import { type Hearing, nothingHeard, type Presence, planMix } from './mix-plan.ts';
import { createPlayingTones } from './playing-tones.ts';
import { createSharedEncoders } from './shared-encoders.ts';
import type { VoiceSource, Voices } from './voices.ts';

/** Mixes for all calls, tick by tick. */
export interface Mixer {
  /** The parties of a call from now on; none ends it. A tone that is new begins at this tick. */
  setCall(callId: string, parties: readonly MixParty[], tick: number): void;
  /** A leg came, went, holds or speaks otherwise: who hears what is worked out anew. */
  refresh(): void;
  /** Digits pressed on a leg reach everyone who hears it. */
  deliverDigits(legId: string, digits: string): void;
  /** Makes and sends the sound of one tick. */
  run(tick: number, now: number): void;
  /** Ends all calls and gives the encoders back. */
  close(): void;
}

/** Legs that hear the very same sound: it is mixed once, and encoded once a codec. */
interface Audience {
  readonly key: string;
  readonly sources: readonly VoiceSource[];
  readonly legs: Leg[];
}

export function createMixer(
  legs: ReadonlyMap<string, Leg>,
  voices: Pick<Voices, 'music' | 'progressTone'>,
  opus: OpusCodecs,
): Mixer {
  const calls = new Map<string, readonly MixParty[]>();
  const tones = createPlayingTones(voices);
  const encoders = createSharedEncoders(opus);
  let plan: ReadonlyMap<string, Hearing> = new Map();
  let audiences: readonly Audience[] = [];
  let stale = false;
  let said: ReadonlyMap<string, Samples> = new Map();

  const sourceOf = (legId: string): VoiceSource | null => {
    const leg = legs.get(legId);
    if (leg?.kind !== 'device') return leg?.voice() ?? null;
    return { key: `leg:${legId}`, frame: () => said.get(legId) ?? silence };
  };
  const sourcesOf = (legId: string, { legIds, music, tone }: Hearing): readonly VoiceSource[] => [
    ...legIds.flatMap((other) => sourceOf(other) ?? []),
    ...(music ? [voices.music] : []),
    ...(tone ? tones.of(legId) : []),
  ];
  const refreshIfStale = (): void => {
    if (!stale) return;
    stale = false;
    plan = planMix(calls.values(), (legId) => presenceOf(legs.get(legId)));
    audiences = gatherAudiences(legs, (legId) => sourcesOf(legId, plan.get(legId) ?? nothingHeard));
    encoders.keepOnly(new Set(audiences.map(({ key }) => key)));
  };
  const serve = (audience: Audience, tick: number, now: number): void => {
    const frame = mixFrames(audience.sources.map((source) => source.frame(tick)));
    const encoded = new Map<AudioCodec, Uint8Array>();
    const encodeOnce = (codec: AudioCodec): Uint8Array => {
      const payload = encoded.get(codec) ?? encoders.encode(audience.key, codec, frame);
      encoded.set(codec, payload);
      return payload;
    };
    for (const leg of audience.legs) {
      if (leg.kind === 'device') leg.send(tick, encodeOnce);
      else leg.hear(frame, tick, now);
    }
  };

  return {
    setCall(callId, parties, tick) {
      tones.change(calls.get(callId) ?? [], parties, tick);
      if (parties.length === 0) calls.delete(callId);
      else calls.set(callId, parties);
      stale = true;
    },
    refresh() {
      stale = true;
    },
    deliverDigits(legId, digits) {
      refreshIfStale();
      for (const [listenerId, hearing] of plan) {
        const listener = hearing.legIds.includes(legId) ? legs.get(listenerId) : undefined;
        if (listener?.kind === 'device') listener.sendDigits(digits);
        else listener?.hearDigits(digits);
      }
    },
    run(tick, now) {
      refreshIfStale();
      // Every device is asked at every tick, heard or not, or what it says would pile up.
      said = framesOf(legs, tick, now);
      for (const audience of audiences) serve(audience, tick, now);
    },
    close() {
      calls.clear();
      audiences = [];
      encoders.keepOnly(new Set());
    },
  };
}

function framesOf(legs: ReadonlyMap<string, Leg>, tick: number, now: number): ReadonlyMap<string, Samples> {
  const frames = new Map<string, Samples>();
  for (const [legId, leg] of legs) if (leg.kind === 'device') frames.set(legId, leg.pull(tick, now));
  return frames;
}

function presenceOf(leg: Leg | undefined): Presence {
  if (!leg) return 'absent';
  return leg.kind === 'device' && leg.holds() ? 'holding' : 'present';
}

/** Every leg is in one audience; those that hear nothing are in that of silence. */
function gatherAudiences(
  legs: ReadonlyMap<string, Leg>,
  sourcesOf: (legId: string) => readonly VoiceSource[],
): readonly Audience[] {
  const audiences = new Map<string, Audience>();
  for (const [legId, leg] of legs) {
    const sources = sourcesOf(legId);
    const key = JSON.stringify(sources.map((source) => source.key).sort());
    const audience = audiences.get(key) ?? { key, sources, legs: [] };
    audience.legs.push(leg);
    audiences.set(key, audience);
  }
  return [...audiences.values()];
}
