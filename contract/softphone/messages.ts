import * as z from 'zod';
import { serverPair } from '../servers/address-text.ts';
import { side } from '../wire/common.ts';
import { audioState, lineQuality, phoneCall } from './phone-call.ts';
import { sipLine } from './sip-line.ts';

const callId = z.string().min(1).max(256);

/** What main asks of the phone, wherever it runs: the phone window or the headless engine. */
export const phoneCommand = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('register'),
    servers: serverPair,
    /** Whether servers elsewhere than on this computer may be spoken with without TLS. */
    allowPlaintext: z.boolean(),
    domain: z.string(),
    user: z.string(),
    password: z.string(),
    /** Which side is tried first. */
    order: z.enum(['random', 'primary-first']),
    /** Silence after which a server counts as dead, milliseconds. */
    deadlineMs: z.number().int().positive(),
    /** How often the server that is not in use is asked whether it lives, milliseconds; 0: never. */
    probeEveryMs: z.number().int().nonnegative(),
    /**
     * How long the preferred server must have been seen to live before it is come home to, milliseconds; 0: never;
     * left out: 5 minutes.
     */
    homeAfterMs: z.number().int().nonnegative().optional(),
    /** How long a call may bring no sound before the agent is warned, milliseconds; 0: never; left out: 5 s. */
    silenceWarnMs: z.number().int().nonnegative().optional(),
    /** How long a call may bring no sound before it is ended, milliseconds; 0: never; left out: 30 s. */
    silenceEndMs: z.number().int().nonnegative().optional(),
  }),
  z.object({ type: z.literal('unregister') }),
  /** Ends a back-off: tries the servers now. */
  z.object({ type: z.literal('tryNow') }),
  /** The computer woke or its network changed: asks the servers at once, registers anew, looks at the sound's path. */
  z.object({ type: z.literal('wake') }),
  /** Whether the agent is at rest: only then does the phone come home to the server it prefers. */
  z.object({ type: z.literal('agentIdle'), isIdle: z.boolean() }),
  z.object({ type: z.literal('answer'), callId }),
  z.object({ type: z.literal('reject'), callId }),
  z.object({ type: z.literal('release'), callId }),
  z.object({ type: z.literal('hold'), callId }),
  z.object({ type: z.literal('retrieve'), callId }),
  z.object({ type: z.literal('mute'), callId, muted: z.boolean() }),
  z.object({ type: z.literal('digits'), callId, digits: z.string().regex(/^[0-9*#A-Da-d]{1,32}$/) }),
  /** The agent's choice of devices; null: the computer's default. */
  z.object({
    type: z.literal('useAudio'),
    microphone: z.string().nullable(),
    speaker: z.string().nullable(),
    ringer: z.string().nullable(),
  }),
  /** Tries a device before a call: a short sound, or the microphone's level as events. */
  z.object({ type: z.literal('trySound'), on: z.enum(['speaker', 'ringer']) }),
  z.object({ type: z.literal('meterMicrophone'), on: z.boolean() }),
]);
export type PhoneCommand = z.infer<typeof phoneCommand>;

const phoneServer = z.object({
  state: z.enum(['unused', 'untried', 'connecting', 'in-use', 'standby', 'silent']),
  /** Why it is silent: names the server, address and cause. */
  error: z.string().nullable(),
});

/** What the phone tells main. */
export const phoneEvent = z.discriminatedUnion('type', [
  /** The phone is there and takes commands; told again after its window was reloaded. */
  z.object({ type: z.literal('ready') }),
  z.object({
    type: z.literal('registration'),
    state: z.enum(['unregistered', 'registering', 'registered', 'failed']),
    /** Each side's last word, for the connections popover: `SideView`. */
    sides: z.object({ A: phoneServer, B: phoneServer }),
    inUse: side.nullable(),
    /** How the pair is shown: `ConnectionView`. */
    status: z.enum(['off', 'connecting', 'up', 'moved', 'down']),
    /** What is wrong with the addresses although it works; null: nothing that is known. */
    misconfigured: z.string().nullable(),
    /** Why the phone is not registered: names the server, address and cause. */
    error: z.string().nullable(),
  }),
  z.object({ type: z.literal('call'), call: phoneCall }),
  z.object({ type: z.literal('callEnded'), callId, cause: z.string() }),
  /** A command that came to nothing: why, in a sentence. */
  z.object({
    type: z.literal('refused'),
    callId: callId.nullable(),
    command: z.string(),
    message: z.string(),
  }),
  /** Null: not measured (no report for 10 s). */
  z.object({ type: z.literal('quality'), callId, quality: lineQuality.nullable() }),
  /**
   * A standing call brings no sound, of which signalling may never tell why: told each second from the warning on.
   * Null: it brings sound again, or need not, on hold.
   */
  z.object({ type: z.literal('silence'), callId, silentForMs: z.number().int().nonnegative().nullable() }),
  /** A SIP message, for the flight recorder alone. */
  z.object({ type: z.literal('sip'), line: sipLine }),
  /** The browser's word on the network: it is there, or gone. */
  z.object({ type: z.literal('network'), isOnline: z.boolean() }),
  z.object({ type: z.literal('audio'), audio: audioState }),
  z.object({ type: z.literal('microphoneLevel'), dbfs: z.number().nullable() }),
]);
export type PhoneEvent = z.infer<typeof phoneEvent>;
