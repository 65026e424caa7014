import { checkDigits } from '../../contract/audio/telephone-event.ts';
import type { SwitchMedia, Voice } from '../links/media-control.ts';
import { createFarEnd } from './far-end.ts';
import type { Legs } from './legs.ts';
import type { Mixer } from './mixer.ts';
import type { TickClock } from './tick-clock.ts';
import type { VoiceSource, Voices } from './voices.ts';

export interface SwitchMediaParts {
  readonly legs: Legs;
  readonly mixer: Mixer;
  readonly voices: Voices;
  readonly clock: TickClock;
}

/** What the switch asks: far ends, and who hears whom. */
export function createSwitchMedia({ legs, mixer, voices, clock }: SwitchMediaParts): SwitchMedia {
  const sourceOf = (voice: Voice): Promise<VoiceSource | null> => voices.voice(voice, clock.tick());
  return {
    async addFarEnd(legId, voice) {
      const source = await sourceOf(voice);
      if (legs.all.has(legId)) legs.farEnd(legId).speak(source);
      else legs.add(legId, createFarEnd(source));
      mixer.refresh();
    },
    async speak(legId, voice) {
      const leg = legs.farEnd(legId);
      leg.speak(await sourceOf(voice));
      mixer.refresh();
    },
    async sendDigits(legId, digits) {
      legs.farEnd(legId);
      const checked = checkDigits(digits);
      if (!checked.ok)
        throw new Error(`Far end ${legId} cannot send ${JSON.stringify(digits)}: ${checked.error}.`);
      mixer.deliverDigits(legId, checked.value);
    },
    async mix(callId, parties) {
      mixer.setCall(callId, parties, clock.tick());
    },
    removeLeg: (legId) => legs.remove(legId),
    heard: async (legId) => legs.all.get(legId)?.heard(clock.now()) ?? null,
    async listen(legId, hertz) {
      const leg = legs.all.get(legId);
      if (!leg) throw new Error(`Media has no leg ${legId}: there is nothing to listen to.`);
      leg.listen(hertz);
    },
    listened: async (legId) => legs.all.get(legId)?.listened() ?? null,
    async lose(legId, share) {
      const leg = legs.device(legId);
      if (!(share >= 0 && share <= 1)) throw new Error(`A share of ${share} cannot be lost; 0 to 1 can.`);
      leg.lose(share);
    },
  };
}
