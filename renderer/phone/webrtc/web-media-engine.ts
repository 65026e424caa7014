import type { MediaEngine } from '../../../phone/media.ts';
import type { Microphone } from '../devices/microphone.ts';
import type { Speaker } from '../devices/speaker.ts';
import { WebMediaLeg } from './web-media-leg.ts';

/** The phone window's media: the browser's WebRTC between the computer's microphone and speaker. */
export function createWebMediaEngine(microphone: Microphone, speaker: Speaker): MediaEngine {
  const legs = new Set<WebMediaLeg>();
  return {
    createLeg: () => {
      const leg = new WebMediaLeg({ microphone, speaker, onClose: () => legs.delete(leg) });
      legs.add(leg);
      return leg;
    },
    close: async () => {
      for (const leg of [...legs]) leg.close();
    },
  };
}
