import fc from 'fast-check';
import type { EnablementBit } from '../../../contract/cti/enablement.ts';
import type { SwitchPlan } from '../../links/switch-control.ts';
import { isDeviceParty } from '../calls/parties.ts';
import { initialState } from '../core/initial-state.ts';
import type { DeviceParty, SwitchState } from '../core/state.ts';
import { transition } from '../core/transition.ts';
import type { SwitchInput, SwitchOutput } from '../messages.ts';
import { asksOf } from './askable.ts';
import { logInAs } from './switch-bench.ts';
import { testPlan } from './test-plan.ts';

const devices = testPlan.devices.map(({ device }) => device);
const agentId = fc.constantFrom(...testPlan.agents.map((agent) => agent.agentId));
const device = fc.constantFrom(...devices);
const number = fc.constantFrom(...devices, '8001', '8002', '600', '600', '600', '601', '603', '700');
const side = fc.constantFrom('A' as const, 'B' as const);
const pick = fc.nat(99);
const kind = <Name extends string>(name: Name): fc.Arbitrary<Name> => fc.constant(name);

/** What may happen in a contact centre. Calls, legs and requests are picked among those that there are then. */
const steps = {
  /** The desk asks for something its masks allow; now and then for anything at all. */
  ask: fc.record({ do: kind('ask'), agentId, pick, number, isWild: fc.nat(14).map((one) => one === 0) }),
  /** A phone that rings answers; the far end may by time. */
  answer: fc.record({ do: kind('answer'), pick }),
  report: fc.record({
    do: kind('report'),
    pick,
    what: fc.constantFrom('held', 'retrieved', 'refused', 'released', 'alerting') as fc.Arbitrary<LegReport>,
  }),
  place: fc.record({
    do: kind('place'),
    to: fc.constantFrom('8001', '8001', '8002', '5001', '5004'),
    menu: fc.boolean(),
  }),
  hangUp: fc.record({ do: kind('hangUp'), pick, party: pick }),
  dial: fc.record({ do: kind('dial'), device, side, number }),
  logIn: fc.record({
    do: kind('logIn'),
    agentId,
    device,
    hard: fc.boolean(),
    takeOver: fc.boolean(),
    desk: fc.nat(1),
  }),
  detach: fc.record({ do: kind('detach'), agentId }),
  register: fc.record({ do: kind('register'), device, side }),
  unregister: fc.record({ do: kind('unregister'), device, side }),
  edgeLost: fc.record({ do: kind('edgeLost'), side }),
  supervise: fc.record({
    do: kind('supervise'),
    agentId,
    to: fc.constantFrom('Ready' as const, 'NotReady' as const, 'LoggedOut' as const),
  }),
  status: fc.record({ do: kind('status'), isOnline: fc.nat(3).map((one) => one > 0) }),
  wait: fc.record({ do: kind('wait'), ms: fc.constantFrom(1, 2_000, 12_000, 31_000) }),
};
type LegReport = 'held' | 'retrieved' | 'refused' | 'released' | 'alerting';

const step = fc.oneof(
  { weight: 20, arbitrary: steps.ask },
  { weight: 20, arbitrary: steps.answer },
  { weight: 3, arbitrary: steps.report },
  { weight: 4, arbitrary: steps.place },
  { weight: 1, arbitrary: steps.hangUp },
  { weight: 1, arbitrary: steps.dial },
  { weight: 3, arbitrary: steps.logIn },
  { weight: 1, arbitrary: steps.detach },
  { weight: 2, arbitrary: steps.register },
  { weight: 1, arbitrary: steps.unregister },
  { weight: 1, arbitrary: steps.edgeLost },
  { weight: 1, arbitrary: steps.supervise },
  { weight: 1, arbitrary: steps.status },
  { weight: 8, arbitrary: steps.wait },
);
type Step = typeof step extends fc.Arbitrary<infer Of> ? Of : never;

export const randomDay = fc.record({
  outgoingWrapUp: fc.record({
    mode: fc.constantFrom('required' as const, 'optional' as const, 'not-allowed' as const),
    limitMs: fc.constantFrom(null, 5_000),
  }),
  steps: fc.array(step, { minLength: 1, maxLength: 120, size: 'max' }),
});
type Day = typeof randomDay extends fc.Arbitrary<infer Of> ? Of : never;

/** Lives a day from the morning on and returns how it ended; `after` sees every input's work. */
export function live(
  { outgoingWrapUp, steps: inputs }: Day,
  after: (state: SwitchState, outputs: readonly SwitchOutput[], before: SwitchState) => void = () =>
    undefined,
): SwitchState {
  let state = morning({ ...testPlan, outgoingWrapUp });
  let now = 0;
  for (const [serial, one] of inputs.entries()) {
    if (one.do === 'wait') now += one.ms;
    for (const input of inputsOf(state, one, serial)) {
      const made = transition(state, input, now);
      after(made.state, made.outputs, state);
      state = made.state;
    }
  }
  return state;
}

/** Everybody is at work, two with softphones and one with a hardphone. */
function morning(plan: SwitchPlan): SwitchState {
  let state = initialState(plan, 't', 0);
  const put = (input: SwitchInput): void => {
    state = transition(state, input, 0).state;
  };
  for (const [index, one] of testPlan.agents.entries()) {
    const own = `500${index + 1}`;
    put({ type: 'device', report: { type: 'registered', device: own, side: 'A', contact: 'x' } });
    const isHard = one.agentId === '1003';
    const into = {
      do: 'logIn',
      agentId: one.agentId,
      device: own,
      hard: isHard,
      takeOver: false,
      desk: 0,
    } as const;
    for (const input of logInInputs(into, `morning-${index}`)) put(input);
    put({ type: 'supervise', agentId: one.agentId, state: 'Ready', reasonCode: null });
  }
  return state;
}

