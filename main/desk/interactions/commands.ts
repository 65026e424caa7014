import type { DeskCommand } from '../../../contract/desk/desk-command.ts';
import type { DeskError } from '../../../contract/desk/desk-error.ts';
import type { InteractionRequest } from '../../../contract/sessions/requests.ts';
import { isOpen } from '../attempt.ts';
import { ownRejectReason } from '../capacity.ts';
import { deskError } from '../errors.ts';
import type { Moment } from '../inputs.ts';
import { done } from '../login.ts';
import { andThen, awaiting, type DeskModel, type Step, step } from '../model.ts';
import { post } from '../posts.ts';
import { putSession } from '../sessions.ts';
import { chatOf, interactionOf } from './interaction-session.ts';
import { agentTypes } from './typing.ts';
import { unsentMessage } from './unsent.ts';

/** What an agent does with chats, action items and his media routing domains. */
export type InteractionCommand = Extract<
  DeskCommand,
  {
    type: 'acceptOffer' | 'rejectOffer' | 'sendMessage' | 'setTyping' | 'endInteraction' | 'setDomainReady';
  }
>;

export function interactionCommand(
  model: DeskModel,
  command: InteractionCommand,
  commandId: string,
  moment: Moment,
): Step {
  switch (command.type) {
    case 'acceptOffer':
      return onOffer(model, command.sessionId, commandId, { type: 'AcceptOfferRequest' }, moment);
    case 'rejectOffer':
      return rejectOffer(model, command.sessionId, commandId, moment);
    case 'sendMessage':
      return sendMessage(model, command, commandId, moment);
    case 'setTyping':
      return setTyping(model, command, commandId, moment);
    case 'endInteraction':
      return endInteraction(model, command.sessionId, commandId, moment);
    case 'setDomainReady':
      return setDomainReady(model, command, commandId, moment);
  }
}

type OfferAnswer =
  | { readonly type: 'AcceptOfferRequest' }
  | Pick<Extract<InteractionRequest, { type: 'RejectOfferRequest' }>, 'type' | 'channel' | 'reason'>;

function onOffer(
  model: DeskModel,
  interactionId: string,
  commandId: string,
  answer: OfferAnswer,
  moment: Moment,
): Step {
  const session = interactionOf(model, interactionId);
  if (session?.phase !== 'offered') return refuse(model, commandId, session ? notOffered : unknown);
  return ask(model, { ...answer, id: moment.newId(), interactionId }, commandId);
}

/** The agent's own reject: his state stays as it is (seed 001, M0), where the desk is set to say so. */
function rejectOffer(model: DeskModel, sessionId: string, commandId: string, moment: Moment): Step {
  const channel = interactionOf(model, sessionId)?.kind ?? 'chat';
  const answer = { type: 'RejectOfferRequest', channel, reason: ownRejectReason(model) } as const;
  return onOffer(model, sessionId, commandId, answer, moment);
}

function endInteraction(model: DeskModel, interactionId: string, commandId: string, moment: Moment): Step {
  const session = interactionOf(model, interactionId);
  if (!session || session.phase === 'offered') return refuse(model, commandId, unknown);
  if (session.phase === 'ended' || session.phase === 'wrap-up') return step(model, done(commandId));
  return ask(model, { type: 'EndInteractionRequest', id: moment.newId(), interactionId }, commandId);
}

function setDomainReady(
  model: DeskModel,
  { domainId, isReady }: Extract<InteractionCommand, { type: 'setDomainReady' }>,
  commandId: string,
  moment: Moment,
): Step {
  const domain = model.view.domains.find((one) => one.domainId === domainId);
  if (!domain) return refuse(model, commandId, unknownDomain);
  if (domain.channel === 'voice') return refuse(model, commandId, voiceFollows);
  return ask(model, { type: 'SetDomainReadyRequest', id: moment.newId(), domainId, isReady }, commandId);
}

/** To disk before the wire: it is answered when it is there, whoever answers or does not. */
function sendMessage(
  model: DeskModel,
  { sessionId, text }: Extract<InteractionCommand, { type: 'sendMessage' }>,
  commandId: string,
  moment: Moment,
): Step {
  const chat = chatOf(model, sessionId);
  if (!chat) return refuse(model, commandId, unknown);
  if (chat.phase !== 'active' && chat.phase !== 'interrupted') return refuse(model, commandId, notWritable);
  const stopped = agentTypes(model, sessionId, false, moment);
  return andThen(stopped, (now) => {
    const request = {
      type: 'SendChatMessageRequest',
      id: moment.newId(),
      interactionId: sessionId,
      text,
    } as const;
    const unsent = [...chat.unsent, unsentMessage(now, request, moment.now)];
    return post(putSession(now, { ...chat, unsent, reply: '' }), request, commandId);
  });
}

function setTyping(
  model: DeskModel,
  { sessionId, isTyping }: Extract<InteractionCommand, { type: 'setTyping' }>,
  commandId: string,
  moment: Moment,
): Step {
  if (chatOf(model, sessionId)?.phase !== 'active') return step(model, done(commandId));
  return andThen(agentTypes(model, sessionId, isTyping, moment), (now) => step(now, done(commandId)));
}

function ask(model: DeskModel, request: InteractionRequest, commandId: string): Step {
  if (!isOpen(model.attempt)) return refuse(model, commandId, model.attempt ? noSessionManager : loggedOut);
  const waiting = awaiting(model, request.id, { about: 'interaction', commandId, request });
  return step(waiting, { type: 'sendSessions', request });
}

function refuse(model: DeskModel, commandId: string, error: DeskError): Step {
  return step(model, { type: 'answerCommand', commandId, outcome: { ok: false, error } });
}

const unknown = deskError('session.unknown', 'That session is over', 'It had ended before you clicked.');
const notOffered = deskError(
  'session.notOffered',
  'That session is not offered any more',
  'It was accepted, or taken back, before you clicked.',
);
const notWritable = deskError(
  'session.notWritable',
  'That chat is not open',
  'Nothing can be sent before it is accepted, nor after it has ended. What you wrote stays in the box.',
);
const unknownDomain = deskError(
  'domain.unknown',
  'There is no such media routing domain',
  'You are not logged in for it.',
);
const voiceFollows = deskError(
  'domain.voice',
  'Voice follows your state',
  'Choose Ready or Not Ready for all; chats and action items can be set alone.',
);
const noSessionManager = deskError(
  'sessions.down',
  'No session manager answers',
  'This needs a session manager, and neither answers now. Your calls, notes and replies go on; Switchhook goes on trying.',
);
const loggedOut = deskError('desk.loggedOut', 'You are logged out', 'Log in first.');
