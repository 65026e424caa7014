import type { ServerOrder } from '../../contract/servers/pair-rules.ts';
import type { AudioDevice } from '../../contract/softphone/phone-call.ts';

/** The settings of this computer and user, read and checked: what is wrong in the file has its default here. */
export interface SettingsValues {
  /** As written, blank allowed: `usableAddresses` tells which of them are addresses. */
  readonly configurationServers: { readonly a: string; readonly b: string };
  /** Which side of every pair is tried first. */
  readonly serverOrder: ServerOrder;
  /** The same for the SIP servers. */
  readonly phoneOrder: ServerOrder;
  /** The agent's choice of devices, by the browser's id and the label he saw; null: the computer's default. */
  readonly audio: {
    readonly microphone: AudioDevice | null;
    readonly speaker: AudioDevice | null;
    readonly ringer: AudioDevice | null;
  };
  /** The connection profile of the last login. */
  readonly lastProfile: string | null;
  /** Names this desk to the servers, from its first start on: SetSessionMode, AcquireLicenceRequest. */
  readonly deskId: string | null;
  readonly window: {
    /** Device-independent pixels; null: never moved. */
    readonly bounds: WindowBounds | null;
    readonly maximised: boolean;
  };
  readonly theme: 'system' | 'light' | 'dark';
}

export interface WindowBounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A value that is not used, and why, as a sentence that names the setting, the file and what was expected. */
export interface SettingsProblem {
  /** `audio.ringer`, `configurationServers.a`. */
  readonly setting: string;
  readonly message: string;
}

export interface LocalSettings {
  read(): SettingsValues;
  /** Replaces each setting that is named, whole. On disk when it returns; a failure is in the log and in `problems`. */
  change(part: Partial<SettingsValues>): void;
  /** Told after every change, by this process or by another; returns how to stop. */
  onChange(listener: (values: SettingsValues) => void): () => void;
  /** What is wrong in the file now. */
  problems(): readonly SettingsProblem[];
}
