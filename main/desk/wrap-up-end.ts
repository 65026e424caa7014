import { voiceSessions } from '../../contract/desk/voice-sessions.ts';
import { isWhole } from './attempt.ts';
import type { Moment } from './inputs.ts';
import { done } from './login.ts';
import { awaiting, type DeskModel, type Step, step, withView } from './model.ts';

/**
 * Leaves wrap-up for what was to come next; where another call is still to be wrapped up, it goes on. Without a CTI
 * server it is kept that he has finished.
 */
export function endWrapUp(model: DeskModel, commandId: string, moment: Moment): Step {
  if (!isWhole(model.attempt)) return step(keptFinished(model), done(commandId));
  return isLastWrapUp(model) ? askForEnd(model, commandId, moment) : step(model, done(commandId));
}

/** Its server was lost before it answered: whether the switch ended it is what the next snapshot says. */
export function keepWrapUpEnd(model: DeskModel): Step {
  const asked = Object.values(model.pending).flatMap((one) => (one.about === 'wrap-up' ? [one] : []));
  if (asked.length === 0) return step(model);
  const others = Object.entries(model.pending).filter(([, { about }]) => about !== 'wrap-up');
  return step(
    keptFinished({ ...model, pending: Object.fromEntries(others) }),
    ...asked.flatMap(({ commandId }) => (commandId === null ? [] : [done(commandId)])),
  );
}

/**
 * He finished while no CTI server was there: now the switch has said what it has him in. If that is wrap-up its end is
 * asked for, once; if it is not, nothing is left to end. Whatever he chose meanwhile ends it by itself.
 */
export function endFinishedWrapUp(model: DeskModel, moment: Moment): Step {
  const { agent } = model.view;
  if (!agent?.wrapUpFinished) return step(model);
  const settled = withView(model, { agent: { ...agent, wrapUpFinished: false } });
  return agent.chosen === null && isLastWrapUp(settled) ? askForEnd(settled, null, moment) : step(settled);
}

/** With a call still on the desk, it is no more than one call's wrap-up that he has finished. */
function keptFinished(model: DeskModel): DeskModel {
  const { agent, sessions } = model.view;
  const isLast = voiceSessions(sessions).length === 0;
  return agent && isLast && model.attempt?.stage === 'logged-in'
    ? withView(model, { agent: { ...agent, wrapUpFinished: true } })
    : model;
}

function isLastWrapUp({ view }: DeskModel): boolean {
  return (
    view.agent?.state === 'WrapUp' && !voiceSessions(view.sessions).some(({ phase }) => phase === 'ended')
  );
}

function askForEnd(model: DeskModel, commandId: string | null, moment: Moment): Step {
  const next = model.view.agent?.next;
  const target = next?.state === 'NotReady' ? next : ({ state: 'Ready' } as const);
  const id = moment.newId();
  const request = { type: 'SetAgentStateRequest', id, target, finishesWrapUp: true } as const;
  return step(awaiting(model, request.id, { about: 'wrap-up', commandId, request }), {
    type: 'sendCti',
    request,
  });
}
