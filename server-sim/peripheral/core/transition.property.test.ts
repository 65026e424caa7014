import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ctiAnswer } from '../../../contract/cti/answers.ts';
import type { DeskRequest, SwitchOutput } from '../messages.ts';
import { asksOf } from '../testing/askable.ts';
import { faultsIn } from '../testing/invariants.ts';
import { live, randomDay } from '../testing/random-day.ts';
import { testPlan } from '../testing/test-plan.ts';
import type { SwitchState } from './state.ts';
import { transition } from './transition.ts';

const often = { numRuns: 120 };
const sometimes = { numRuns: 60 };

describe('whatever happens', () => {
  it('the switch stays sound', () => {
    fc.assert(
      fc.property(randomDay, (day) => void live(day, (state) => expect(faultsIn(state)).toEqual([]))),
      often,
    );
  });

  it('calls are offered to agents who are Ready and at their desks', () => {
    fc.assert(
      fc.property(randomDay, (day) => {
        live(day, (state, outputs, before) => {
          for (const agentId of newlyRouted(state, before)) {
            const states = statesOf(outputs, agentId);
            const previous = states.length > 1 ? states.at(-2) : before.agents.get(agentId)?.state;
            expect([previous, states.at(-1)]).toEqual(['Ready', 'Reserved']);
            expect(state.agents.get(agentId)?.desk?.link.status).toBe('connected');
          }
        });
      }),
      often,
    );
  });

  it('every message to a desk is one of the contract', () => {
    fc.assert(
      fc.property(randomDay, (day) => {
        live(day, (_, outputs) => {
          for (const one of outputs)
            if (one.type === 'deliver') ctiAnswer.parse({ ...one.answer, sequence: 1 });
        });
      }),
      sometimes,
    );
  });

  it('masks allow exactly what is then accepted', () => {
    fc.assert(
      fc.property(randomDay, (day) => {
        const state = live(day);
        forEveryAsk(state, (ask, isAllowed, sessionId) => {
          const made = transition(state, { type: 'request', sessionId, request: ask }, state.time);
          expect([ask.type, answerIn(made.outputs)?.type]).toEqual([
            ask.type,
            isAllowed ? 'RequestConf' : 'FailureConf',
          ]);
          expect(faultsIn(made.state)).toEqual([]);
        });
      }),
      often,
    );
  });

  it('a repeated request changes nothing and is answered alike', () => {
    fc.assert(
      fc.property(randomDay, (day) => {
        const state = live(day);
        forEveryAsk(state, (request, _, sessionId) => {
          const once = transition(state, { type: 'request', sessionId, request }, state.time);
          const twice = transition(once.state, { type: 'request', sessionId, request }, state.time);
          expect(answerIn(twice.outputs)).toEqual(answerIn(once.outputs));
          expect(twice.outputs.map(({ type }) => type)).toEqual(['deliver', 'happened']);
          expect(twice.state).toEqual(once.state);
        });
      }),
      sometimes,
    );
  });

  it('a reset leaves nothing that is due', () => {
    fc.assert(
      fc.property(randomDay, (day) => {
        const state = live(day);
        const made = transition(state, { type: 'reset', plan: testPlan }, state.time);
        expect(made.state.calls.size).toBe(0);
        expect(transition(made.state, { type: 'time' }, state.time + 1e9).outputs).toEqual([]);
      }),
      sometimes,
    );
  });
});

/** Agents who are offered a routed call that they were not offered before. */
function newlyRouted(state: SwitchState, before: SwitchState): readonly string[] {
  return [...state.calls.values()].flatMap(({ callId, parties, routing }) => {
    if (routing.step !== 'offered') return [];
    const { partyId } = routing;
    const isKnown = before.calls.get(callId)?.parties.some((party) => party.partyId === partyId);
    const end = parties.find((party) => party.partyId === partyId)?.end;
    return !isKnown && end && end.kind !== 'far-end' && end.agentId !== null ? [end.agentId] : [];
  });
}

function statesOf(outputs: readonly SwitchOutput[], agentId: string): readonly unknown[] {
  return outputs.flatMap((one) =>
    one.type === 'happened' && one.event.type === 'agentState' && one.event.agentId === agentId
      ? [one.event.detail.state]
      : [],
  );
}

/** Numbers that no request is refused for, so that the mask alone decides. */
const goodNumber = '603';

function forEveryAsk(
  state: SwitchState,
  work: (request: DeskRequest, isAllowed: boolean, sessionId: string) => void,
): void {
  for (const agent of state.agents.values()) {
    const link = agent.desk?.link;
    if (link?.status !== 'connected') continue;
    for (const { request, isAllowed } of asksOf(state, agent.record.agentId, 'ask', goodNumber)) {
      work(request, isAllowed, link.sessionId);
    }
  }
}

function answerIn(outputs: readonly SwitchOutput[]) {
  return outputs.flatMap((one) => (one.type === 'deliver' && 'id' in one.answer ? [one.answer] : []))[0];
}
