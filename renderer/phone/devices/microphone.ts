import { captureProblem } from './capture-problem.ts';

/** Told of the sound that the microphone gives, each time it is another; null: there is none now. */
export type MicrophoneListener = (track: MediaStreamTrack | null) => void;

/** What opens microphones: the browser's mediaDevices. */
export type Capture = Pick<MediaDevices, 'getUserMedia'>;

/** Whether the microphone can be used, as far as is known. */
export type CaptureState = 'none' | 'no-microphone' | 'microphone-denied';

/**
 * The one microphone of all calls. It is open as long as somebody listens, so that the computer's own sign of it goes
 * out between calls. A call never waits for it: who listens is told of the track when it is there.
 */
export class Microphone {
  readonly #capture: Capture;
  readonly #onState: (state: CaptureState) => void;
  readonly #listeners = new Set<MicrophoneListener>();
  #deviceId: string | null = null;
  #track: MediaStreamTrack | null = null;
  /** Counts the openings, so that one that was overtaken is thrown away. */
  #opening = 0;

  constructor(capture: Capture, onState: (state: CaptureState) => void) {
    this.#capture = capture;
    this.#onState = onState;
  }

  /** Asks for the permission and shuts again: what is wrong is said before there is a call. */
  async ask(): Promise<void> {
    const track = await this.#openTrack();
    if (track !== this.#track) track?.stop();
  }

  /** From now on this device; calls in progress change over with no new negotiation. Null: the default. */
  use(deviceId: string | null): void {
    if (deviceId === this.#deviceId) return;
    this.#deviceId = deviceId;
    if (this.#listeners.size > 0) void this.#open();
  }

  /** Opens it again: the device it was open on may be gone, or one may have come. */
  reopen(): void {
    if (this.#listeners.size > 0) void this.#open();
  }

  get isLive(): boolean {
    return this.#track?.readyState === 'live';
  }

  /** Listens from now on; returns how to stop. */
  listen(listener: MicrophoneListener): () => void {
    this.#listeners.add(listener);
    if (this.#track) listener(this.#track);
    else if (this.#listeners.size === 1) void this.#open();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#shut();
    };
  }

  async #open(): Promise<void> {
    this.#opening += 1;
    const opening = this.#opening;
    const track = await this.#openTrack();
    if (opening !== this.#opening || this.#listeners.size === 0) {
      track?.stop();
      return;
    }
    this.#track?.stop();
    this.#track = track;
    track?.addEventListener('ended', () => {
      if (track === this.#track) void this.#open();
    });
    for (const listener of [...this.#listeners]) listener(track);
  }

  /** The track, or null where there is none; what is wrong is told. A device that has just gone gives way to another. */
  async #openTrack(): Promise<MediaStreamTrack | null> {
    const chosen = this.#deviceId === null ? {} : { deviceId: { ideal: this.#deviceId } };
    const audio = { ...chosen, echoCancellation: true, noiseSuppression: true, autoGainControl: true };
    try {
      const stream = await this.#capture.getUserMedia({ audio });
      this.#onState('none');
      return stream.getAudioTracks()[0] ?? null;
    } catch (error) {
      this.#onState(captureProblem(error));
      return null;
    }
  }

  #shut(): void {
    this.#opening += 1;
    this.#track?.stop();
    this.#track = null;
  }
}
