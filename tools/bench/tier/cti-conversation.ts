import { type Conversation, goOn, over, unexpected } from './conversation.ts';

/** What an agent's desk says first: session mode, and login at a telephone that needs no SIP. */
export function ctiLogin(agent: {
  readonly id: string;
  readonly password: string;
  readonly device: string;
}): {
  readonly sessionMode: string;
  readonly logIn: string;
} {
  const { id: agentId, password, device } = agent;
  const desk = { id: `bench-${agentId}`, name: 'bench' };
  return {
    sessionMode: JSON.stringify({
      type: 'SetSessionMode',
      id: 'mode',
      agentId,
      peripheralId,
      desk,
    }),
    logIn: JSON.stringify({
      type: 'SetAgentStateRequest',
      id: 'in',
      target: { state: 'Login', agentId, password, device, phone: 'hardphone', takeOver: false },
    }),
  };
}

/** Of the bench's scenario. */
export const peripheralId = 5_000;

/** An agent goes Ready and Not Ready in turn: a request, its confirmation, and the event, which is what is counted. */
export function changingState(): Conversation {
  let requests = 0;
  let isReady = false;
  let isConfirmed = false;
  let hasEvent = false;
  return {
    begin() {
      requests += 1;
      isReady = !isReady;
      isConfirmed = false;
      hasEvent = false;
      const target = isReady ? '{"state":"Ready"}' : '{"state":"NotReady","reasonCode":1}';
      return `{"type":"SetAgentStateRequest","id":"state-${requests}","target":${target}}`;
    },
    hear(text) {
      if (text.startsWith('{"type":"RequestConf"')) isConfirmed = true;
      else if (text.startsWith('{"type":"AgentStateEvent"')) hasEvent = true;
      else throw unexpected(text);
      return isConfirmed && hasEvent ? over : goOn;
    },
  };
}
