/** One place that sound comes out at: the headset for calls, or the ringer's loudspeaker. */
export class Speaker {
  readonly #elements = new Set<HTMLAudioElement>();
  /** Empty: the computer's default. */
  #deviceId = '';

  /** From now on this device, also for what sounds now. Null: the default. */
  use(deviceId: string | null): void {
    this.#deviceId = deviceId ?? '';
    for (const element of this.#elements) void this.#send(element);
  }

  /** An element that sounds here, wherever that is moved to. */
  element(): HTMLAudioElement {
    const element = new Audio();
    document.body.append(element);
    this.#elements.add(element);
    void this.#send(element);
    return element;
  }

  release(element: HTMLAudioElement): void {
    this.#elements.delete(element);
    element.pause();
    element.srcObject = null;
    element.removeAttribute('src');
    element.remove();
  }

  /** A device that has just gone gives way to the default. */
  async #send(element: HTMLAudioElement): Promise<void> {
    try {
      if (element.sinkId !== this.#deviceId) await element.setSinkId(this.#deviceId);
    } catch {
      await element.setSinkId('').catch(() => undefined);
    }
  }
}
