import type { AgentState } from '../../contract/cti/agent.ts';
import { agentState } from '../../contract/cti/agent.ts';
import type { ServerLog } from '../host/server-log.ts';
import { ControlRefusal, type SwitchControl, type SwitchEvent } from '../links/switch-control.ts';
import type { ConnectorSwitch } from './connector.ts';
import type { SwitchNews } from './switch-news.ts';

type Followed = Pick<SwitchControl, 'setAgentState' | 'onEvent'> & {
  holdVoice(agentId: string, isHeld: boolean): void;
};

/** The switch as the connector has it, out of what the switch tells everybody. */
export function followSwitch(theSwitch: Followed, log: ServerLog): ConnectorSwitch {
  return {
    setNotReady(agentId, reasonCode) {
      try {
        theSwitch.setAgentState(agentId, 'NotReady', reasonCode);
      } catch (error) {
        // He was logged out meanwhile: then there is no state to change.
        if (!(error instanceof ControlRefusal)) throw error;
        log.warn(`Agent ${agentId} was not set Not Ready: ${error.message}`);
      }
    },
    holdVoice: (agentId, isHeld) => theSwitch.holdVoice(agentId, isHeld),
    onNews(listener) {
      theSwitch.onEvent((event) => {
        const news = newsOf(event);
        if (news) listener(news);
      });
    },
  };
}

function newsOf({ type, agentId, detail }: SwitchEvent): SwitchNews | null {
  if (agentId === undefined) return null;
  const state = agentState.safeParse(detail.state).data;
  const reasonCode = typeof detail.reasonCode === 'number' ? detail.reasonCode : null;
  switch (type) {
    case 'agentState':
      return state ? { type, agentId, state, reasonCode } : null;
    case 'agentChoice':
      return isIdle(state) ? { type, agentId, state, reasonCode } : null;
    case 'call':
      if (typeof detail.seenAs !== 'string') return null;
      return { type: detail.event === 'End' ? 'callEnds' : 'callBegins', agentId, callId: detail.seenAs };
    default:
      return null;
  }
}

function isIdle(state: AgentState | undefined): state is 'Ready' | 'NotReady' {
  return state === 'Ready' || state === 'NotReady';
}
