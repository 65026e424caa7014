import type { Microphone } from '../devices/microphone.ts';

const everyMs = 100;
const windowSamples = 2_048;

/** Tells the microphone's level ten times a second while it is on; null for silence, and once when it goes off. */
export class LevelMeter {
  readonly #microphone: Microphone;
  readonly #tell: (dbfs: number | null) => void;
  #stop: (() => void) | null = null;

  constructor(microphone: Microphone, tell: (dbfs: number | null) => void) {
    this.#microphone = microphone;
    this.#tell = tell;
  }

  turn(on: boolean): void {
    if (on === (this.#stop !== null)) return;
    if (on) this.#stop = this.#start();
    else {
      this.#stop?.();
      this.#stop = null;
      this.#tell(null);
    }
  }

  #start(): () => void {
    const context = new AudioContext();
    const analyser = new AnalyserNode(context, { fftSize: windowSamples });
    const samples = new Float32Array(windowSamples);
    let source: MediaStreamAudioSourceNode | null = null;
    const stopListening = this.#microphone.listen((track) => {
      source?.disconnect();
      source = track && new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([track]) });
      source?.connect(analyser);
    });
    const timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      this.#tell(source === null ? null : levelOf(samples));
    }, everyMs);
    return () => {
      clearInterval(timer);
      stopListening();
      void context.close();
    };
  }
}

/** Root mean square, dBFS; null for digital silence. */
export function levelOf(samples: Float32Array): number | null {
  const sum = samples.reduce((total, sample) => total + sample * sample, 0);
  return sum === 0 ? null : 10 * Math.log10(sum / samples.length);
}
