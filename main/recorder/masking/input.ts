import type { Draft, RecentCall, SimulatorView } from '../../../contract/desk/desk-state.ts';
import type { PasswordMemory, RememberedLogin } from '../../../contract/desk/password-memory.ts';
import type { AgentLoginType } from '../../../contract/login-string/parts.ts';
import type { Result } from '../../../contract/result.ts';
import type { AudioChoice } from '../../desk/audio.ts';
import type { Input } from '../../desk/inputs.ts';
import type { KeptDraft, KeptManualSession } from '../../desk/model.ts';
import type { FileFailure } from '../../files/file-failure.ts';
import type { OutboxRefusal } from '../../files/outbox.ts';
import type { KeptConfiguration } from '../../settings/kept-configuration.ts';
import { deskCommand } from './command.ts';
import { failureCode } from './common.ts';
import { chosenProfile, configuration, configurationAnswer, licensingAnswer } from './configuration.ts';
import { ctiAnswer } from './cti.ts';
import {
  agentId,
  choice,
  figure,
  file,
  flag,
  identifier,
  label,
  origin,
  phoneNumber,
  secret,
  sentence,
  systemCode,
  text,
} from './leaf-rules.ts';
import { loginString } from './login-string.ts';
import { usualLoginForm } from './masks.ts';
import { pairEvent } from './pair-event.ts';
import { audioDevice, phoneEvent } from './phone.ts';
import { fields, list, nullable, type Rule, record, variants } from './rules.ts';
import { post, sessionsAnswer } from './sessions.ts';

const recentCall: Rule<RecentCall> = fields<RecentCall>({
  callId: identifier,
  direction: choice(),
  name: text,
  number: phoneNumber,
  at: figure,
  talkedMs: nullable(figure),
  end: sentence,
  notes: choice(),
});

const keptConfiguration: Rule<KeptConfiguration> = fields<KeptConfiguration>({
  downloadedAt: figure,
  configuration,
});

const keptDraft: Rule<KeptDraft> = fields<KeptDraft>({
  agentId,
  kind: choice(),
  draft: fields<Draft>({
    notes: text,
    disposition: nullable(figure),
    savedAt: nullable(figure),
  }),
  reply: text,
});

const manualSession: Rule<KeptManualSession> = fields<KeptManualSession>({
  id: identifier,
  agentId,
  title: text,
  openedAt: figure,
});

const audioChoice: Rule<AudioChoice> = fields<AudioChoice>({
  microphone: nullable(audioDevice),
  speaker: nullable(audioDevice),
  ringer: nullable(audioDevice),
});

/** The control page's address ends in a token, and the trial login has a password. */
const simulator: Rule<SimulatorView> = fields<SimulatorView>({
  control: origin,
  // The simulator's own profiles are of the usual type.
  trialLogin: nullable((text, masks) => loginString(text, usualLoginForm, masks)),
});

const refusal: Rule<OutboxRefusal> = fields<OutboxRefusal>({
  code: failureCode,
  message: sentence,
  server: sentence,
  at: figure,
});

const fileFailure: Rule<FileFailure> = fields<FileFailure>({
  file,
  code: nullable(systemCode),
  message: sentence,
});

/** Something was put on disk, or could not be. */
function outcomeOf<Value>(value: Rule<Value>): Rule<Result<Value, FileFailure>> {
  return (outcome, masks) =>
    outcome.ok
      ? { ok: true, value: value(outcome.value, masks) }
      : { ok: false, error: fileFailure(outcome.error, masks) };
}

const written = outcomeOf(fields<{ readonly file: string }>({ file }));

/** A profile that the cluster named once, at a login: known or not, it is an administrator's word. */
const rememberedLogin: Rule<RememberedLogin> = (login, masks) =>
  fields<RememberedLogin>({
    profile: label,
    agentLoginType: figure as Rule<AgentLoginType>,
    // As the command that logs in with it is masked: or the two would no longer be one agent's.
    loginString: (text) => loginString(text, { type: login.agentLoginType, voiceAlone: false }, masks),
  })(login, masks);

const passwordMemory: Rule<PasswordMemory> = variants<PasswordMemory, 'status'>('status', {
  'not-offered': {},
  impossible: { why: sentence },
  offered: { remembered: nullable(rememberedLogin) },
});

const passwordOrWhy: Rule<Result<string, string>> = (outcome, masks) =>
  outcome.ok
    ? { ok: true, value: secret(outcome.value, masks) }
    : { ok: false, error: sentence(outcome.error, masks) };

/** Everything that can happen to the desk, as it may be kept. Field by field, in the order in which it is written here. */
export const maskInput: Rule<Input> = variants<Input, 'type'>('type', {
  start: {
    // The configuration first: what it names is known in the rest.
    kept: nullable(keptConfiguration),
    recentCalls: list(recentCall),
    notices: list(sentence),
    drafts: record(identifier, keptDraft),
    manualSessions: list(manualSession),
    lastProfile: nullable(chosenProfile),
    audio: audioChoice,
    phoneOrder: choice(),
    allowPlaintext: flag,
    simulator: nullable(simulator),
  },
  addressSources: { sources: fields({ A: nullable(sentence), B: nullable(sentence) }) },
  addressDrift: { sentence },
  phoneOrder: { order: choice() },
  restartNeeded: { settings: list(choice()) },
  clusterNotFound: { sentence },
  command: { commandId: identifier, command: deskCommand },
  configuration: { event: pairEvent(configurationAnswer) },
  licensing: { event: pairEvent(licensingAnswer) },
  cti: { event: pairEvent(ctiAnswer) },
  sessions: { event: pairEvent(sessionsAnswer) },
  phone: { event: phoneEvent },
  draftSaved: { sessionId: identifier, at: figure, commandId: nullable(identifier) },
  draftNotSaved: { sessionId: identifier, why: sentence, commandId: nullable(identifier) },
  manualSessionKept: { commandId: identifier, kept: outcomeOf<null>(() => null) },
  manualSessionClosed: {
    commandId: identifier,
    sessionId: identifier,
    closed: outcomeOf(fields<{ readonly file: string | null }>({ file: nullable(file) })),
  },
  inOutbox: { id: identifier },
  outbox: { requests: list(post) },
  postSetAside: {
    request: post,
    refusal,
    kept: written,
  },
  passwordMemory: { memory: passwordMemory, notice: nullable(sentence) },
  passwordUnlocked: { commandId: identifier, unlocked: passwordOrWhy },
  passwordForgotten: { commandId: nullable(identifier), forgotten: outcomeOf<null>(() => null) },
  supportBundleSaved: { commandId: identifier, saved: written },
  commandTimedOut: { commandId: identifier },
  timer: { timer: choice() },
  woke: { cause: choice(), forMs: nullable(figure) },
  ghostLook: { callId: identifier },
  typingPause: { sessionId: identifier },
  soundAwaited: { callId: identifier, attempt: figure, wait: choice() },
  leave: {},
});
