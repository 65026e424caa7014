import { never } from '../../contract/result.ts';
import type { SessionsRequest } from '../../contract/sessions/requests.ts';
import { agentWrote } from '../media-routing/customers.ts';
import { domainStates } from '../media-routing/domains.ts';
import { setReady } from '../media-routing/readiness.ts';
import type { CommunicationSession, Routed } from '../media-routing/state.ts';
import { accept, end, finish, finishWrapUps } from '../media-routing/task-life.ts';
import { isTask, type Task } from '../media-routing/tasks.ts';
import { keep } from '../media-routing/tell-desk.ts';
import { write } from '../media-routing/transcript.ts';
import { happened, type Turn } from '../media-routing/turn.ts';
import { findRouted } from '../media-routing/views.ts';
import { inPages, putInPages } from '../tables/pages.ts';
import { closeSession } from './close-session.ts';
import { giveBack } from './give-back.ts';
import { isOpen, notNow, type Refusal, taskOf, unknownInteraction } from './own-task.ts';

/** What a desk asks in its session. */
export type SessionRequest = Exclude<
  SessionsRequest,
  { type: 'HeartbeatRequest' | 'OpenCommunicationSessionRequest' }
>;
type Of<Type extends SessionRequest['type']> = Extract<SessionRequest, { type: Type }>;

/** So many of an agent's last requests are known again. */
const remembered = { pageSize: 40, kept: 1_000 };

/** A desk asks for something. It is answered exactly once; a repeat is confirmed again, and not done twice. */
export function request(turn: Turn, connectionId: string, asked: SessionRequest) {
  const agentId = turn.connections.get(connectionId);
  const session = agentId === undefined ? undefined : turn.sessions.get(agentId);
  // The answer comes first, and what changes by it after.
  const place = turn.outputs.length;
  const answer = (refused: Refusal | null) => {
    const { id } = asked;
    const conf = refused
      ? ({ type: 'FailureConf', id, ...refused } as const)
      : ({ type: 'RequestConf', id } as const);
    turn.outputs.splice(place, 0, { type: 'deliver', connectionId, answer: conf });
  };
  if (!session) {
    if (asked.type === 'CloseCommunicationSessionRequest') return answer(null);
    const message = 'The connector has no communication session open for this desk: open it first';
    return answer({ code: 'noSession', message });
  }
  const key = `${session.desk.id} ${asked.id}`;
  if (inPages(session.answered, key)) return answer(null);
  const refused = carryOut(turn, session, asked);
  answer(refused);
  const current = turn.sessions.get(session.agentId);
  if (refused || !current) return;
  const answered = putInPages(current.answered, key, true as const, remembered);
  turn.sessions.set(session.agentId, { ...current, answered });
}

function carryOut(turn: Turn, session: CommunicationSession, asked: SessionRequest): Refusal | null {
  switch (asked.type) {
    case 'CloseCommunicationSessionRequest':
      closeSession(turn, session.agentId, null);
      return null;
    case 'SetDomainReadyRequest':
      return setDomainReady(turn, session, asked);
    case 'CompleteInteractionRequest':
      return complete(turn, session.agentId, asked);
    case 'RejectOfferRequest':
      return giveBack(turn, session.agentId, asked);
    case 'SendChatMessageRequest':
      return send(turn, session.agentId, asked);
    case 'AcceptOfferRequest':
    case 'EndInteractionRequest':
    case 'SetTypingRequest':
      return onTask(turn, session.agentId, asked);
    default:
      return never(asked);
  }
}

function onTask(
  turn: Turn,
  agentId: string,
  asked: Of<'AcceptOfferRequest' | 'EndInteractionRequest' | 'SetTypingRequest'>,
): Refusal | null {
  const task = taskOf(turn, agentId, asked.interactionId);
  if (!task) return unknownInteraction(agentId, asked.interactionId);
  switch (asked.type) {
    case 'AcceptOfferRequest':
      if (task.stage.phase !== 'offered') return notNow(task, 'taken');
      accept(turn, task);
      return null;
    case 'EndInteractionRequest':
      if (!isOpen(task)) return notNow(task, 'ended');
      end(turn, task, endOf(task));
      return null;
    case 'SetTypingRequest': {
      const { interactionId, isTyping } = asked;
      happened(turn, { type: 'interaction', agentId, interactionId, detail: { agentTypes: isTyping } });
      return null;
    }
  }
}

function endOf({ inbound }: Task): { readonly cause: 'agent'; readonly message: string } {
  return {
    cause: 'agent',
    message: inbound.channel === 'chat' ? 'You ended the chat' : 'You marked it as done',
  };
}

/** The request's id becomes the message's: one that was sent before is there already, whatever is remembered else. */
function send(turn: Turn, agentId: string, asked: Of<'SendChatMessageRequest'>): Refusal | null {
  const { id, interactionId, text } = asked;
  const known = findRouted(turn, interactionId);
  if (known?.handledBy.includes(agentId) && known.transcript.some(({ messageId }) => messageId === id))
    return null;
  const task = taskOf(turn, agentId, interactionId);
  if (!task) return unknownInteraction(agentId, interactionId);
  if (task.inbound.channel !== 'chat') {
    return {
      code: 'notAllowedNow',
      message: `${interactionId} is an action item: nobody reads messages in it`,
    };
  }
  if (!isOpen(task)) return notNow(task, 'written in');
  agentWrote(turn, write(turn, task, { from: 'agent', text, messageId: id }));
  return null;
}

/** What the agent wrote about it, which ends it where it is not over yet. It may come long after: it is taken once. */
function complete(turn: Turn, agentId: string, asked: Of<'CompleteInteractionRequest'>): Refusal | null {
  const { id, interactionId, disposition, notes } = asked;
  const routed = findRouted(turn, interactionId);
  if (!routed?.handledBy.includes(agentId)) return unknownInteraction(agentId, interactionId);
  if (routed.completed.some(({ requestId }) => requestId === id)) return null;
  const entry = { requestId: id, agentId, disposition, notes, at: turn.now };
  const completed: Routed = { ...routed, completed: [...routed.completed, entry] };
  keep(turn, completed);
  happened(turn, { type: 'interaction', agentId, interactionId, detail: { completed: disposition } });
  if (isTask(completed) && completed.stage.agentId === agentId) finishNow(turn, completed);
  return null;
}

function finishNow(turn: Turn, task: Task): void {
  if (isOpen(task)) end(turn, task, endOf(task));
  const current = turn.interactions.get(task.interactionId);
  if (current && isTask(current)) finish(turn, current);
}

function setDomainReady(
  turn: Turn,
  session: CommunicationSession,
  { domainId, isReady }: Of<'SetDomainReadyRequest'>,
): Refusal | null {
  const { agentId } = session;
  const agent = turn.agents.get(agentId);
  const domain = domainStates(turn, session, agent).find((one) => one.domainId === domainId);
  if (!domain) {
    const message = `Agent ${agentId} is not logged in to a media routing domain ${domainId}`;
    return { code: 'notAllowedNow', message };
  }
  if (domain.channel === 'voice') {
    const message = `${domain.name} follows the agent state: choose Ready or Not Ready there`;
    return { code: 'notAllowedNow', message };
  }
  if ((agent?.state ?? 'LoggedOut') === 'LoggedOut') {
    return { code: 'notAllowedNow', message: `Agent ${agentId} is logged out: log in first` };
  }
  finishWrapUps(turn, agentId, [domain.channel]);
  setReady(turn, agentId, domainId, isReady, null);
  return null;
}
