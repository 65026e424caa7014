import type { DeskError } from '../../contract/desk/desk-error.ts';
import { serverNoun } from '../../contract/servers/server-kind.ts';
import { isWhole } from './attempt.ts';
import { connectedServer } from './connected-server.ts';
import type { Effect } from './effects.ts';
import { deskError, neitherAnswers } from './errors.ts';
import { done } from './login.ts';
import { type DeskModel, type Pending, type Step, step, withView } from './model.ts';
import { type PostWire, sending } from './posts.ts';

/** Requests of one connection: with it they are gone. The others are asked again at the next one. */
export function withoutConnection(model: DeskModel, wire: PostWire): DeskModel {
  return without(model, ({ about }) => ofConnection[wire].includes(about));
}

const ofConnection: Readonly<Record<PostWire, readonly Pending['about'][]>> = {
  cti: ['session', 'login'],
  sessions: ['communication-session', 'typing'],
};

/**
 * What still waits for its answer is asked again, under its id, when a server is whole: the switch, and the connector,
 * know an id that they have carried out, and only answer it again.
 */
export function askAgain({ pending }: DeskModel, wire: PostWire): readonly Effect[] {
  const sends = wire === 'cti' ? 'sendCti' : 'sendSessions';
  return Object.values(pending)
    .flatMap(askedAgain)
    .filter(({ type }) => type === sends);
}

function askedAgain(pending: Pending): readonly Effect[] {
  switch (pending.about) {
    case 'logout':
    case 'state':
    case 'wrap-up':
    case 'call':
    case 'redelivery':
      return [{ type: 'sendCti', request: pending.request }];
    case 'interaction':
      return pending.stage === 'asked' ? [{ type: 'sendSessions', request: pending.request }] : [];
    case 'post':
      return pending.stage === 'to-server' ? [sending(pending.request)] : [];
    case 'licence':
    case 'session':
    case 'login':
    case 'communication-session':
    case 'typing':
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
 * Neither server answers: who clicked is told so now, and it is not done later behind his back. What he chose as his
 * state stays chosen, as what he chooses from now on does, and is asked for when a server answers. A logout goes on
 * waiting, for it is what he wants in any case; so do notes.
 * @param error of what a server had before it was lost
 * @param unsent of what none had
 */
export function forgetClicks(
  model: DeskModel,
  wire: PostWire,
  error: DeskError,
  unsent: DeskError = neitherAnswers[wire],
): Step {
  const mine = (pending: Pending): pending is Click => isClick(pending) && wireOfClick(pending) === wire;
  const clicks = Object.values(model.pending).filter(mine);
  return step(
    without(model, mine),
    ...clicks.flatMap((click) => forgotten(click, isUnsent(click) ? unsent : error)),
  );
}

function forgotten(click: Click, error: DeskError): readonly Effect[] {
  const { commandId } = click;
  if (commandId === null) return [];
  if (isChoice(click)) return [done(commandId)];
  return [failed(commandId, error)];
}

/**
 * A click has waited long enough: it is answered, and not asked again. What he chose as his state stays chosen where no
 * server is there to be asked.
 */
export function clickTimedOut(model: DeskModel, commandId: string): Step {
  const mine = (pending: Pending): boolean => isClick(pending) && pending.commandId === commandId;
  const click = Object.values(model.pending).find(mine);
  const rest = without(model, mine);
  if (click && isChoice(click) && !isWhole(model.attempt)) return step(rest, done(commandId));
  return step(click?.about === 'state' ? notChosen(rest) : rest, failed(commandId, noAnswer(model, click)));
}

function noAnswer({ view }: DeskModel, click: Pending | undefined): DeskError {
  const wire = click && isClick(click) ? wireOfClick(click) : 'cti';
  if (click && isUnsent(click)) return notDone[wire];
  const server = connectedServer(view.connections[wire]);
  const why =
    click === undefined
      ? 'This took longer than 10 seconds.'
      : server === null
        ? `The ${serverNoun[wire]} was lost before it answered this, and no other answers.`
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

const notDone: Readonly<Record<PostWire, DeskError>> = {
  cti: deskError(
    'cti.unsent',
    'It was not done',
    'No CTI server was there to be asked in 10 seconds. Try again when CTI answers.',
  ),
  sessions: deskError(
    'sessions.unsent',
    'It was not done',
    'No session manager could be asked in 10 seconds. Try again when one answers.',
  ),
};

type Click = Extract<Pending, { about: 'state' | 'wrap-up' | 'call' | 'interaction' }>;

/** It is kept apart from its request, in what is shown of the agent. */
function isChoice({ about }: Pending): boolean {
  return about === 'state' || about === 'wrap-up';
}

/** No server has had it: nothing can have been done. */
function isUnsent(pending: Pending): boolean {
  return (pending.about === 'call' || pending.about === 'interaction') && pending.stage === 'waits';
}

/** What the desk gave back by itself is no click: it is to arrive in any case. */
function isClick(pending: Pending): pending is Click {
  if (pending.about === 'interaction') return pending.commandId !== null;
  return pending.about === 'state' || pending.about === 'wrap-up' || pending.about === 'call';
}

function wireOfClick({ about }: Click): PostWire {
  return about === 'interaction' ? 'sessions' : 'cti';
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
