import { describe, expect, it } from 'vitest';
import type { OutgoingWrapUp } from '../../links/switch-control.ts';
import { bitsOf, type SwitchBench, switchBench } from '../testing/switch-bench.ts';
import { testPlan } from '../testing/test-plan.ts';

interface Dialled {
  readonly bench: SwitchBench;
  readonly session: string;
  readonly callId: string;
}

/** Ada, Not Ready, dials the number from her hardphone. */
function dial(outgoingWrapUp: OutgoingWrapUp, number = '600'): Dialled {
  const bench = switchBench({ ...testPlan, outgoingWrapUp });
  const session = bench.seat('1001', '5001', 'hardphone');
  const answer = bench.send(session, { type: 'MakeCallRequest', number });
  return { bench, session, callId: answer.type === 'RequestConf' ? (answer.callId ?? '') : '' };
}

function hangUp({ bench, session, callId }: Dialled): void {
  bench.send(session, { type: 'ReleaseCallRequest', callId });
}

describe('wrap-up after a call that the agent dialled', () => {
  it('that is required follows every call that was answered, and ends by its limit', () => {
    const dialled = dial({ mode: 'required', limitMs: 45_000 });
    const { bench } = dialled;
    expect(bench.agent('1001').next).toBeNull();
    bench.wait(2_000);
    expect(bench.agent('1001')).toMatchObject({ state: 'Talking', next: { state: 'WrapUp' } });
    hangUp(dialled);
    expect(bench.agent('1001')).toMatchObject({
      state: 'WrapUp',
      wrapUpEndsAt: 47_000,
      next: { state: 'NotReady', reasonCode: null },
    });
    bench.wait(45_000);
    expect(bench.agent('1001')).toMatchObject({ state: 'NotReady', wrapUpEndsAt: null });
  });

  it('that is required lasts until it is finished where it has no limit', () => {
    const dialled = dial({ mode: 'required', limitMs: null });
    dialled.bench.wait(2_000);
    hangUp(dialled);
    expect(dialled.bench.agent('1001')).toMatchObject({ state: 'WrapUp', wrapUpEndsAt: null });
  });

  it('that is required is left out where the agent chooses otherwise, or nobody answered', () => {
    const chosen = dial({ mode: 'required', limitMs: null });
    chosen.bench.wait(2_000);
    chosen.bench.choose(chosen.session, { state: 'Ready' });
    hangUp(chosen);
    expect(chosen.bench.agent('1001').state).toBe('Ready');
    const unanswered = dial({ mode: 'required', limitMs: null }, '603');
    unanswered.bench.wait(60_000);
    hangUp(unanswered);
    expect(unanswered.bench.agent('1001').state).toBe('NotReady');
    const busy = dial({ mode: 'required', limitMs: null }, '601');
    expect(busy.bench.agent('1001').state).toBe('NotReady');
  });

  it('that is optional follows where the agent chooses it, and ends by its limit', () => {
    const left = dial({ mode: 'optional', limitMs: 45_000 });
    left.bench.wait(2_000);
    expect(left.bench.agent('1001').next).toBeNull();
    hangUp(left);
    expect(left.bench.agent('1001').state).toBe('NotReady');
    const chosen = dial({ mode: 'optional', limitMs: 45_000 });
    chosen.bench.wait(2_000);
    chosen.bench.choose(chosen.session, { state: 'WrapUp' });
    hangUp(chosen);
    expect(chosen.bench.agent('1001')).toMatchObject({ state: 'WrapUp', wrapUpEndsAt: 47_000 });
  });

  it('that was chosen while the number rang does not follow when nobody answered', () => {
    const dialled = dial({ mode: 'optional', limitMs: 45_000 }, '603');
    const { bench, session } = dialled;
    bench.wait(2_000);
    bench.choose(session, { state: 'WrapUp' });
    expect(bench.agent('1001')).toMatchObject({ state: 'Talking', next: { state: 'WrapUp' } });
    hangUp(dialled);
    expect(bench.agent('1001')).toMatchObject({ state: 'NotReady', next: null });
  });

  it('has its limit shown while the call is up, as that of a skill group has', () => {
    const dialled = dial({ mode: 'optional', limitMs: 45_000 });
    const { bench } = dialled;
    expect(bench.agent('1001').wrapUpLimitMs).toBeNull();
    bench.wait(2_000);
    expect(bench.agent('1001').wrapUpLimitMs).toBe(45_000);
    hangUp(dialled);
    expect(bench.agent('1001').wrapUpLimitMs).toBeNull();
    const session = bench.seat('1002', '5002', 'hardphone', 'Ready');
    const callId = bench.place('8001');
    bench.send(session, { type: 'AnswerCallRequest', callId });
    expect(bench.agent('1002').wrapUpLimitMs).toBe(30_000);
  });

  it('that is not allowed cannot be chosen, and the refusal says why', () => {
    const { bench, session } = dial({ mode: 'not-allowed', limitMs: null });
    bench.wait(2_000);
    expect(bitsOf(bench.agent('1001').enablement)).not.toContain('wrapUp');
    expect(bench.send(session, { type: 'SetAgentStateRequest', target: { state: 'WrapUp' } })).toMatchObject({
      code: 'notAllowedNow',
      message: expect.stringMatching(/agent desk settings .* after calls that agents dial/),
    });
  });

  it('that is not allowed leaves calls of skill groups, and consultations from them, as they are', () => {
    const bench = switchBench({ ...testPlan, outgoingWrapUp: { mode: 'not-allowed', limitMs: null } });
    const session = bench.seat('1001', '5001', 'hardphone', 'Ready');
    const callId = bench.place('8001');
    bench.send(session, { type: 'AnswerCallRequest', callId });
    bench.send(session, { type: 'ConsultationCallRequest', callId, number: '600' });
    bench.wait(2_000);
    expect(bitsOf(bench.agent('1001').enablement)).toContain('wrapUp');
    bench.send(session, { type: 'TransferCallRequest', callId });
    expect(bench.agent('1001')).toMatchObject({ state: 'WrapUp', wrapUpEndsAt: 32_000 });
  });

  it('is asked for by the call, not by a consultation from a call without it', () => {
    const bench = switchBench({ ...testPlan, outgoingWrapUp: { mode: 'required', limitMs: null } });
    const session = bench.seat('1001', '5001', 'hardphone', 'Ready');
    const callId = bench.place('8002');
    bench.send(session, { type: 'AnswerCallRequest', callId });
    bench.send(session, { type: 'ConsultationCallRequest', callId, number: '600' });
    bench.wait(2_000);
    bench.send(session, { type: 'TransferCallRequest', callId });
    expect(bench.agent('1001').state).toBe('Ready');
  });

  it('follows the caller of another agent, not the one who was called', () => {
    const dialled = dial({ mode: 'required', limitMs: null }, '5002');
    const { bench } = dialled;
    expect(bench.agent('1001').state).toBe('NotReady');
    const colleague = bench.seat('1002', '5002', 'hardphone');
    const again = bench.send(dialled.session, { type: 'MakeCallRequest', number: '5002' });
    const callId = again.type === 'RequestConf' ? (again.callId ?? '') : '';
    bench.send(colleague, { type: 'AnswerCallRequest', callId });
    hangUp({ ...dialled, callId });
    expect([bench.agent('1001').state, bench.agent('1002').state]).toEqual(['WrapUp', 'NotReady']);
  });
});
