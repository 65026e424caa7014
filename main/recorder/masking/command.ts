import type { DeskCommand } from '../../../contract/desk/desk-command.ts';
import { chosenProfile } from './configuration.ts';
import { choosableState } from './cti.ts';
import { choice, figure, flag, identifier, keypadDigits, phoneNumber, text } from './leaf-rules.ts';
import { loginString } from './login-string.ts';
import { nullable, type Rule, variants } from './rules.ts';

const onCall = { callId: identifier };

/** What the agent asks. */
export const deskCommand: Rule<DeskCommand> = variants<DeskCommand, 'type'>('type', {
  logIn: { profile: chosenProfile, loginString, takeOver: flag },
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
  saveDraft: { sessionId: identifier, notes: text, disposition: nullable(figure) },
  finishWrapUp: { sessionId: identifier },
  openScreenPop: { sessionId: identifier },
  useAudio: { microphone: nullable(identifier), speaker: nullable(identifier), ringer: nullable(identifier) },
  trySound: { on: choice() },
  meterMicrophone: { on: flag },
  tryConnection: { kind: choice() },
  dismissBanner: { bannerId: identifier },
  openSimulator: {},
  saveSupportBundle: {},
});
