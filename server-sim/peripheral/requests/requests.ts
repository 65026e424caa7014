import { isServedBy, logOut } from '../agents/desks.ts';
import { logIn } from '../agents/log-in.ts';
import type { Agent, DeskSession, RequestAnswer } from '../core/state.ts';
import { deliver, happened, type Turn } from '../core/turn.ts';
import type { DeskRequest } from '../messages.ts';
import { makeCall, refuseAgentAction, setAgentState } from './agent-requests.ts';
import { requestOnCall } from './call-requests.ts';
import { confirmed, refusal, unknownAgent } from './refusals.ts';
import { recall, remember } from './request-memory.ts';
import { keepWrapUp } from './wrap-up.ts';

type LoggedInRequest = Exclude<DeskRequest, { type: 'LogInRequest' }>;
/** A desk asks for something. It is answered exactly once; what changes by it comes as events. */
export function request(turn: Turn, sessionId: string, asked: DeskRequest): void {
  const session = turn.sessions.get(sessionId);
  if (!session) {
    const message = `${asked.type} came, but the session mode was refused: set it again, as that answer says`;
    deliver(turn, sessionId, refusal(asked.id, 'badMessage', message));
    return;
  }
  const answered = asked.type === 'LogInRequest' ? logIn(turn, session, asked) : once(turn, session, asked);
  if (answered) deliver(turn, sessionId, answered);
  happened(turn, {
    type: 'request',
    agentId: session.agentId,
    detail: {
      request: asked.type,
      id: asked.id,
      desk: session.desk.name,
      refused: answered?.type === 'FailureConf' ? answered.code : null,
    },
  });
}

/** Carries the request out unless its id was seen: then it gets the same answer again. */
function once(turn: Turn, session: DeskSession, asked: LoggedInRequest): RequestAnswer {
  const agent = turn.agents.get(session.agentId);
  if (!agent) return unknownAgent(asked.id, session.agentId);
  const known = recall(agent, session.desk.id, asked.id);
  if (known) return known;
  const answered = carryOut(turn, session, agent, asked);
  remember(turn, session, asked.id, answered);
  return answered;
}

function carryOut(turn: Turn, session: DeskSession, agent: Agent, asked: LoggedInRequest): RequestAnswer {
  if (asked.type === 'SetCallDataRequest') return keepWrapUp(turn, session, asked);
  if (!isServedBy(agent, session.sessionId)) {
    const message = `${session.desk.name} does not have agent ${session.agentId} logged in: log in first`;
    return refusal(asked.id, 'notLoggedIn', message, { agentId: session.agentId });
  }
  switch (asked.type) {
    case 'SetAgentStateRequest':
      return setAgentState(turn, agent, asked);
    case 'LogOutRequest': {
      const refused = refuseAgentAction(turn, agent, asked.id, 'logOut');
      if (!refused) logOut(turn, agent, asked.reasonCode);
      return refused ?? confirmed(asked.id);
    }
    case 'MakeCallRequest':
      return makeCall(turn, agent, asked.id, asked.number);
    default:
      return requestOnCall(turn, agent, asked);
  }
}
