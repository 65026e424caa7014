import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ctiAnswer } from '../../../contract/cti/answers.ts';
import { allows, type EnablementBit } from '../../../contract/cti/enablement.ts';
import { membershipsOf } from '../calls/parties.ts';
import type { DeskRequest, SwitchOutput } from '../messages.ts';
import { agentMask, callMask } from '../requests/masks.ts';
import { expectSound } from '../testing/invariants.ts';
import { inputsOf, type Step, step } from '../testing/random-day.ts';
import { logInAs } from '../testing/switch-bench.ts';
import { testPlan } from '../testing/test-plan.ts';
import { initialState } from './initial-state.ts';
import type { SwitchState } from './state.ts';
import { transition } from './transition.ts';

/** Everybody at work, so that random days have calls in them. */
function morning(): SwitchState {
  let state = initialState(testPlan, 't', 0);
  testPlan.agents.forEach(({ agentId }, index) => {
    const device = `500${index + 1}`;
    const sessionId = `m${index}`;
    const phone = agentId === '1003' ? 'hardphone' : 'softphone';
    const desk = { id: `${agentId}-0`, name: 'PC' };
    const attachment = { side: 'A', requestId: 'm', agentId, peripheralId: 5000, desk } as const;
    for (const input of [
      { type: 'device', report: { type: 'registered', device, side: 'A', contact: 'x' } },
      { type: 'attach', sessionId, attachment },
      { type: 'request', sessionId, request: { ...logInAs(agentId, device, phone), id: 'in' } },
      {
        type: 'request',
        sessionId,
        request: { type: 'SetAgentStateRequest', id: 'go', target: { state: 'Ready' } },
      },
    ] as const) {
      state = transition(state, input, 0).state;
    }
  });
  return state;
}

function live(
  steps: readonly Step[],
  after: (state: SwitchState, outputs: readonly SwitchOutput[], before: SwitchState) => void,
): SwitchState {
  let state = morning();
  let now = 0;
  steps.forEach((one, serial) => {
    if (one.do === 'wait') now += one.ms;
    for (const input of inputsOf(state, one, serial)) {
      const made = transition(state, input, now);
      after(made.state, made.outputs, state);
      state = made.state;
    }
  });
  return state;
}

const day = fc.array(step, { minLength: 5, maxLength: 60 });
const runs = { numRuns: 300 };

