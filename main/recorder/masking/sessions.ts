import type { SessionsAnswer } from '../../../contract/sessions/answers.ts';
import type { ChatMessage, Interaction, InteractionEnd } from '../../../contract/sessions/interaction.ts';
import type { DomainState } from '../../../contract/sessions/media-routing-domain.ts';
import type { Post } from '../../desk/posts.ts';
import { customerFile, variables } from './call.ts';
import { failureConf, heartbeatConf, helloFields } from './common.ts';
import { choice, figure, flag, identifier, label, sentence, text } from './leaf-rules.ts';
import { fields, list, nullable, type Rule, variants } from './rules.ts';

const domain: Rule<DomainState> = fields<DomainState>({
  domainId: figure,
  name: label,
  channel: choice(),
  isInterruptible: flag,
  isReady: flag,
  state: choice(),
  reasonCode: nullable(figure),
  inUse: figure,
  most: figure,
});

/** Nothing that anybody wrote is kept but its length. */
export const chatMessage: Rule<ChatMessage> = fields<ChatMessage>({
  messageId: identifier,
  number: figure,
  from: choice(),
  text,
  at: figure,
});

export const interaction: Rule<Interaction> = fields<Interaction>({
  interactionId: identifier,
  channel: choice(),
  phase: choice(),
  subject: text,
  body: text,
  customerName: text,
  customer: nullable(customerFile),
  variables,
  skillGroup: nullable(fields({ id: figure, name: label })),
  isDirect: flag,
  offeredAt: figure,
  answeredAt: nullable(figure),
  endedAt: nullable(figure),
  noAnswerAt: nullable(figure),
  wrapUpEndsAt: nullable(figure),
  dueAt: nullable(figure),
  lastMessage: figure,
  isCustomerTyping: flag,
  end: nullable(fields<InteractionEnd>({ cause: choice(), message: sentence })),
});

/** What an agent wrote, on its way to a server. */
export const post: Rule<Post> = variants<Post, 'type'>('type', {
  SetCallDataRequest: { id: identifier, callId: identifier, disposition: nullable(figure), notes: text },
  SendChatMessageRequest: { id: identifier, interactionId: identifier, text },
  CompleteInteractionRequest: {
    id: identifier,
    interactionId: identifier,
    disposition: nullable(figure),
    notes: text,
  },
});

/** What session managers say. */
export const sessionsAnswer: Rule<SessionsAnswer> = variants<SessionsAnswer, 'type'>('type', {
  Hello: helloFields,
  HeartbeatConf: heartbeatConf,
  FailureConf: failureConf,
  CommunicationSessionConf: {
    id: identifier,
    sequence: figure,
    time: figure,
    channels: fields({ voice: figure as Rule<0 | 1>, actions: figure, chats: figure }),
    hidesDirect: flag,
    domains: list(domain),
    interactions: list(interaction),
  },
  RequestConf: { id: identifier },
  InteractionEvent: { sequence: figure, time: figure, interaction },
  TranscriptEvent: { sequence: figure, time: figure, interactionId: identifier, messages: list(chatMessage) },
  DomainsEvent: { sequence: figure, time: figure, domains: list(domain) },
  CommunicationSessionClosedEvent: { time: figure, why: sentence },
});
