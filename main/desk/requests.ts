import type { CtiAnswer } from '../../contract/cti/answers.ts';
import type { DeskError } from '../../contract/desk/desk-error.ts';
import type { FailureConf } from '../../contract/wire/common.ts';
import { showBanner } from './banners.ts';
import type { Effect } from './effects.ts';
import { requestRefused } from './errors.ts';
import type { Moment } from './inputs.ts';
import { done } from './login.ts';
import { loginWasRefused } from './login-refused.ts';
import { answered, type DeskModel, type Pending, type Step, step, withView } from './model.ts';
import { sessionOf } from './sessions.ts';

/** A request is being carried out. What it changes comes as an event; only the click is answered here. */
export function confirmed(
  model: DeskModel,
  answer: Extract<CtiAnswer, { type: 'RequestConf' }>,
  _moment: Moment,
): Step {
  const { model: rest, pending } = answered(model, answer.id);
  switch (pending?.about) {
    case undefined:
    case 'session':
    case 'login':
    case 'licence':
      return step(rest);
    case 'logout':
      return step(rest, done(pending.commandId));
    case 'state':
      return step(rest, ...(pending.commandId === null ? [] : [done(pending.commandId)]));
    case 'call':
      return pending.action === 'cancelConsult'
        ? step(rest, ...retrieve(rest, pending.callId), done(pending.commandId))
        : step(rest, done(pending.commandId));
    case 'wrap-up':
      return step(rest, { type: 'posted', id: answer.id });
  }
}

/** After a cancelled consultation the first call comes back: the phone takes it off hold. */
function retrieve(model: DeskModel, callId: string | null): Step['effects'] {
  return callId !== null && sessionOf(model, callId)?.phone?.held
    ? [{ type: 'phone', command: { type: 'retrieve', callId } }]
    : [];
}

/** A request was refused: the click is answered with the reason, and nothing is shown as changed. */
export function refused(model: DeskModel, failure: FailureConf, moment: Moment): Step {
  const { model: rest, pending } = answered(model, failure.id ?? '');
  switch (pending?.about) {
    case undefined:
    case 'licence':
      return step(rest, {
        type: 'log',
        level: 'warn',
        sentence: `The CTI server refused a message: ${failure.message}`,
      });
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
    case 'state': {
      const { agent } = rest.view;
      const unchosen = withView(rest, { agent: agent && { ...agent, chosen: null } });
      const error = requestRefused('The new state', failure);
      if (pending.commandId === null) {
        const text = `The state you chose was refused: ${error.message}`;
        return step(showBanner(unchosen, { id: 'state', tone: 'warning', text }, moment.now));
      }
      const { commandId } = pending;
      return step(unchosen, { type: 'answerCommand', commandId, outcome: { ok: false, error } });
    }
    case 'call':
      return step(rest, {
        type: 'answerCommand',
        commandId: pending.commandId,
        outcome: { ok: false, error: requestRefused(actionName(pending.action), failure) },
      });
    case 'wrap-up':
      return step(
        showBanner(
          rest,
          {
            id: 'wrap-up',
            tone: 'error',
            text: `Your notes were not taken by the switch: ${failure.message}`,
          },
          moment.now,
        ),
        {
          type: 'log',
          level: 'warn',
          sentence: `Wrap-up data of call ${pending.request.callId} was refused: ${failure.message}`,
        },
      );
  }
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

function actionName(action: string): string {
  const names: Readonly<Record<string, string>> = {
    dial: 'The call',
    blindTransfer: 'The transfer',
    consult: 'The consultation',
    completeTransfer: 'The transfer',
    completeConference: 'The conference',
    cancelConsult: 'Going back to the call',
    alternate: 'Changing between the calls',
  };
  return names[action] ?? 'The request';
}

/**
 * Answers every click that still waits with this error. A logout goes on waiting, for it is asked again; so do notes,
 * which the outbox sends again.
 */
export function forgetClicks(model: DeskModel, error: DeskError): Step {
  const all = Object.entries(model.pending);
  const isKept = ({ about }: Pending): boolean =>
    about === 'wrap-up' || about === 'licence' || about === 'logout';
  const kept = all.filter(([, pending]) => isKept(pending));
  const effects = all.flatMap(([, pending]): readonly Effect[] =>
    'commandId' in pending && pending.commandId !== null && !isKept(pending)
      ? [{ type: 'answerCommand', commandId: pending.commandId, outcome: { ok: false, error } }]
      : [],
  );
  return step({ ...model, pending: Object.fromEntries(kept) }, ...effects);
}