function inputsOf(now: SwitchState, one: Step, serial: number): readonly SwitchInput[] {
  switch (one.do) {
    case 'ask':
      return askInputs(now, one, `r${serial}`);
    case 'answer':
    case 'report':
      return reportInputs(now, one);
    case 'logIn':
      return logInInputs(one, `s${serial}`);
    case 'detach':
      return [{ type: 'detach', sessionId: sessionOf(now, one.agentId) }];
    case 'hangUp':
      return hangUpInputs(now, one);
    case 'place':
      return placeInputs(one, serial);
    case 'supervise':
      return [{ type: 'supervise', agentId: one.agentId, state: one.to, reasonCode: null }];
    case 'status':
      return [{ type: 'status', status: { peripheral: one.isOnline ? 'online' : 'offline' } }];
    case 'edgeLost':
      return [{ type: 'edgeLost', side: one.side }];
    case 'wait':
      return [{ type: 'time' }];
    case 'register':
    case 'unregister':
    case 'dial':
      return [{ type: 'device', report: deviceReportOf(one, serial) }];
  }
}

function deviceReportOf(
  one: Extract<Step, { do: 'register' | 'unregister' | 'dial' }>,
  serial: number,
): Extract<SwitchInput, { type: 'device' }>['report'] {
  const { device: name, side: at } = one;
  if (one.do === 'dial')
    return { type: 'dialled', side: at, legId: `own${serial}`, device: name, number: one.number };
  if (one.do === 'register') return { type: 'registered', device: name, side: at, contact: 'x' };
  return { type: 'unregistered', device: name, side: at, cause: 'x' };
}

function sessionOf(now: SwitchState, id: string): string {
  const link = now.agents.get(id)?.desk?.link;
  return link?.status === 'connected' ? link.sessionId : '';
}

/** How often something is asked for where it is allowed: what takes many steps to come to is not to be missed. */
const share: Partial<Record<EnablementBit, number>> = {
  ready: 6,
  consult: 8,
  transferComplete: 4,
  conferenceComplete: 10,
  alternate: 4,
  blindTransfer: 2,
};

function askInputs(now: SwitchState, one: Extract<Step, { do: 'ask' }>, id: string): readonly SwitchInput[] {
  const asks = asksOf(now, one.agentId, id, one.number)
    .filter(({ isAllowed }) => isAllowed || one.isWild)
    .flatMap((ask) => Array.from({ length: one.isWild ? 1 : (share[ask.bit] ?? 1) }, () => ask));
  const ask = asks[one.pick % Math.max(1, asks.length)];
  return ask ? [{ type: 'request', sessionId: sessionOf(now, one.agentId), request: ask.request }] : [];
}

function reportInputs(
  now: SwitchState,
  one: Extract<Step, { do: 'answer' | 'report' }>,
): readonly SwitchInput[] {
  const legs = [...now.calls.values()]
    .flatMap(({ parties }) => parties.filter((party): party is DeviceParty => isDeviceParty(party)))
    .filter(({ end, state }) => end.kind === 'softphone' && (one.do === 'report' || state !== 'Connected'));
  const legId = legs[one.pick % Math.max(1, legs.length)]?.legId;
  if (legId === undefined) return [];
  if (one.do === 'answer') return [{ type: 'device', report: { type: 'answered', legId } }];
  if (one.what === 'refused') {
    return [
      { type: 'device', report: { type: 'refused', legId, status: one.pick % 2 ? 486 : 480, reason: 'x' } },
    ];
  }
  if (one.what === 'released') return [{ type: 'device', report: { type: 'released', legId, reason: 'x' } }];
  return [{ type: 'device', report: { type: one.what, legId } }];
}

function logInInputs(one: Extract<Step, { do: 'logIn' }>, sessionId: string): readonly SwitchInput[] {
  const desk = { id: `${one.agentId}-${one.desk}`, name: 'PC' };
  const attachment = {
    side: 'A',
    requestId: 'mode',
    agentId: one.agentId,
    peripheralId: 5000,
    desk,
  } as const;
  const request = logInAs(one.agentId, one.device, one.hard ? 'hardphone' : 'softphone', one.takeOver);
  return [
    { type: 'attach', sessionId, attachment },
    { type: 'request', sessionId, request: { ...request, id: `in-${sessionId}` } },
  ];
}

function placeInputs(one: Extract<Step, { do: 'place' }>, serial: number): readonly SwitchInput[] {
  const from = { number: `02${serial}`, name: 'Dora' };
  const voice = { type: 'silence' } as const;
  return [
    {
      type: 'placeCall',
      call: { from, to: one.to, variables: {}, customer: null, voice, menuMs: one.menu ? 1_000 : 0 },
    },
  ];
}

function hangUpInputs(now: SwitchState, one: Extract<Step, { do: 'hangUp' }>): readonly SwitchInput[] {
  const calls = [...now.calls.values()];
  const call = calls[one.pick % Math.max(1, calls.length)];
  const farEnds = call?.parties.filter((party) => !isDeviceParty(party)) ?? [];
  const party = farEnds[one.party % Math.max(1, farEnds.length)]?.number ?? null;
  return call ? [{ type: 'farEndHangsUp', callId: call.callId, party }] : [];
}
