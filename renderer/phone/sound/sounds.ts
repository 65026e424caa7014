import type { Samples } from '../../../contract/audio/frame.ts';
import { writeWave } from '../../../contract/audio/wave-file.ts';
import type { Ringer } from '../../../phone/ringer.ts';
import type { Speaker } from '../devices/speaker.ts';
import { composeChime, composeRing } from './ring-tone.ts';

/** Rings on its own device until it is stopped. */
export function createRinger(speaker: Speaker): Ringer {
  const element = speaker.element();
  element.src = urlOf(composeRing());
  element.loop = true;
  return {
    start: () => {
      element.currentTime = 0;
      // Stopped before it began.
      element.play().catch(() => undefined);
    },
    stop: () => element.pause(),
  };
}

/** Lets a device be heard once. */
export function createChime(): (speaker: Speaker) => void {
  const url = urlOf(composeChime());
  return (speaker) => {
    const element = speaker.element();
    element.src = url;
    element.addEventListener('ended', () => speaker.release(element));
    element.play().catch(() => speaker.release(element));
  };
}

function urlOf(samples: Samples): string {
  return URL.createObjectURL(new Blob([writeWave(samples)], { type: 'audio/wav' }));
}
