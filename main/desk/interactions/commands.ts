import type { DeskCommand } from '../../../contract/desk/desk-command.ts';
import type { DeskError } from '../../../contract/desk/desk-error.ts';
import type { InteractionRequest } from '../../../contract/sessions/requests.ts';
import { ownRejectReason } from '../capacity.ts';
import { deskError } from '../errors.ts';
import type { Moment } from '../inputs.ts';
import { done } from '../login.ts';
import { andThen, type DeskModel, type Step, step } from '../model.ts';
import { post } from '../posts.ts';
import { putSession } from '../sessions.ts';
import { askSessions } from './clicks.ts';
import { chatOf, interactionOf } from './interaction-session.ts';
import { beforeClick, sessionIsOver } from './sense.ts';
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
    case 'acceptOffer': {
      const request = { type: 'AcceptOfferRequest', id: moment.newId() } as const;
      return askSessions(model, { ...request, interactionId: command.sessionId }, commandId);
    }
    case 'rejectOffer':
      return askSessions(model, rejectOffer(model, command.sessionId, moment), commandId);
    case 'endInteraction': {
      const request = { type: 'EndInteractionRequest', id: moment.newId() } as const;
      return askSessions(model, { ...request, interactionId: command.sessionId }, commandId);
    }
    case 'setDomainReady': {
      const { domainId, isReady } = command;
      const request = { type: 'SetDomainReadyRequest', id: moment.newId(), domainId, isReady } as const;
      return askSessions(model, request, commandId);
    }
    case 'sendMessage':
      return sendMessage(model, command, commandId, moment);
    case 'setTyping':
      return setTyping(model, command, commandId, moment);
  }
}

/** The agent's own reject: his state stays as it is (seed 001, M0), where the desk is set to say so. */
function rejectOffer(model: DeskModel, interactionId: string, moment: Moment): InteractionRequest {
  const channel = interactionOf(model, interactionId)?.kind ?? 'chat';
  const reason = ownRejectReason(model);
  return { type: 'RejectOfferRequest', id: moment.newId(), interactionId, channel, reason };
}

/** To disk before the wire: it is answered when it is there, whoever answers or does not. */
function sendMessage(
  model: DeskModel,
  { sessionId, text }: Extract<InteractionCommand, { type: 'sendMessage' }>,
  commandId: string,
  moment: Moment,
): Step {
  const chat = chatOf(model, sessionId);
  if (!chat) return refuse(model, commandId, sessionIsOver(beforeClick));
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

function refuse(model: DeskModel, commandId: string, error: DeskError): Step {
  return step(model, { type: 'answerCommand', commandId, outcome: { ok: false, error } });
}

const notWritable = deskError(
  'session.notWritable',
  'That chat is not open',
  'Nothing can be sent before it is accepted, nor after it has ended. What you wrote stays in the box.',
);
