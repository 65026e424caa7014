import type { AgentSnapshot, ChoosableState } from '../../../contract/cti/agent.ts';
import type { Call } from '../../../contract/cti/call.ts';
import { allows, type EnablementBit, enablement } from '../../../contract/cti/enablement.ts';
import type { DeviceOrder, DeviceReport, EdgeSide } from '../../links/device-control.ts';
import type { MixParty } from '../../links/media-control.ts';
import type { InboundCall, SwitchPlan } from '../../links/switch-control.ts';
import { agentSnapshot } from '../agents/agent-snapshot.ts';
import { membershipsOf } from '../calls/parties.ts';
import { initialState } from '../core/initial-state.ts';
import type { PhoneKind, SwitchState } from '../core/state.ts';
import { transition } from '../core/transition.ts';
import type { DeskAnswer, DeskRequest, SwitchInput, SwitchOutput } from '../messages.ts';
import { passwords, testPlan } from './test-plan.ts';

type Unaddressed<Request> = Request extends { id: string } ? Omit<Request, 'id'> & { id?: string } : never;
export type Asked = Unaddressed<DeskRequest>;

/** The pure switch on a bench: inputs go in, and what came out is kept to be looked at. */
export interface SwitchBench {
  readonly state: () => SwitchState;
  put(input: SwitchInput): readonly SwitchOutput[];
  wait(milliseconds: number): void;
  /** Takes what came out since it was last asked. */
  taken(): readonly SwitchOutput[];
  /** A desk's session; the desk's id is `desk-<agentId>` unless named. */
  attach(agentId: string, deskId?: string, side?: EdgeSide): string;
  /** Sends a request in a session and returns its answer. */
  send(sessionId: string, request: Asked): Extract<DeskAnswer, { type: 'RequestConf' | 'FailureConf' }>;
  /** Logs in with a phone of this kind; a softphone is registered with edge A first. Returns the session. */
  seat(agentId: string, device: string, phone?: PhoneKind, then?: 'Ready' | 'NotReady'): string;
  choose(sessionId: string, target: ChoosableState): void;
  register(device: string, side?: EdgeSide): void;
  place(to: string, more?: Partial<InboundCall>): string;
  report(report: DeviceReport): void;
  agent(agentId: string): AgentSnapshot;
  /** The agent's live calls as his desk was told of them, oldest first. */
  calls(agentId: string): readonly Call[];
  call(agentId: string, index?: number): Call;
  leg(agentId: string, callRef: string): string;
}

