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

/** Rings as long as a call does and it may be heard. */
export class Ringing {
  readonly #ringer: Ringer | undefined;
  #audible = true;
  #calling = false;
  #on = false;

  constructor(ringer: Ringer | undefined) {
    this.#ringer = ringer;
  }

  setAudible(audible: boolean): void {
    this.#audible = audible;
    this.#apply();
  }

  /** Whether any call rings. */
  setCalling(calling: boolean): void {
    this.#calling = calling;
    this.#apply();
  }

  #apply(): void {
    const on = this.#audible && this.#calling;
    if (on === this.#on) return;
    this.#on = on;
    if (on) this.#ringer?.start();
    else this.#ringer?.stop();
  }
}
