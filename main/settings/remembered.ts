import * as z from 'zod';
import { quoted } from '../../contract/quoted.ts';
import { addressText } from '../../contract/servers/address-text.ts';
import {
  type LegacyAnswer,
  type LegacyOffer,
  legacyAnswers,
  legacyDesktops,
} from '../../contract/settings/legacy-offer.ts';
import { type AudioDevice, audioDevice } from '../../contract/softphone/phone-call.ts';
import { lineWords, type OwnLines } from './layers/own-lines.ts';
import { lookUp } from './look-up.ts';

/** What the desk remembers of its own accord, beside the settings in one file: no policy sets it. */
export interface Remembered {
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
  /** The configuration servers that the cluster named last; null: it never did. */
  readonly toldByCluster: { readonly a: string; readonly b: string } | null;
  /** What the agent was told last of a policy's address that the cluster does not name; null: nothing. */
  readonly driftTold: string | null;
  /** What the user answered when the servers of an older desktop were offered to him, and which; null: never asked. */
  readonly legacyImport: AnsweredLegacyOffer | null;
}

export interface AnsweredLegacyOffer extends LegacyOffer {
  readonly answer: LegacyAnswer;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface WindowBounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const device = audioDevice.nullable();
const bounds = z
  .object({
    x: z.number().int(),
    y: z.number().int(),
    width: z.number().int().min(1).max(100_000),
    height: z.number().int().min(1).max(100_000),
  })
  .nullable();

const legacyAddress = addressText.nullable();
const answeredLegacyOffer = z
  .object({
    answer: z.enum(legacyAnswers),
    at: z.number(),
    desktop: z.enum(legacyDesktops),
    place: z.string().max(2_000),
    a: legacyAddress,
    b: legacyAddress,
  })
  .nullable();

/** What a desk without a settings file remembers. */
export const nothingRemembered: Remembered = {
  audio: { microphone: null, speaker: null, ringer: null },
  lastProfile: null,
  deskId: null,
  window: { bounds: null, maximised: false },
  toldByCluster: null,
  driftTold: null,
  legacyImport: null,
};

/** The keys of the file that hold what is remembered. */
export const rememberedKeys: ReadonlySet<string> = new Set(Object.keys(nothingRemembered));

/** A value that is not used, and why, as a sentence that names it, the file and what was expected. */
export interface SettingsProblem {
  /** `audio.ringer`, `configurationServers.a`. */
  readonly setting: string;
  readonly message: string;
}

/** What the settings file remembers. A value that is wrong is named and forgotten; the others stand. */
export function readRemembered(
  raw: Readonly<Record<string, unknown>>,
  file: string,
  lines: OwnLines,
): { readonly remembered: Remembered; readonly problems: readonly SettingsProblem[] } {
  const problems: SettingsProblem[] = [];
  const take = <Value>(setting: string, schema: z.ZodType<Value>, byDefault: Value): Value => {
    const found = lookUp(raw, setting);
    if (found.type === 'absent') return byDefault;
    const at = found.type === 'blocked' ? found.at : setting;
    const checked = found.type === 'blocked' ? null : schema.safeParse(found.value);
    if (checked?.success) return checked.data;
    if (problems.some((known) => known.setting === at)) return byDefault;
    const expected = checked ? (checked.error.issues[0]?.message ?? 'not understood') : 'expected an object';
    const message = `The setting "${at}" in ${file}${lineWords(lines, at)} is ${quoted(found.value)}, which is not used: ${expected}. ${JSON.stringify(byDefault)} is used instead.`;
    problems.push({ setting: at, message });
    return byDefault;
  };
  const remembered: Remembered = {
    audio: {
      microphone: take('audio.microphone', device, null),
      speaker: take('audio.speaker', device, null),
      ringer: take('audio.ringer', device, null),
    },
    lastProfile: take('lastProfile', z.string().min(1).max(80).nullable(), null),
    deskId: take('deskId', z.string().min(1).max(64).nullable(), null),
    window: {
      bounds: take('window.bounds', bounds, null),
      maximised: take('window.maximised', z.boolean(), false),
    },
    toldByCluster: take('toldByCluster', z.object({ a: addressText, b: addressText }).nullable(), null),
    driftTold: take('driftTold', z.string().min(1).max(2_000).nullable(), null),
    legacyImport: take('legacyImport', answeredLegacyOffer, null),
  };
  return { remembered, problems };
}
