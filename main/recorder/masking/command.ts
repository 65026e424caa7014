import type { DeskCommand } from '../../../contract/desk/desk-command.ts';
import { chosenProfile } from './configuration.ts';
import { choosableState } from './cti.ts';
import { choice, figure, flag, identifier, keypadDigits, phoneNumber, text } from './leaf-rules.ts';
import { loginString } from './login-string.ts';
import { fields, nullable, optional, type Rule, variants } from './rules.ts';

const onCall = { callId: identifier };

type LogIn = Extract<DeskCommand, { type: 'logIn' }>;
type LogInRemembered = Extract<DeskCommand, { type: 'logInRemembered' }>;

/** A login string is masked as its profile reads it. */
const logIn: Rule<LogIn> = (command, masks) =>
  fields<LogIn>({
    type: choice(),
    profile: chosenProfile,
    loginString: (text) => loginString(text, masks.loginFormOf(command.profile), masks),
    takeOver: flag,
    remember: optional(flag),
  })(command, masks);

const logInRemembered: Rule<LogInRemembered> = (command, masks) =>
  fields<LogInRemembered>({
    type: choice(),
    profile: chosenProfile,
    loginString: (text) => loginString(text, masks.loginFormOf(command.profile), masks),
    takeOver: flag,
  })(command, masks);

type OtherCommand = Exclude<DeskCommand, LogIn | LogInRemembered>;

const otherCommand: Rule<OtherCommand> = variants<OtherCommand, 'type'>('type', {
  forgetPassword: {},
  cancelLogin: {},
  logOut: { reasonCode: nullable(figure) },
  setState: { target: choosableState },
  dial: { number: phoneNumber },
  answer: onCall,
  reject: onCall,
  release: onCall,
  hold: onCall,
  retrieve: onCall,
  mute: { ...onCall, muted: flag },
  digits: { ...onCall, digits: keypadDigits },
  blindTransfer: { ...onCall, number: phoneNumber },
  consult: { ...onCall, number: phoneNumber },
  completeTransfer: onCall,
  completeConference: onCall,
  cancelConsult: onCall,
  alternate: onCall,
  selectSession: { sessionId: nullable(identifier) },
  acceptOffer: { sessionId: identifier },
  rejectOffer: { sessionId: identifier },
  sendMessage: { sessionId: identifier, text },
  setTyping: { sessionId: identifier, isTyping: flag },
  endInteraction: { sessionId: identifier },
  openManualSession: { title: text },
  renameManualSession: { sessionId: identifier, title: text },
  closeManualSession: { sessionId: identifier },
  setDomainReady: { domainId: figure, isReady: flag },
  saveReply: { sessionId: identifier, text },
  saveDraft: { sessionId: identifier, notes: text, disposition: nullable(figure) },
  finishWrapUp: { sessionId: identifier },
  openScreenPop: { sessionId: identifier },
  openLink: { url: text },
  useAudio: {
    microphone: nullable(identifier),
    speaker: nullable(identifier),
    ringer: nullable(identifier),
  },
  trySound: { on: choice() },
  meterMicrophone: { on: flag },
  tryConnection: { kind: choice() },
  dismissBanner: { bannerId: identifier },
  openSimulator: {},
  saveSupportBundle: {},
});

/** What the agent asks. */
export const deskCommand: Rule<DeskCommand> = (command, masks) => {
  switch (command.type) {
    case 'logIn':
      return logIn(command, masks);
    case 'logInRemembered':
      return logInRemembered(command, masks);
    default:
      return otherCommand(command, masks);
  }
};
