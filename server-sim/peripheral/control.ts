import { ControlRefusal, type SwitchControl } from '../links/switch-control.ts';
import { agentSnapshot } from './agents/agent-snapshot.ts';
import { agentView } from './agents/agent-view.ts';
import { findFarEnd } from './calls/inbound-calls.ts';
import { describedCall, findPartyLeg, listCalls } from './calls/switch-calls.ts';
import { listLegs } from './calls/switch-legs.ts';
import type { MediaLine } from './media-line.ts';
import type { SwitchInput } from './messages.ts';
import type { SwitchEngine } from './switch-engine.ts';

/** What the control API asks, put to the switch. A refusal is thrown in the switch's own words. */
export function createControl(engine: SwitchEngine, line: MediaLine): Omit<SwitchControl, 'onEvent'> {
  const put = (input: SwitchInput): string => {
    for (const output of engine.submit(input)) {
      if (output.type === 'refused') throw new ControlRefusal(output.message);
      if (output.type === 'placed') return output.callId;
    }
    return '';
  };
  const farEnd = (callId: string, number: string | null): string => {
    const found = findFarEnd(engine.state(), callId, number);
    if (typeof found === 'string') throw new ControlRefusal(found);
    return found.party.legId;
  };
  const leg = (callId: string, who: Parameters<typeof findPartyLeg>[2]): string => {
    const found = findPartyLeg(engine.state(), callId, who);
    if (typeof found === 'string') throw new ControlRefusal(found);
    return found.legId;
  };
  return {
    placeCall: (call) => ({ callId: put({ type: 'placeCall', call }) }),
    farEndHangsUp: (callId, party) => void put({ type: 'farEndHangsUp', callId, party }),
    setFarEnd: (changed) => void put({ type: 'setFarEnd', farEnd: changed }),
    setAgentState: (agentId, state, reasonCode) =>
      void put({ type: 'supervise', agentId, state, reasonCode }),
    setSystemStatus: (status) => void put({ type: 'status', status }),
    reset: (plan) => void put({ type: 'reset', plan }),
    farEndSpeaks: async (callId, voice, party) => {
      const legId = farEnd(callId, party);
      await line.after((media) => media.speak(legId, voice));
    },
    farEndSendsDigits: async (callId, digits, party) => {
      const legId = farEnd(callId, party);
      await line.after((media) => media.sendDigits(legId, digits));
    },
    loseAudio: async (callId, agentId, share) => {
      const legId = leg(callId, { agentId });
      await line.after((media) => media.lose(legId, share));
    },
    heard: async (callId, who) => {
      const legId = leg(callId, who);
      return line.after((media) => media.heard(legId));
    },
    listen: async (callId, who, hertz) => {
      const legId = leg(callId, who);
      await line.after((media) => media.listen(legId, hertz));
    },
    listened: async (callId, who) => {
      const legId = leg(callId, who);
      return line.after((media) => media.listened(legId));
    },
    agents: () => [...engine.state().agents.values()].map((agent) => agentSnapshot(engine.state(), agent)),
    agent: (agentId) => agentView(engine.state(), agentId),
    calls: () => listCalls(engine.state()),
    call: (callId) => describedCall(engine.state(), callId),
    legs: () => listLegs(engine.state()),
  };
}
