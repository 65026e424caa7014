import { isServedBy, logOut } from '../agents/desks.ts';
import { logIn } from '../agents/log-in.ts';
import type { Agent, DeskSession, RequestAnswer } from '../core/state.ts';
import { deliver, happened, type Turn } from '../core/turn.ts';
import type { DeskRequest } from '../messages.ts';
import { makeCall, refuseAgentAction, setAgentState } from './agent-requests.ts';
import { requestOnCall } from './call-requests.ts';
import { redeliverCall } from './redeliver-call.ts';
import { confirmed, type Refusal, refusal, unknownAgent } from './refusals.ts';
import { recall, remember } from './request-memory.ts';
import { keepWrapUp } from './wrap-up.ts';

type OtherRequest = Exclude<DeskRequest, { type: 'SetAgentStateRequest' }>;

/** A desk asks for something. It is answered exactly once; what changes by it comes as events. */
export function request(turn: Turn, sessionId: string, asked: DeskRequest): void {
  const session = turn.sessions.get(sessionId);
  if (!session) {
    const message = `${asked.type} came, but the session mode was refused: set it again, as that answer says`;
    deliver(turn, sessionId, refusal(asked.id, 'badMessage', message));
    return;
  }
  const answered = answer(turn, session, asked);
  if (answered) deliver(turn, sessionId, answered);
  happened(turn, {
    type: 'request',
    agentId: session.agentId,
    detail: {
      request: asked.type,
      ...(asked.type === 'SetAgentStateRequest' ? { state: asked.target.state } : {}),
      id: asked.id,
      desk: session.desk.name,
      refused: answered?.type === 'FailureConf' ? answered.code : null,
    },
  });
}

/** Null: a login that was accepted; what it brings was delivered already. */
function answer(turn: Turn, session: DeskSession, asked: DeskRequest): RequestAnswer | null {
  if (asked.type !== 'SetAgentStateRequest') {
    return once(turn, session, asked.id, (agent) => carryOut(turn, session, agent, asked));
  }
  const { id, target, finishesWrapUp = false } = asked;
  if (target.state === 'Login') return logIn(turn, session, { id, ...target });
  return once(
    turn,
    session,
    id,
    (agent) =>
      refuseStranger(session, agent, id) ?? setAgentState(turn, agent, { id, target, finishesWrapUp }),
  );
}

/** Carries the request out unless its id was seen: then it gets the same answer again. */
function once(
  turn: Turn,
  session: DeskSession,
  id: string,
  carry: (agent: Agent) => RequestAnswer,
): RequestAnswer {
  const agent = turn.agents.get(session.agentId);
  if (!agent) return unknownAgent(id, session.agentId);
  const known = recall(agent, session.desk.id, id);
  if (known) return known;
  const answered = carry(agent);
  remember(turn, session, id, answered);
  return answered;
}

/** The desk has to have the agent logged in. */
function refuseStranger({ desk, sessionId, agentId }: DeskSession, agent: Agent, id: string): Refusal | null {
  if (isServedBy(agent, sessionId)) return null;
  const message = `${desk.name} does not have agent ${agentId} logged in: log in first`;
  return refusal(id, 'notLoggedIn', message, { agentId });
}

function carryOut(turn: Turn, session: DeskSession, agent: Agent, asked: OtherRequest): RequestAnswer {
  if (asked.type === 'SetCallDataRequest') return keepWrapUp(turn, session, asked);
  const stranger = refuseStranger(session, agent, asked.id);
  if (stranger) return stranger;
  switch (asked.type) {
    case 'LogOutRequest': {
      const refused = refuseAgentAction(turn, agent, asked.id, 'logOut');
      if (!refused) logOut(turn, agent, asked.reasonCode);
      return refused ?? confirmed(asked.id);
    }
    case 'MakeCallRequest':
      return makeCall(turn, agent, asked.id, asked.number);
    case 'RedeliverCallRequest':
      return redeliverCall(turn, agent, asked);
    default:
      return requestOnCall(turn, agent, asked);
  }
}
