import type { AudioState } from '../../../contract/softphone/phone-call.ts';
import type { AudioChoice } from '../../../phone/ringer.ts';
import { problemOf } from './capture-problem.ts';
import { choosable, deviceToUse, type FoundDevice, type KnownLabels, withLabels } from './device-choice.ts';
import { keepLabels, readLabels, type TextStore } from './kept-labels.ts';
import { type CaptureState, Microphone } from './microphone.ts';
import { Speaker } from './speaker.ts';

export interface AudioDevicesParts {
  readonly browser: MediaDevices;
  readonly store: TextStore;
  /** Told whenever it has changed. */
  readonly tell: (audio: AudioState) => void;
}

interface Found {
  readonly microphones: readonly FoundDevice[];
  readonly speakers: readonly FoundDevice[];
}

/** The computer's microphones and speakers: which there are, which are used, and what is wrong. */
export class AudioDevices {
  readonly microphone: Microphone;
  readonly speaker = new Speaker();
  readonly ringer = new Speaker();
  readonly #parts: AudioDevicesParts;
  #labels: KnownLabels;
  #choice: AudioChoice = { microphone: null, speaker: null, ringer: null };
  /** Null until the first look round: before it nothing is used, and nothing said. */
  #found: Found | null = null;
  #capture: CaptureState = 'none';
  #told = '';
  #started = false;

  constructor(parts: AudioDevicesParts) {
    this.#parts = parts;
    this.#labels = readLabels(parts.store);
    this.microphone = new Microphone(parts.browser, (state) => {
      this.#capture = state;
      this.#settle();
    });
  }

  /**
   * Asks for the microphone, so that what is wrong with it is said before there is a call, looks round, and follows
   * what is plugged and pulled from then on. Once is enough.
   */
  async start(): Promise<void> {
    if (this.#started) return;
    this.#started = true;
    this.#parts.browser.addEventListener('devicechange', () => void this.#changed());
    await this.microphone.ask();
    await this.look();
  }

  choose(choice: AudioChoice): void {
    this.#choice = choice;
    this.#settle();
  }

  /** Looks which devices there are now. */
  async look(): Promise<void> {
    const found = await this.#parts.browser.enumerateDevices().catch(() => []);
    const of = (kind: MediaDeviceKind): readonly FoundDevice[] =>
      found.filter((device) => device.kind === kind).map(named);
    this.#found = { microphones: of('audioinput'), speakers: of('audiooutput') };
    const labels = withLabels(this.#labels, found);
    if (JSON.stringify(labels) !== JSON.stringify(this.#labels)) keepLabels(this.#parts.store, labels);
    this.#labels = labels;
    this.#settle();
  }

  /** Plugged or pulled: what is used follows, in the middle of a call too. */
  async #changed(): Promise<void> {
    await this.look();
    if (this.#capture !== 'none' || !this.microphone.isLive) await this.#tryAgain();
  }

  async #tryAgain(): Promise<void> {
    this.microphone.reopen();
    if (this.#capture !== 'none' && this.#found?.microphones.length) await this.microphone.ask();
  }

  /** Uses what is to be used, and tells. */
  #settle(): void {
    if (!this.#found) return;
    const { microphones, speakers } = this.#found;
    const { microphone, speaker, ringer } = this.#choice;
    const used = {
      microphone: deviceToUse(microphones, microphone, this.#labels),
      speaker: deviceToUse(speakers, speaker, this.#labels),
      ringer: deviceToUse(speakers, ringer, this.#labels),
    };
    this.microphone.use(used.microphone?.deviceId ?? null);
    this.speaker.use(used.speaker?.deviceId ?? null);
    this.ringer.use(used.ringer?.deviceId ?? null);
    this.#tell({
      microphones: [...choosable(microphones)],
      speakers: [...choosable(speakers)],
      microphone: used.microphone?.deviceId ?? null,
      speaker: used.speaker?.deviceId ?? null,
      ringer: used.ringer?.deviceId ?? null,
      problem: problemOf(this.#capture, microphones.length, speakers.length),
    });
  }

  #tell(audio: AudioState): void {
    const text = JSON.stringify(audio);
    if (text === this.#told) return;
    this.#told = text;
    this.#parts.tell(audio);
  }
}

/** Before the microphone is allowed the browser says of each kind only that there is one: its default. */
function named({ deviceId, groupId, label }: MediaDeviceInfo): FoundDevice {
  return deviceId === '' ? { deviceId: 'default', groupId, label: 'Default' } : { deviceId, groupId, label };
}
