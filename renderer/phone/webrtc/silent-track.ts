/** Silence to speak into a line while there is no microphone: without a track the browser sends no digits either. */
export class SilentTrack {
  #context: AudioContext | null = null;
  #track: MediaStreamTrack | null = null;

  start(): MediaStreamTrack | null {
    if (this.#track) return this.#track;
    this.#context = new AudioContext();
    const destination = new MediaStreamAudioDestinationNode(this.#context);
    // Without a source it gives no frames at all, not silent ones.
    const source = new ConstantSourceNode(this.#context, { offset: 0 });
    source.connect(destination);
    source.start();
    this.#track = destination.stream.getAudioTracks()[0] ?? null;
    return this.#track;
  }

  stop(): void {
    this.#track?.stop();
    this.#track = null;
    void this.#context?.close();
    this.#context = null;
  }
}
