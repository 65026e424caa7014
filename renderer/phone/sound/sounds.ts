import type { Samples } from '../../../contract/audio/frame.ts';
import { writeWave } from '../../../contract/audio/wave-file.ts';
import type { Ringer } from '../../../phone/ringer.ts';
import type { Speaker } from '../devices/speaker.ts';
import { composeChime, composeRing } from './ring-tone.ts';

/** Rings on its own device until it is stopped. Composed for the first call: an element with a sound costs a process. */
export function createRinger(speaker: Speaker): Ringer {
  let made: HTMLAudioElement | null = null;
  return {
    start: () => {
      made ??= ringing(speaker);
      made.currentTime = 0;
      // Stopped before it began.
      made.play().catch(() => undefined);
    },
    stop: () => made?.pause(),
  };
}

function ringing(speaker: Speaker): HTMLAudioElement {
  const element = speaker.element();
  element.src = urlOf(composeRing());
  element.loop = true;
  return element;
}

/** Lets a device be heard once. */
export function createChime(): (speaker: Speaker) => void {
  let url: string | null = null;
  return (speaker) => {
    const element = speaker.element();
    url ??= urlOf(composeChime());
    element.src = url;
    element.addEventListener('ended', () => speaker.release(element));
    element.play().catch(() => speaker.release(element));
  };
}

function urlOf(samples: Samples): string {
  return URL.createObjectURL(new Blob([writeWave(samples)], { type: 'audio/wav' }));
}
