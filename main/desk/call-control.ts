import type { DeskCommand } from '../../contract/desk/desk-command.ts';
import type { CallAction, ThirdPartyAction } from '../../contract/desk/desk-state.ts';
import { voiceSessions } from '../../contract/desk/voice-sessions.ts';
import type { PhoneCommand } from '../../contract/softphone/messages.ts';
import { isWhole } from './attempt.ts';
import { deskError, neitherAnswers } from './errors.ts';
import type { Moment } from './inputs.ts';
import { done } from './login.ts';
import { awaiting, type DeskModel, type SessionRequest, type Step, step } from './model.ts';
import { isRerouted, notRejectedAgain, rejectCall } from './reject-call.ts';
import { sessionOf } from './sessions.ts';
import { maySend } from './waiting-clicks.ts';

/**
 * Commands that the phone carries out itself, by SIP, at once and with every other server down. Reject of a call that the
 * router sent is the desk's own.
 */
export type PhoneControl = Extract<
  DeskCommand,
  { type: 'answer' | 'reject' | 'release' | 'hold' | 'retrieve' | 'mute' | 'digits' }
>;

/** Commands that go by CTI, as third-party call control. */
export type ThirdPartyControl = Extract<DeskCommand, { type: ThirdPartyAction }>;

export function phoneControl(
  model: DeskModel,
  command: PhoneControl,
  commandId: string,
  moment: Moment,
): Step {
  const session = sessionOf(model, command.callId);
  if (!session || session.phase === 'ended') return unknownCall(model, commandId);
  if (command.type === 'reject' && session.place === 'toolbar') return notRejectedAgain(model, commandId);
  if (command.type === 'reject' && isRerouted(model, session)) {
    return rejectCall(model, session, commandId, moment);
  }
  if (model.identity.phone === 'hardphone') return byCti(model, command, commandId, moment);
  if (!session.phone) {
    const needsNoSound = command.type === 'release' || command.type === 'reject';
    if (needsNoSound && maySend(model)) return byCti(model, command, commandId, moment);
    if (command.type !== 'answer' || model.view.phone.registration !== 'registered') {
      return notAtPhone(model, commandId);
    }
    return step(
      { ...model, answerWhenRinging: [...new Set([...model.answerWhenRinging, command.callId])] },
      done(commandId),
    );
  }
  return step(model, { type: 'phone', command: command satisfies PhoneCommand }, done(commandId));
}

/** A phone beside the desk is controlled through the switch. */
function byCti(model: DeskModel, command: PhoneControl, commandId: string, moment: Moment): Step {
  const { callId } = command;
  switch (command.type) {
    case 'mute':
    case 'digits': {
      const error = deskError(
        'phone.beside',
        'Use the phone itself',
        'This desk controls a phone beside it; mute and digits are done there.',
      );
      return step(model, { type: 'answerCommand', commandId, outcome: { ok: false, error } });
    }
    default: {
      const request = { type: requestFor[command.type], id: moment.newId(), callId };
      return send(model, request, command.type, commandId);
    }
  }
}

/** What the switch is asked for a click that names a call and nothing more. */
const requestFor = {
  answer: 'AnswerCallRequest',
  reject: 'RejectCallRequest',
  release: 'ReleaseCallRequest',
  hold: 'HoldCallRequest',
  retrieve: 'RetrieveCallRequest',
  completeTransfer: 'TransferCallRequest',
  completeConference: 'ConferenceCallRequest',
  cancelConsult: 'ReconnectCallRequest',
} as const satisfies Partial<Record<CallAction, SessionRequest['type']>>;

export function thirdPartyControl(
  model: DeskModel,
  command: ThirdPartyControl,
  commandId: string,
  moment: Moment,
): Step {
  if (command.type !== 'dial' && !sessionOf(model, command.callId)) return unknownCall(model, commandId);
  const id = moment.newId();
  switch (command.type) {
    case 'dial':
      return send(model, { type: 'MakeCallRequest', id, number: command.number }, command.type, commandId);
    case 'blindTransfer':
      return send(
        model,
        { type: 'SingleStepTransferRequest', id, callId: command.callId, number: command.number },
        command.type,
        commandId,
      );
    case 'consult':
      return send(
        model,
        { type: 'ConsultationCallRequest', id, callId: command.callId, number: command.number },
        command.type,
        commandId,
      );
    case 'completeTransfer':
    case 'completeConference':
    case 'cancelConsult': {
      const request = { type: requestFor[command.type], id, callId: command.callId };
      return send(model, request, command.type, commandId);
    }
    case 'alternate':
      return alternate(model, command.callId, id, commandId);
  }
}

/** Going from one call to the other is the phone's own: taking one off hold holds the other. */
function alternate(model: DeskModel, callId: string, id: string, commandId: string): Step {
  if (model.identity.phone === 'hardphone') {
    return send(model, { type: 'AlternateCallRequest', id, callId }, 'alternate', commandId);
  }
  const held = voiceSessions(model.view.sessions).find(({ phone, phase }) => phone?.held && phase === 'held');
  return held
    ? step(model, { type: 'phone', command: { type: 'retrieve', callId: held.id } }, done(commandId))
    : unknownCall(model, commandId);
}

/** Asked for at once, or kept while a CTI server is looked for; where neither answers, the click is told so. */
function send(model: DeskModel, request: SessionRequest, action: CallAction, commandId: string): Step {
  if (!maySend(model)) return noCti(model, commandId);
  const click = { about: 'call', commandId, action, request } as const;
  if (!isWhole(model.attempt)) return step(awaiting(model, request.id, { ...click, stage: 'waits' }));
  return step(awaiting(model, request.id, { ...click, stage: 'asked' }), { type: 'sendCti', request });
}

/** What goes by CTI cannot be asked for, nor wait: neither server answers, or nobody is logged in. */
export function noCti(model: DeskModel, commandId: string): Step {
  const error =
    model.attempt?.stage === 'logged-in'
      ? neitherAnswers.cti
      : deskError('desk.loggedOut', 'You are logged out', 'Log in first.');
  return step(model, { type: 'answerCommand', commandId, outcome: { ok: false, error } });
}

function unknownCall(model: DeskModel, commandId: string): Step {
  const error = deskError('call.unknown', 'That call is over', 'The call had ended before you clicked.');
  return step(model, { type: 'answerCommand', commandId, outcome: { ok: false, error } });
}

function notAtPhone(model: DeskModel, commandId: string): Step {
  const error = deskError(
    'call.notAtPhone',
    'The call is not at your phone',
    model.view.phone.error ??
      'The phone has no such call now. Transfer it, or release it and call back; if it happens again, ask IT to look at the SIP connection.',
  );
  return step(model, { type: 'answerCommand', commandId, outcome: { ok: false, error } });
}
