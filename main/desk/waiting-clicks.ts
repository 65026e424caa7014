import type { WaitingClick } from '../../contract/desk/desk-state.ts';
import type { InteractionRequest } from '../../contract/sessions/requests.ts';
import { isOpen, isWhole } from './attempt.ts';
import { deskError } from './errors.ts';
import { interactionLabel, interactionOf } from './interactions/interaction-session.ts';
import { answered, type DeskModel, type Pending, type Step, step, withView } from './model.ts';
import { sessionOf } from './sessions.ts';

type CallClick = Extract<Pending, { about: 'call' }>;

/** Whether what goes by CTI can be asked now, or waits for a server that is looked for: not where neither answers. */
export function maySend({ attempt, view }: DeskModel): boolean {
  return attempt?.stage === 'logged-in' && (isWhole(attempt) || view.connections.cti.status !== 'down');
}

/**
 * The switch has told what is. What was clicked about a call before that, and never sent, is refused where the call is
 * over; the rest goes out now, and the switch says where it makes no sense.
 */
export function settleWaitingClicks(model: DeskModel): Step {
  return Object.entries(model.pending).reduce<Step>(
    (so, [id, pending]) =>
      pending.about === 'call' && pending.stage === 'waits' ? settled(so, id, pending) : so,
    step(model),
  );
}

function settled({ model, effects }: Step, id: string, click: CallClick): Step {
  if (!isOver(model, click)) {
    const pending = { ...model.pending, [id]: { ...click, stage: 'asked' } as const };
    return step({ ...model, pending }, ...effects);
  }
  const { commandId } = click;
  const error = deskError(
    'call.unknown',
    'That call is over',
    'It had ended before a CTI server could be asked. Nothing was done.',
  );
  return step(answered(model, id).model, ...effects, {
    type: 'answerCommand',
    commandId,
    outcome: { ok: false, error },
  });
}

function isOver(model: DeskModel, { request }: CallClick): boolean {
  if (!('callId' in request)) return false;
  const session = sessionOf(model, request.callId);
  return session === undefined || session.phase === 'ended';
}

/** The view with the clicks that wait while no server is there to be asked: those that wait for an answer, too. */
export function withWaitingShown(model: DeskModel): DeskModel {
  const waiting = Object.values(model.pending).flatMap((one) => shown(model, one));
  const before = model.view.waiting;
  const isSame = waiting.length === before.length && waiting.every(({ id }, at) => id === before[at]?.id);
  return isSame ? model : withView(model, { waiting });
}

function shown(model: DeskModel, pending: Pending): readonly WaitingClick[] {
  if (pending.about === 'call') return model.view.agent?.known === 'lost' ? [shownCall(pending)] : [];
  if (pending.about !== 'interaction' || pending.commandId === null || isOpen(model.attempt)) return [];
  return shownInteraction(model, pending.request);
}

function shownCall({ action, request }: CallClick): WaitingClick {
  return { goesBy: 'cti', id: request.id, action, number: 'number' in request ? request.number : null };
}

function shownInteraction(model: DeskModel, request: InteractionRequest): readonly WaitingClick[] {
  const { id } = request;
  if (request.type === 'SetDomainReadyRequest') {
    const domain = model.view.domains.find(({ domainId }) => domainId === request.domainId);
    const action = request.isReady ? 'ready' : 'not-ready';
    return domain ? [{ goesBy: 'sessions', id, action, channel: domain.channel, name: domain.name }] : [];
  }
  const interaction = interactionOf(model, request.interactionId)?.interaction;
  if (!interaction) return [];
  const { channel } = interaction;
  const name = interactionLabel(interaction);
  return [{ goesBy: 'sessions', id, action: interactionActions[request.type], channel, name }];
}

const interactionActions = {
  AcceptOfferRequest: 'accept',
  RejectOfferRequest: 'reject',
  EndInteractionRequest: 'end',
} as const;
