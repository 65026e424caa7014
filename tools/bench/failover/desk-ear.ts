import type { Page } from '@playwright/test';
import type { SoundBlock } from './holes.ts';

/** What the agent's phone played since it was asked last. */
export interface DeskSound {
  readonly blocks: readonly SoundBlock[];
  /** How long was listened, from delivery to delivery, milliseconds: where that is more than the blocks, sound is missing. */
  readonly forMs: number;
  /**
   * How much of it the decoder made up for packets that had not come, milliseconds (webrtc-stats, concealedSamples). It
   * goes on with a steady tone so well that a hole in the packets may be none in the sound.
   */
  readonly concealedMs: number;
  /** The longest time between two deliveries of sound, milliseconds: so late this computer was with it. */
  readonly latestMs: number;
}

/**
 * Listens to what the phone window plays, without a break from now on: the decoded sound of the call's track, by
 * MediaStreamTrackProcessor, which keeps what comes while the window is busy. (A worklet's script would have to come
 * from elsewhere, which the page's policy refuses; a ScriptProcessor drops what it is too late for.)
 */
export async function listenAtDesk(phone: Page, hertz: number): Promise<void> {
  await phone.evaluate(earOfWindow, { hertz });
}

/** What was heard since the last time, and forgets it. The phone's connections must be known (tapConnections). */
export function heardAtDesk(phone: Page): Promise<DeskSound> {
  return phone.evaluate(() => window.benchEar.take());
}

interface Ear {
  take(): Promise<DeskSound>;
  stop(): void;
}

declare global {
  interface Window {
    benchEar: Ear;
  }
}

/** What lib.dom does not have yet (mediacapture-transform; Chromium has it in windows too, for sound). */
interface TrackProcessor {
  readonly readable: ReadableStream<AudioData>;
}
type TrackProcessorClass = new (init: { track: MediaStreamTrack; maxBufferSize: number }) => TrackProcessor;

/** Runs inside the window, as text: it can use nothing from around it. */
function earOfWindow({ hertz }: { readonly hertz: number }): void {
  window.benchEar?.stop();
  const track = [...document.querySelectorAll('audio')]
    .map(({ srcObject }) => srcObject)
    .filter((source): source is MediaStream => source instanceof MediaStream && source.active)
    .flatMap((stream) => stream.getAudioTracks())[0];
  if (!track) throw new Error('The phone plays nothing.');
  const Processor = Reflect.get(window, 'MediaStreamTrackProcessor') as TrackProcessorClass;
  const reader = new Processor({ track, maxBufferSize: 1_000 }).readable.getReader();
  let blocks: SoundBlock[] = [];
  let latestMs = 0;
  let heardAt = performance.now();
  let takenAt = heardAt;
  let rest = new Float32Array(0);

  const blockOf = (samples: Float32Array, rate: number): SoundBlock => {
    // Goertzel's algorithm: the power at one frequency, whatever its phase.
    const coefficient = 2 * Math.cos((2 * Math.PI * hertz) / rate);
    let power = 0;
    let one = 0;
    let two = 0;
    for (const sample of samples) {
      power += sample * sample;
      const next = sample + coefficient * one - two;
      two = one;
      one = next;
    }
    power /= samples.length;
    if (power === 0) return { dbfs: null, share: 0 };
    const atTone = (2 * (one * one + two * two - coefficient * one * two)) / samples.length ** 2;
    return {
      dbfs: Math.round(100 * Math.log10(power)) / 10,
      share: Math.round((100 * atTone) / power) / 100,
    };
  };
  const add = (samples: Float32Array, rate: number): void => {
    const size = Math.round(rate / 200);
    const all = new Float32Array(rest.length + samples.length);
    all.set(rest);
    all.set(samples, rest.length);
    let at = 0;
    for (; at + size <= all.length; at += size) blocks.push(blockOf(all.subarray(at, at + size), rate));
    rest = all.slice(at);
  };
  const listen = async (): Promise<void> => {
    for (;;) {
      const { value, done } = await reader.read();
      if (done || !value) return;
      const now = performance.now();
      latestMs = Math.max(latestMs, now - heardAt);
      heardAt = now;
      const samples = new Float32Array(value.numberOfFrames);
      value.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
      add(samples, value.sampleRate);
      value.close();
    }
  };
  const concealed = async (): Promise<number> => {
    const reports = (await window.benchTap.connection?.getStats())?.values().toArray() ?? [];
    const inbound: { readonly concealedSamples?: number } = reports.find(
      ({ type }) => type === 'inbound-rtp',
    );
    return (inbound?.concealedSamples ?? 0) / 48;
  };
  let concealedBefore = 0;
  void listen();
  window.benchEar = {
    take: async () => {
      const concealedNow = await concealed();
      const concealedMs = Math.max(0, Math.round(concealedNow - concealedBefore));
      concealedBefore = concealedNow;
      const now = performance.now();
      const taken = {
        blocks,
        concealedMs,
        forMs: heardAt - takenAt,
        latestMs: Math.max(latestMs, now - heardAt),
      };
      blocks = [];
      takenAt = heardAt;
      latestMs = 0;
      return taken;
    },
    stop: () => void reader.cancel(),
  };
}
