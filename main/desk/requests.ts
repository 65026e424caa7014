import { type CtiAnswer, ctiFailureCodes } from '../../contract/cti/answers.ts';
import type { CallAction } from '../../contract/desk/desk-state.ts';
import type { FailureConf } from '../../contract/wire/common.ts';
import { showBanner } from './banners.ts';
import { requestRefused } from './errors.ts';
import type { Moment } from './inputs.ts';
import { done } from './login.ts';
import { loginWasRefused } from './login-refused.ts';
import {
  answered,
  type DeskModel,
  type Pending,
  type SessionRequest,
  type Step,
  step,
  withView,
} from './model.ts';
import { redeliveryFailed } from './redelivery.ts';
import { postRefused, postTaken } from './sent-posts.ts';
import { sessionOf } from './sessions.ts';
import { wrongMessage } from './wrong-message.ts';

/** A request is being carried out. What it changes comes as an event; only the click is answered here. */
export function confirmed(
  model: DeskModel,
  answer: Extract<CtiAnswer, { type: 'RequestConf' }>,
  _moment: Moment,
): Step {
  const { model: rest, pending } = answered(model, answer.id);
  switch (pending?.about) {
    case undefined: {
      const what = `RequestConf ${answer.id} answers no request that waits; passed over.`;
      return step(rest, wrongMessage(rest, what, 'info'));
    }
    case 'session':
    case 'login':
    case 'licence':
    case 'communication-session':
    case 'interaction':
    case 'typing':
      return step(rest);
    case 'logout':
      return step(rest, done(pending.commandId));
    case 'state':
    case 'wrap-up':
      return step(rest, ...(pending.commandId === null ? [] : [done(pending.commandId)]));
    case 'call':
      return pending.action === 'cancelConsult'
        ? step(rest, ...retrieve(rest, pending.request), done(pending.commandId))
        : step(rest, done(pending.commandId));
    // It is under way: the phone says when the call has come.
    case 'redelivery':
      return step(rest);
    case 'post':
      return postTaken(rest, pending.request);
  }
}

/** After a cancelled consultation the first call comes back: the phone takes it off hold. */
function retrieve(model: DeskModel, request: SessionRequest): Step['effects'] {
  return 'callId' in request && sessionOf(model, request.callId)?.phone?.held
    ? [{ type: 'phone', command: { type: 'retrieve', callId: request.callId } }]
    : [];
}

/** A request was refused: the click is answered with the reason, and nothing is shown as changed. */
export function refused(model: DeskModel, failure: FailureConf, moment: Moment): Step {
  const { model: rest, pending } = answered(model, failure.id ?? '');
  switch (pending?.about) {
    case undefined:
    case 'licence':
    case 'communication-session':
    case 'interaction':
    case 'typing':
      return step(rest, wrongMessage(rest, `refused a message: ${failure.message}`));
    case 'session':
    case 'login':
      return loginWasRefused(rest, failure, moment);
    case 'logout':
      return step(
        loggedInAgain(rest),
        { type: 'stopTimer', timer: 'logout' },
        {
          type: 'answerCommand',
          commandId: pending.commandId,
          outcome: { ok: false, error: requestRefused('Logging out', failure) },
        },
      );
    case 'state':
    case 'wrap-up':
      return stateRefused(rest, pending, failure, moment);
    case 'call':
      return step(rest, {
        type: 'answerCommand',
        commandId: pending.commandId,
        outcome: { ok: false, error: requestRefused(actionName[pending.action], failure) },
      });
    case 'redelivery':
      return redeliveryFailed(
        rest,
        pending.callId,
        { why: failure.message, isElsewhere: failure.code === ctiFailureCodes.callAtAnotherPhone },
        moment,
      );
    case 'post':
      // Refused twice, by the server that was lost and by the other: once is enough.
      return pending.stage === 'refused' ? step(model) : postRefused(rest, pending.request, failure, moment);
  }
}

/** Who clicked is told; of what was asked for when a lost server was back a banner tells. */
function stateRefused(
  model: DeskModel,
  { about, commandId }: Extract<Pending, { about: 'state' | 'wrap-up' }>,
  failure: FailureConf,
  moment: Moment,
): Step {
  const { agent } = model.view;
  const unchosen =
    about === 'state' ? withView(model, { agent: agent && { ...agent, chosen: null } }) : model;
  const error = requestRefused(about === 'state' ? 'The new state' : 'The end of wrap-up', failure);
  if (commandId !== null)
    return step(unchosen, { type: 'answerCommand', commandId, outcome: { ok: false, error } });
  const what = about === 'state' ? 'The state you chose' : 'The end of your wrap-up';
  const text = `${what} was refused: ${error.message}`;
  return step(showBanner(unchosen, { id: 'state', tone: 'warning', text }, moment.now));
}

/** Logging out was refused: he is logged in as before. */
function loggedInAgain(model: DeskModel): DeskModel {
  const { attempt } = model;
  return attempt && model.view.login.phase === 'logging-out'
    ? withView(model, {
        login: {
          phase: 'logged-in',
          profile: attempt.profile.name,
          agentId: attempt.login.agentId,
          device: attempt.login.device,
        },
      })
    : model;
}

const actionName: Readonly<Record<CallAction, string>> = {
  dial: 'The call',
  blindTransfer: 'The transfer',
  consult: 'The consultation',
  completeTransfer: 'The transfer',
  completeConference: 'The conference',
  cancelConsult: 'Going back to the call',
  alternate: 'Changing between the calls',
  answer: 'Answering',
  reject: 'Rejecting the call',
  release: 'Releasing the call',
  hold: 'Holding the call',
  retrieve: 'Retrieving the call',
};
