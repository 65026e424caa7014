import * as z from 'zod';
import { agentSnapshot } from '../../../contract/cti/agent.ts';
import { systemStatus } from '../../../contract/cti/answers.ts';
import { type ClockSetting, type ControlledClock, clockSetting } from '../../control/clock.ts';
import type { ServerLog } from '../../host/server-log.ts';
import { heard, listened, voice } from '../../links/media-control.ts';
import {
  agentView,
  type Distant,
  farEnd,
  inboundCall,
  type SwitchControl,
  type SwitchEvent,
  soundOf,
  switchCall,
  switchEvent,
  switchLeg,
  switchPlan,
} from '../../links/switch-control.ts';
import type { Channel } from '../link/channel.ts';
import { createLink, nothing } from '../link/link.ts';

const onCall = z.object({ callId: z.string() });
const ofParty = onCall.extend({ party: z.string().nullable() });
const ofSound = onCall.extend({ who: soundOf });
const none = z.object({});

/** The switch, as QA asks it; the contact centre's clock goes with it, for its appointments are the switch's. */
export const switchProtocol = {
  name: 'switch',
  client: { calls: {}, news: { happened: switchEvent } },
  server: {
    calls: {
      placeCall: { ask: inboundCall, answer: onCall.readonly() },
      farEndSpeaks: { ask: ofParty.extend({ voice }), answer: nothing },
      farEndHangsUp: { ask: ofParty, answer: nothing },
      farEndSendsDigits: { ask: ofParty.extend({ digits: z.string() }), answer: nothing },
      setFarEnd: { ask: farEnd, answer: nothing },
      setAgentState: {
        ask: z.object({
          agentId: z.string(),
          state: z.enum(['Ready', 'NotReady', 'LoggedOut']),
          reasonCode: z.number().nullable(),
        }),
        answer: nothing,
      },
      setSystemStatus: {
        ask: z.object({
          ctiServer: systemStatus.shape.ctiServer.exactOptional(),
          centralController: systemStatus.shape.centralController.exactOptional(),
          peripheral: systemStatus.shape.peripheral.exactOptional(),
        }),
        answer: nothing,
      },
      loseAudio: { ask: onCall.extend({ agentId: z.string(), share: z.number() }), answer: nothing },
      heard: { ask: ofSound, answer: heard.nullable() },
      listen: { ask: ofSound.extend({ hertz: z.number().nullable() }), answer: nothing },
      listened: { ask: ofSound, answer: listened.nullable() },
      agents: { ask: none, answer: z.array(agentSnapshot.readonly()).readonly() },
      agent: { ask: z.object({ agentId: z.string() }), answer: agentView.nullable() },
      calls: { ask: none, answer: z.array(switchCall).readonly() },
      call: { ask: onCall, answer: switchCall.nullable() },
      legs: { ask: none, answer: z.array(switchLeg).readonly() },
      reset: { ask: switchPlan, answer: nothing },
      hold: { ask: none, answer: clockSetting },
      release: { ask: none, answer: clockSetting },
      advance: { ask: z.object({ milliseconds: z.number() }), answer: clockSetting },
      /** Whatever happened before it was asked has been told by then. */
      catchUp: { ask: none, answer: nothing },
    },
    news: {},
  },
} as const;

/** The switch and its clock, from another process. */
export interface DistantSwitch {
  readonly control: Distant<Omit<SwitchControl, 'onEvent'>>;
  hold(): Promise<ClockSetting>;
  release(): Promise<ClockSetting>;
  advance(milliseconds: number): Promise<ClockSetting>;
  catchUp(): Promise<void>;
}

/** @param happened is told everything that happens there, in order, before what was asked later is answered. */
export function distantSwitch(
  channel: Channel,
  happened: (event: SwitchEvent) => void,
  log: ServerLog,
): DistantSwitch {
  const { ask } = createLink({
    channel,
    peer: 'the switch',
    own: switchProtocol.client,
    other: switchProtocol.server,
    handlers: { calls: {}, news: { happened } },
    log,
  });
  return {
    control: {
      placeCall: (call) => ask('placeCall', call),
      farEndSpeaks: (callId, spoken, party) => ask('farEndSpeaks', { callId, voice: spoken, party }),
      farEndHangsUp: (callId, party) => ask('farEndHangsUp', { callId, party }),
      farEndSendsDigits: (callId, digits, party) => ask('farEndSendsDigits', { callId, digits, party }),
      setFarEnd: (changed) => ask('setFarEnd', changed),
      setAgentState: (agentId, state, reasonCode) => ask('setAgentState', { agentId, state, reasonCode }),
      setSystemStatus: (status) => ask('setSystemStatus', status),
      loseAudio: (callId, agentId, share) => ask('loseAudio', { callId, agentId, share }),
      heard: (callId, who) => ask('heard', { callId, who }),
      listen: (callId, who, hertz) => ask('listen', { callId, who, hertz }),
      listened: (callId, who) => ask('listened', { callId, who }),
      agents: () => ask('agents', {}),
      agent: (agentId) => ask('agent', { agentId }),
      calls: () => ask('calls', {}),
      call: (callId) => ask('call', { callId }),
      legs: () => ask('legs', {}),
      reset: (plan) => ask('reset', plan),
    },
    hold: () => ask('hold', {}),
    release: () => ask('release', {}),
    advance: (milliseconds) => ask('advance', { milliseconds }),
    catchUp: () => ask('catchUp', {}),
  };
}

/** The tier's control, at the switch. */
export function serveSwitch(
  channel: Channel,
  control: SwitchControl,
  clock: ControlledClock,
  log: ServerLog,
): void {
  const set = (change: () => void): ClockSetting => {
    change();
    return clock.setting();
  };
  const link = createLink({
    channel,
    peer: 'the tier',
    own: switchProtocol.server,
    other: switchProtocol.client,
    handlers: {
      calls: {
        placeCall: (call) => control.placeCall(call),
        farEndSpeaks: ({ callId, voice: spoken, party }) => control.farEndSpeaks(callId, spoken, party),
        farEndHangsUp: ({ callId, party }) => control.farEndHangsUp(callId, party),
        farEndSendsDigits: ({ callId, digits, party }) => control.farEndSendsDigits(callId, digits, party),
        setFarEnd: (changed) => control.setFarEnd(changed),
        setAgentState: ({ agentId, state, reasonCode }) => control.setAgentState(agentId, state, reasonCode),
        setSystemStatus: (status) => control.setSystemStatus(status),
        loseAudio: ({ callId, agentId, share }) => control.loseAudio(callId, agentId, share),
        heard: ({ callId, who }) => control.heard(callId, who),
        listen: ({ callId, who, hertz }) => control.listen(callId, who, hertz),
        listened: ({ callId, who }) => control.listened(callId, who),
        agents: () => control.agents(),
        agent: ({ agentId }) => control.agent(agentId),
        calls: () => control.calls(),
        call: ({ callId }) => control.call(callId),
        legs: () => control.legs(),
        reset: (plan) => control.reset(plan),
        hold: () => set(() => clock.hold()),
        release: () => set(() => clock.release()),
        advance: ({ milliseconds }) => set(() => clock.advance(milliseconds)),
        catchUp: () => undefined,
      },
      news: {},
    },
    log,
  });
  control.onEvent((event) => link.tell('happened', event));
}
