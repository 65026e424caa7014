/** Rings on a device of its own. Both may be called at any time. */
export interface Ringer {
  /** Rings until `stop`. */
  start(): void;
  stop(): void;
}

/** The agent's choice of devices; null: the computer's default. */
export interface AudioChoice {
  readonly microphone: string | null;
  readonly speaker: string | null;
  readonly ringer: string | null;
}

/** The computer's sound, where the phone has any: the phone window's, not the headless engine's. */
export interface AudioControl {
  choose(choice: AudioChoice): void;
  trySound(on: 'speaker' | 'ringer'): void;
  /** The microphone's level is told as events while it is on. */
  meterMicrophone(on: boolean): void;
}

/** Rings as long as a call does. */
export class Ringing {
  readonly #ringer: Ringer | undefined;
  #on = false;

  constructor(ringer: Ringer | undefined) {
    this.#ringer = ringer;
  }

  /** Whether any call rings. */
  setCalling(calling: boolean): void {
    if (calling === this.#on) return;
    this.#on = calling;
    if (calling) this.#ringer?.start();
    else this.#ringer?.stop();
  }
}