describe('whatever happens', () => {
  it('the switch stays sound', () => {
    fc.assert(
      fc.property(day, (steps) => void live(steps, expectSound)),
      runs,
    );
  });

  it('calls are offered to agents who are Ready, at their desks, and on no call', () => {
    fc.assert(
      fc.property(day, (steps) => {
        live(steps, (state, outputs, before) => {
          for (const call of state.calls.values()) {
            if (call.routing.step !== 'offered') continue;
            const { partyId } = call.routing;
            const known = before.calls.get(call.callId)?.parties.some((party) => party.partyId === partyId);
            const end = call.parties.find((party) => party.partyId === partyId)?.end;
            if (known || end?.kind === 'far-end' || !end?.agentId) continue;
            const agent = state.agents.get(end.agentId);
            const states = outputs.flatMap((one) =>
              one.type === 'happened' && one.event.type === 'agentState' && one.event.agentId === end.agentId
                ? [one.event.detail.state]
                : [],
            );
            const previous = states.length > 1 ? states.at(-2) : before.agents.get(end.agentId)?.state;
            expect([previous, states.at(-1)]).toEqual(['Ready', 'Reserved']);
            expect(agent?.desk?.link.status).toBe('connected');
          }
        });
      }),
      runs,
    );
  });

  it('every message to a desk is one of the contract', () => {
    fc.assert(
      fc.property(day, (steps) => {
        live(steps, (_, outputs) => {
          for (const one of outputs) {
            if (one.type === 'deliver') ctiAnswer.parse({ ...one.answer, sequence: 1 });
          }
        });
      }),
      { numRuns: 150 },
    );
  });

  it('masks allow exactly what is then accepted', () => {
    fc.assert(
      fc.property(day, (steps) => {
        const state = live(steps, () => undefined);
        for (const agent of state.agents.values()) {
          const link = agent.desk?.link;
          if (link?.status !== 'connected') continue;
          for (const [bit, request, mask] of askable(state, agent.record.agentId)) {
            const made = transition(
              state,
              { type: 'request', sessionId: link.sessionId, request },
              state.time,
            );
            const answer = made.outputs.find((one) => one.type === 'deliver' && 'id' in one.answer);
            const isTaken = answer?.type === 'deliver' && answer.answer.type === 'RequestConf';
            expect([bit, isTaken]).toEqual([bit, allows(mask, bit)]);
            expectSound(made.state);
          }
        }
      }),
      runs,
    );
  });

  it('a repeated request changes nothing but is answered alike', () => {
    fc.assert(
      fc.property(day, (steps) => {
        const state = live(steps, () => undefined);
        for (const agent of state.agents.values()) {
          const link = agent.desk?.link;
          if (link?.status !== 'connected') continue;
          for (const [, request] of askable(state, agent.record.agentId)) {
            const input = { type: 'request', sessionId: link.sessionId, request } as const;
            const once = transition(state, input, state.time);
            const twice = transition(once.state, input, state.time);
            const answers = [once, twice].map(({ outputs }) =>
              outputs.find((one) => one.type === 'deliver' && 'id' in one.answer),
            );
            expect(answers[1]).toEqual(answers[0]);
            expect(twice.outputs.filter(({ type }) => type !== 'deliver' && type !== 'happened')).toEqual([]);
            expect(twice.state.calls).toEqual(once.state.calls);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('nothing waits for ever: with everybody gone, nothing is due', () => {
    fc.assert(
      fc.property(day, (steps) => {
        const state = live(steps, () => undefined);
        const made = transition(state, { type: 'reset', plan: testPlan }, state.time);
        expect(made.state.calls.size).toBe(0);
        expect(transition(made.state, { type: 'time' }, state.time + 1e9).outputs).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

/** What can be asked for by the agent, with the bit that allows it and the mask that has it. */
function askable(
  state: SwitchState,
  agentId: string,
): readonly (readonly [EnablementBit, DeskRequest, number])[] {
  const agent = state.agents.get(agentId);
  if (!agent) return [];
  const mask = agentMask(state, agent);
  const id = 'ask';
  const wants = (target: Extract<DeskRequest, { type: 'SetAgentStateRequest' }>['target']): DeskRequest => ({
    type: 'SetAgentStateRequest',
    id,
    target,
  });
  const own: (readonly [EnablementBit, DeskRequest, number])[] = [
    ['notReadyWithReason', wants({ state: 'NotReady', reasonCode: 9 }), mask],
    ['logOut', { type: 'LogOutRequest', id, reasonCode: null }, mask],
    ['makeCall', { type: 'MakeCallRequest', id, number: '603' }, mask],
  ];
  if (agent.state !== 'Ready') own.push(['ready', wants({ state: 'Ready' }), mask]);
  if (agent.state !== 'WrapUp') own.push(['wrapUp', wants({ state: 'WrapUp' }), mask]);
  const onCalls = membershipsOf(state, agentId).flatMap((membership) => {
    const callId = membership.party.end.callRef;
    const callBits = callMask(state, agentId, membership);
    const isHardphone = membership.party.end.kind === 'hardphone';
    const asks: readonly (readonly [EnablementBit, DeskRequest])[] = [
      ['release', { type: 'ReleaseCallRequest', id, callId }],
      ['reject', { type: 'RejectCallRequest', id, callId }],
      ['blindTransfer', { type: 'SingleStepTransferRequest', id, callId, number: '603' }],
      ['consult', { type: 'ConsultationCallRequest', id, callId, number: '603' }],
      ['transferComplete', { type: 'TransferCallRequest', id, callId }],
      ['conferenceComplete', { type: 'ConferenceCallRequest', id, callId }],
      ['reconnect', { type: 'ReconnectCallRequest', id, callId }],
      ['alternate', { type: 'AlternateCallRequest', id, callId }],
      ...(isHardphone
        ? ([
            ['answer', { type: 'AnswerCallRequest', id, callId }],
            ['hold', { type: 'HoldCallRequest', id, callId }],
            ['retrieve', { type: 'RetrieveCallRequest', id, callId }],
          ] as const)
        : []),
    ];
    return asks.map(([bit, request]) => [bit, request, callBits] as const);
  });
  return [...own, ...onCalls];
}
