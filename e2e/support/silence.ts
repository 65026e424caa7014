import type { Page } from '@playwright/test';
import type { Control } from './tier.ts';

/** Below this a line is silent: -46 dBFS, far under any tone of the tests. */
const silentBelow = 0.005;

/**
 * Listens, from now on and block by block, to what the phone window plays. Answers with the longest silence so far,
 * and how much was listened to, milliseconds.
 */
export async function watchSilence(
  phone: Page,
): Promise<() => Promise<{ readonly longestMs: number; readonly listenedMs: number }>> {
  const seen = await phone.evaluateHandle(async (floor) => {
    const source = [...document.querySelectorAll('audio')]
      .map(({ srcObject }) => srcObject)
      .find((each): each is MediaStream => each instanceof MediaStream && each.active);
    if (!source) throw new Error('The phone plays nothing.');
    const context = new AudioContext({ sampleRate: 48_000 });
    // A worklet would be a script from elsewhere, which the page's policy refuses.
    const listener = context.createScriptProcessor(1_024, 1, 1);
    const watched = { longestMs: 0, listenedMs: 0, silentMs: 0 };
    listener.onaudioprocess = ({ inputBuffer }) => {
      const samples = inputBuffer.getChannelData(0);
      const level = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
      const blockMs = inputBuffer.duration * 1_000;
      watched.listenedMs += blockMs;
      watched.silentMs = level < floor ? watched.silentMs + blockMs : 0;
      watched.longestMs = Math.max(watched.longestMs, watched.silentMs);
    };
    new MediaStreamAudioSourceNode(context, { mediaStream: source }).connect(listener);
    listener.connect(context.destination);
    await context.resume();
    return watched;
  }, silentBelow);
  return () => seen.jsonValue();
}

/** The same at the far end: asks the tier again and again until it is stopped, for how long no sound had come. */
export function watchLine(control: Control, callId: string, number: string): () => Promise<number> {
  let going = true;
  let longestMs = 0;
  const watching = (async () => {
    while (going) {
      const heard = await control.heard(callId, { number });
      longestMs = Math.max(longestMs, heard?.silentForMs ?? Number.POSITIVE_INFINITY);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  return async () => {
    going = false;
    await watching;
    return longestMs;
  };
}
