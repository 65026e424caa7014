import type { DeskError } from '../../contract/desk/desk-error.ts';
import { connectedServer } from './connected-server.ts';
import type { Effect } from './effects.ts';
import { deskError } from './errors.ts';
import { done } from './login.ts';
import { type DeskModel, type Pending, type Step, step, withView } from './model.ts';

/** Requests of one connection: with it they are gone. The others are asked again at the next one. */
export function withoutConnection(model: DeskModel): DeskModel {
  return without(model, ({ about }) => about === 'session' || about === 'login');
}

/**
 * What still waits for its answer is asked again, under its id, when a server is whole: the switch knows an id that it
 * has carried out, and only answers it again.
 */
export function askAgain({ pending }: DeskModel): readonly Effect[] {
  return Object.values(pending).flatMap(askedAgain);
}

function askedAgain(pending: Pending): readonly Effect[] {
  switch (pending.about) {
    case 'logout':
    case 'state':
    case 'call':
    case 'redelivery':
      return [{ type: 'sendCti', request: pending.request }];
    case 'wrap-up':
      return pending.stage === 'to-switch' ? [{ type: 'sendCti', request: pending.request }] : [];
    case 'licence':
    case 'session':
    case 'login':
      return [];
  }
}

/** A state that is chosen while no server is whole takes the place of one that was asked for before. */
export function supersedeState(model: DeskModel): Step {
  const states = Object.values(model.pending).filter(({ about }) => about === 'state');
  return step(
    without(model, ({ about }) => about === 'state'),
    ...states.flatMap((pending) =>
      pending.about === 'state' && pending.commandId !== null ? [done(pending.commandId)] : [],
    ),
  );
}

/**
 * Neither server answers: who clicked is told so now, and it is not done later behind his back. A logout goes on
 * waiting, for it is what he wants in any case; so do notes.
 */
export function forgetClicks(model: DeskModel, error: DeskError): Step {
  const clicks = Object.values(model.pending).filter(isClick);
  const rest = without(model, isClick);
  return step(
    clicks.some(({ about, commandId }) => about === 'state' && commandId !== null) ? notChosen(rest) : rest,
    ...clicks.flatMap(({ commandId }) => (commandId === null ? [] : [failed(commandId, error)])),
  );
}

/** A click has waited long enough: it is answered, and not asked again. */
export function clickTimedOut(model: DeskModel, commandId: string): Step {
  const mine = (pending: Pending): boolean => isClick(pending) && pending.commandId === commandId;
  const click = Object.values(model.pending).find(mine);
  const rest = without(model, mine);
  return step(click?.about === 'state' ? notChosen(rest) : rest, failed(commandId, noAnswer(model, click)));
}

function noAnswer({ view }: DeskModel, click: Pending | undefined): DeskError {
  const server = connectedServer(view.connections.cti);
  const why =
    click === undefined
      ? 'This took longer than 10 seconds.'
      : server === null
        ? 'The CTI server was lost before it answered this, and no other answers.'
        : `${server} is connected but did not answer this.`;
  return {
    ...deskError(
      'desk.unanswered',
      'No answer came',
      `${why} If it was done, the desk shows it; otherwise try again.`,
    ),
    remedies: [{ action: 'try-again' }],
  };
}

function isClick(pending: Pending): pending is Extract<Pending, { about: 'state' | 'call' }> {
  return pending.about === 'state' || pending.about === 'call';
}

function notChosen(model: DeskModel): DeskModel {
  const { agent } = model.view;
  return withView(model, { agent: agent && { ...agent, chosen: null } });
}

function without(model: DeskModel, isGone: (pending: Pending) => boolean): DeskModel {
  const kept = Object.entries(model.pending).filter(([, pending]) => !isGone(pending));
  return { ...model, pending: Object.fromEntries(kept) };
}

function failed(commandId: string, error: DeskError): Effect {
  return { type: 'answerCommand', commandId, outcome: { ok: false, error } };
}
