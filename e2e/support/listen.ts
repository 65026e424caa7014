import type { Page } from '@playwright/test';

/** Tones that the agent hears now, strongest first, Hz: what the phone window plays, decoded by the browser. */
export async function heardByAgent(phone: Page): Promise<readonly number[]> {
  return phone.evaluate(tonesPlayed);
}

/** The same as a script of the phone window's page: it may use nothing from outside. */
export async function tonesPlayed(): Promise<readonly number[]> {
  const streams = [...document.querySelectorAll('audio')]
    .map(({ srcObject }) => srcObject)
    .filter((source): source is MediaStream => source instanceof MediaStream && source.active);
  const context = new AudioContext({ sampleRate: 48_000 });
  const analyser = new AnalyserNode(context, { fftSize: 16_384, smoothingTimeConstant: 0 });
  for (const stream of streams) {
    if (stream.getAudioTracks().length > 0)
      new MediaStreamAudioSourceNode(context, { mediaStream: stream }).connect(analyser);
  }
  await context.resume();
  const bins = new Float32Array(analyser.frequencyBinCount);
  const filled = context.currentTime + analyser.fftSize / context.sampleRate + 0.05;
  await new Promise<void>((resolve) => {
    const look = (): void => {
      if (context.currentTime >= filled) resolve();
      else setTimeout(look, 20);
    };
    look();
  });
  analyser.getFloatFrequencyData(bins);
  const width = context.sampleRate / analyser.fftSize;
  await context.close();
  const at = (index: number): number => bins[index] ?? Number.NEGATIVE_INFINITY;
  const peaks: { hertz: number; level: number }[] = [];
  for (let index = 20; index < bins.length - 1; index += 1) {
    const level = at(index);
    if (level > -50 && level >= at(index - 1) && level > at(index + 1))
      peaks.push({ hertz: index * width, level });
  }
  peaks.sort((one, other) => other.level - one.level);
  const strongest = peaks[0]?.level ?? 0;
  return peaks
    .filter(({ level }) => level > strongest - 25)
    .slice(0, 8)
    .map(({ hertz }) => Math.round(hertz));
}

/** Whether one of the tones is this one: within 3 %, for Opus and the FFT are not exact. */
export function hasTone(tones: readonly number[], hertz: number): boolean {
  return tones.some((tone) => Math.abs(tone - hertz) <= hertz * 0.03);
}

/**
 * Lets the phone's microphone through as it is. Chromium's echo canceller takes a steady tone for an echo of the
 * caller's, from the second to the seventh second of a call: real voices are no tones. To be asked before the call.
 */
export async function withoutEchoCanceller(phone: Page): Promise<void> {
  await phone.evaluate(letMicrophoneThrough);
}

/** The same as a script of the phone window's page: it may use nothing from outside. */
export function letMicrophoneThrough(): void {
  const { getUserMedia } = MediaDevices.prototype;
  MediaDevices.prototype.getUserMedia = function (constraints) {
    const audio = typeof constraints?.audio === 'object' ? constraints.audio : {};
    return getUserMedia.call(this, { ...constraints, audio: { ...audio, echoCancellation: false } });
  };
}
