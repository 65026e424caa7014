import type { PhoneEvent } from '../../../contract/softphone/messages.ts';
import type {
  AudioDevice,
  AudioState,
  LineQuality,
  PhoneCall,
} from '../../../contract/softphone/phone-call.ts';
import type { SipLine } from '../../../contract/softphone/sip-line.ts';
import { bySide } from './common.ts';
import {
  choice,
  figure,
  flag,
  identifier,
  keypadDigits,
  label,
  phoneNumber,
  sentence,
  text,
} from './leaf-rules.ts';
import { fields, list, nullable, type Rule, variants } from './rules.ts';

/** A headset's name is what "the wrong microphone" is found by. */
export const audioDevice: Rule<AudioDevice> = fields<AudioDevice>({ id: identifier, label });

const audio: Rule<AudioState> = fields<AudioState>({
  microphones: list(audioDevice),
  speakers: list(audioDevice),
  microphone: nullable(identifier),
  speaker: nullable(identifier),
  ringer: nullable(identifier),
  problem: choice(),
});

const phoneCall: Rule<PhoneCall> = fields<PhoneCall>({
  callId: identifier,
  direction: choice(),
  phase: choice(),
  held: flag,
  muted: flag,
  from: fields({ number: phoneNumber, name: text }),
  takesDigits: flag,
});

/** Thirty earlier values stand in the thirty lines before it. */
const quality: Rule<LineQuality> = fields<LineQuality>({
  mos: figure,
  jitterMs: figure,
  loss: figure,
  roundTripMs: nullable(figure),
  history: () => [],
});

/** A Call-ID may name a computer: only whether it is the same. */
const dialog: Rule<string> = (value, masks) => masks.named('dialog', value);

/** Of keypad digits the phone says which were sent: "1 was sent, 2 not confirmed, 34 not sent". */
const saidDigits = /[0-9A-D*#]+(?= (?:(?:was|were) (?:sent|refused)|not (?:sent|confirmed))\b)/g;

const refusal: Rule<string> = (value, masks) =>
  typeof value === 'string'
    ? sentence(
        value.replaceAll(saidDigits, (digits) => keypadDigits(digits, masks)),
        masks,
      )
    : masks.unknown(value);

/** What the phone says. */
export const phoneEvent: Rule<PhoneEvent> = variants<PhoneEvent, 'type'>('type', {
  ready: {},
  registration: {
    state: choice(),
    sides: bySide(fields({ state: choice(), error: nullable(sentence) })),
    inUse: nullable(choice()),
    status: choice(),
    misconfigured: nullable(sentence),
    error: nullable(sentence),
  },
  call: { call: phoneCall },
  callEnded: { callId: identifier, cause: sentence },
  refused: { callId: nullable(identifier), command: identifier, message: refusal },
  quality: { callId: identifier, quality: nullable(quality) },
  network: { isOnline: flag },
  sip: {
    line: fields<SipLine>({
      direction: choice(),
      method: choice(),
      status: nullable(figure),
      cseq: figure,
      dialog,
      from: phoneNumber,
      to: phoneNumber,
      leftOut: figure,
    }),
  },
  silence: { callId: identifier, silentForMs: nullable(figure) },
  audio: { audio },
  microphoneLevel: { dbfs: nullable(figure) },
});