export function switchBench(plan: SwitchPlan = testPlan): SwitchBench {
  let state = initialState(plan, 't', 0);
  let now = 0;
  let ids = 0;
  let output: SwitchOutput[] = [];
  const put = (input: SwitchInput): readonly SwitchOutput[] => {
    const made = transition(state, input, now);
    state = made.state;
    output.push(...made.outputs);
    return made.outputs;
  };
  const nextId = (kind: string): string => {
    ids += 1;
    return `${kind}-${ids}`;
  };
  const bench: SwitchBench = {
    state: () => state,
    put,
    wait(milliseconds) {
      now += milliseconds;
      put({ type: 'time' });
    },
    taken() {
      const all = output;
      output = [];
      return all;
    },
    attach(agentId, deskId = `desk-${agentId}`, side = 'A') {
      const sessionId = nextId('session');
      const desk = { id: deskId, name: `PC of ${deskId}` };
      const attachment = { side, requestId: nextId('mode'), agentId, peripheralId: plan.peripheralId, desk };
      put({ type: 'attach', sessionId, attachment });
      return sessionId;
    },
    send(sessionId, asked) {
      const request = { id: nextId('request'), ...asked } as DeskRequest;
      const answers = put({ type: 'request', sessionId, request }).flatMap((one) =>
        one.type === 'deliver' &&
        (one.answer.type === 'RequestConf' || one.answer.type === 'FailureConf') &&
        one.answer.id === request.id
          ? [one.answer]
          : [],
      );
      const [answer] = answers;
      if (!answer || answers.length > 1) throw new Error(`${answers.length} answers to ${request.type}`);
      return answer;
    },
    seat(agentId, device, phone = 'softphone', then = 'NotReady') {
      if (phone === 'softphone') bench.register(device);
      const sessionId = bench.attach(agentId);
      const answer = bench.send(sessionId, logInAs(agentId, device, phone));
      if (answer.type === 'FailureConf') throw new Error(answer.message);
      if (then === 'Ready') bench.choose(sessionId, { state: 'Ready' });
      return sessionId;
    },
    choose(sessionId, target) {
      const answer = bench.send(sessionId, { type: 'SetAgentStateRequest', target });
      if (answer.type === 'FailureConf') throw new Error(answer.message);
    },
    register: (device, side = 'A') => bench.report({ type: 'registered', device, side, contact: 'sip:x' }),
    place(to, more = {}) {
      const from = { number: '0201', name: 'Dora' };
      const voice = { type: 'tone', hertz: 440 } as const;
      const call = { from, to, variables: {}, customer: null, voice, menuMs: 0, ...more };
      const outputs = put({ type: 'placeCall', call });
      const placed = outputs.find((one) => one.type === 'placed');
      if (!placed) throw new Error(outputs.map((one) => (one.type === 'refused' ? one.message : '')).join());
      return placed.callId;
    },
    report: (report) => void put({ type: 'device', report }),
    agent(agentId) {
      const agent = state.agents.get(agentId);
      if (!agent) throw new Error(`No agent ${agentId}`);
      return agentSnapshot(state, agent);
    },
    calls: (agentId) =>
      membershipsOf(state, agentId).flatMap(({ call }) => call.views.get(agentId)?.shown ?? []),
    call(agentId, index = 0) {
      const found = bench.calls(agentId)[index];
      if (!found) throw new Error(`Agent ${agentId} has no call ${index}`);
      return found;
    },
    leg(agentId, callRef) {
      const found = membershipsOf(state, agentId).find(({ party }) => party.end.callRef === callRef);
      if (!found) throw new Error(`Agent ${agentId} is in no call ${callRef}`);
      return found.party.legId;
    },
  };
  return bench;
}

export function logInAs(
  agentId: string,
  device: string,
  phone: PhoneKind = 'softphone',
  takeOver = false,
  password = passwords[agentId] ?? '',
): Extract<Asked, { type: 'SetAgentStateRequest' }> {
  const target = { state: 'Login', agentId, password, device, phone, takeOver, withVoice: true } as const;
  return { type: 'SetAgentStateRequest', target };
}

/** What the mask allows, by name. */
export function bitsOf(mask: number): readonly string[] {
  return Object.keys(enablement)
    .filter((bit): bit is EnablementBit => bit !== 'disableAll')
    .filter((bit) => allows(mask, bit))
    .sort();
}

/** What a desk was sent, by session. */
export function delivered(outputs: readonly SwitchOutput[], sessionId: string): readonly DeskAnswer[] {
  return outputs.flatMap((one) =>
    one.type === 'deliver' && one.sessionId === sessionId ? [one.answer] : [],
  );
}

/** What was sent in short: `Established t-call-1`, `Talking`, `RequestConf`. */
export function inShort(answers: readonly DeskAnswer[]): readonly string[] {
  return answers.map((answer) => {
    if (answer.type === 'CallEvent') return `${answer.event} ${answer.call.callId}`;
    return answer.type === 'AgentStateEvent' ? answer.agent.state : answer.type;
  });
}

export function ordersIn(outputs: readonly SwitchOutput[]): readonly (DeviceOrder & { edge: EdgeSide })[] {
  return outputs.flatMap((one) => (one.type === 'order' ? [{ ...one.order, edge: one.edge }] : []));
}

/** The last mix of each call. */
export function mixesIn(outputs: readonly SwitchOutput[]): ReadonlyMap<string, readonly MixParty[]> {
  return new Map(
    outputs.flatMap((one) =>
      one.type === 'media' && one.order.type === 'mix' ? [[one.order.callId, one.order.parties]] : [],
    ),
  );
}
