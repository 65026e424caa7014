import { describe, expect, it } from 'vitest';
import { systemReason } from '../../../contract/cti/system-reasons.ts';
import { bitsOf, delivered, inShort, type SwitchBench, switchBench } from '../testing/switch-bench.ts';

function talking(group = '8001'): { bench: SwitchBench; session: string; callId: string } {
  const bench = switchBench();
  const session = bench.seat('1001', '5001', 'softphone', 'Ready');
  const callId = bench.place(group);
  bench.report({ type: 'answered', legId: bench.leg('1001', callId) });
  return { bench, session, callId };
}

describe('choosing a state', () => {
  it('is confirmed first; the change itself is the event', () => {
    const bench = switchBench();
    const session = bench.seat('1001', '5001');
    bench.taken();
    bench.choose(session, { state: 'Ready' });
    expect(inShort(delivered(bench.taken(), session))).toEqual(['RequestConf', 'Ready']);
  });

  it('takes a reason code, and a new one begins a new state', () => {
    const bench = switchBench();
    const session = bench.seat('1001', '5001');
    bench.wait(10);
    bench.choose(session, { state: 'NotReady', reasonCode: 7 });
    expect(bench.agent('1001')).toMatchObject({ state: 'NotReady', reasonCode: 7, since: 10 });
    bench.wait(10);
    bench.choose(session, { state: 'NotReady', reasonCode: 7 });
    expect(bench.agent('1001').since).toBe(10);
  });

  it('refuses Ready while the softphone is registered nowhere', () => {
    const bench = switchBench();
    const session = bench.seat('1001', '5001');
    bench.report({ type: 'unregistered', device: '5001', side: 'A', cause: 'expired' });
    const answer = bench.send(session, { type: 'SetAgentStateRequest', target: { state: 'Ready' } });
    expect(answer).toMatchObject({
      code: 'phoneNotRegistered',
      message: expect.stringMatching(/phone 5001 is not registered/),
      details: { device: '5001' },
    });
    expect(bitsOf(bench.agent('1001').enablement)).not.toContain('ready');
    bench.register('5001', 'B');
    bench.choose(session, { state: 'Ready' });
    expect(bench.agent('1001').state).toBe('Ready');
  });

  it('refuses Wrap-up outside a call', () => {
    const bench = switchBench();
    const session = bench.seat('1001', '5001');
    expect(bench.send(session, { type: 'SetAgentStateRequest', target: { state: 'WrapUp' } })).toMatchObject({
      code: 'notAllowedNow',
    });
  });

  it.each([
    [{ state: 'Ready' }, { state: 'Ready', reasonCode: null }],
    [
      { state: 'NotReady', reasonCode: 4 },
      { state: 'NotReady', reasonCode: 4 },
    ],
    [{ state: 'WrapUp' }, { state: 'WrapUp' }],
  ] as const)('in a call is what comes next: %j', (target, after) => {
    const { bench, session, callId } = talking();
    bench.choose(session, target);
    expect(bench.agent('1001')).toMatchObject({ state: 'Talking', next: target });
    bench.put({ type: 'farEndHangsUp', callId, party: null });
    expect(bench.agent('1001')).toMatchObject(after);
  });

  it('while Reserved is what comes next, and shows', () => {
    const bench = switchBench();
    const session = bench.seat('1001', '5001', 'softphone', 'Ready');
    const callId = bench.place('8001');
    bench.choose(session, { state: 'NotReady', reasonCode: 4 });
    expect(bench.agent('1001')).toMatchObject({
      state: 'Reserved',
      next: { state: 'NotReady', reasonCode: 4 },
    });
    bench.put({ type: 'farEndHangsUp', callId, party: null });
    expect(bench.agent('1001')).toMatchObject({ state: 'NotReady', reasonCode: 4, next: null });
  });

  it('of wrap-up comes to nothing where there was no call to wrap up', () => {
    const bench = switchBench();
    const session = bench.seat('1001', '5001', 'softphone', 'Ready');
    const callId = bench.place('8001');
    bench.choose(session, { state: 'WrapUp' });
    bench.put({ type: 'farEndHangsUp', callId, party: null });
    expect(bench.agent('1001').state).toBe('Ready');
  });
});

describe('wrap-up', () => {
  it('follows a call of a skill group that has it, and says so during the call', () => {
    const { bench, callId } = talking();
    expect(bench.agent('1001').next).toEqual({ state: 'WrapUp' });
    bench.wait(1_000);
    bench.put({ type: 'farEndHangsUp', callId, party: null });
    expect(bench.agent('1001')).toMatchObject({
      state: 'WrapUp',
      since: 1_000,
      wrapUpEndsAt: 31_000,
      next: { state: 'Ready' },
    });
  });

  it('does not follow a call of a skill group without it', () => {
    const { bench, callId } = talking('8002');
    expect(bench.agent('1001').next).toBeNull();
    bench.put({ type: 'farEndHangsUp', callId, party: null });
    expect(bench.agent('1001')).toMatchObject({ state: 'Ready', wrapUpEndsAt: null });
  });

  it('ends by its limit in the state before the call', () => {
    const { bench, callId } = talking();
    bench.put({ type: 'farEndHangsUp', callId, party: null });
    bench.wait(29_999);
    expect(bench.agent('1001').state).toBe('WrapUp');
    bench.wait(1);
    expect(bench.agent('1001')).toMatchObject({
      state: 'Ready',
      since: 30_000,
      next: null,
      wrapUpEndsAt: null,
    });
  });

  it('ends at once in the state that is chosen', () => {
    const { bench, session, callId } = talking();
    bench.put({ type: 'farEndHangsUp', callId, party: null });
    bench.choose(session, { state: 'NotReady', reasonCode: 2 });
    expect(bench.agent('1001')).toMatchObject({ state: 'NotReady', reasonCode: 2, wrapUpEndsAt: null });
    bench.wait(60_000);
    expect(bench.agent('1001').state).toBe('NotReady');
  });

  it('goes back to Not Ready with its reason after a direct call in Not Ready', () => {
    const bench = switchBench();
    const session = bench.seat('1001', '5001');
    bench.choose(session, { state: 'NotReady', reasonCode: 5 });
    const callId = bench.place('5001');
    bench.report({ type: 'answered', legId: bench.leg('1001', callId) });
    expect(bench.agent('1001').state).toBe('Talking');
    bench.put({ type: 'farEndHangsUp', callId, party: null });
    expect(bench.agent('1001')).toMatchObject({ state: 'NotReady', reasonCode: 5 });
  });

  it('without a limit lasts until a state is chosen', () => {
    const { bench, session, callId } = talking('8002');
    bench.choose(session, { state: 'WrapUp' });
    bench.put({ type: 'farEndHangsUp', callId, party: null });
    expect(bench.agent('1001')).toMatchObject({ state: 'WrapUp', wrapUpEndsAt: null });
    bench.wait(3_600_000);
    bench.choose(session, { state: 'Ready' });
    expect(bench.agent('1001').state).toBe('Ready');
  });

  it('that a direct call interrupts goes on to where it would have gone', () => {
    const { bench, callId } = talking();
    bench.put({ type: 'farEndHangsUp', callId, party: null });
    const direct = bench.place('5001');
    bench.report({ type: 'answered', legId: bench.leg('1001', direct) });
    expect(bench.agent('1001')).toMatchObject({ state: 'Talking', wrapUpEndsAt: null });
    bench.put({ type: 'farEndHangsUp', callId: direct, party: null });
    expect(bench.agent('1001').state).toBe('Ready');
  });
});

describe('the phone out of service', () => {
  it('keeps a Ready agent from calls, and sets him Not Ready with 50003 after 10 s', () => {
    const bench = switchBench();
    bench.seat('1001', '5001', 'softphone', 'Ready');
    bench.wait(1_000);
    bench.report({ type: 'unregistered', device: '5001', side: 'A', cause: 'connection lost' });
    const callId = bench.place('8001');
    bench.wait(9_999);
    expect(bench.agent('1001').state).toBe('Ready');
    expect(bench.state().queues.get(1)).toEqual([callId]);
    bench.wait(1);
    expect(bench.agent('1001')).toMatchObject({ state: 'NotReady', reasonCode: 50_003, since: 11_000 });
  });

  it('gives an agent who becomes Ready by himself the same 10 s', () => {
    const { bench, callId } = talking();
    bench.report({ type: 'unregistered', device: '5001', side: 'A', cause: 'connection lost' });
    bench.wait(60_000);
    bench.put({ type: 'farEndHangsUp', callId, party: null });
    bench.wait(30_000);
    expect(bench.agent('1001')).toMatchObject({ state: 'Ready', since: 90_000 });
    bench.wait(10_000);
    expect(bench.agent('1001')).toMatchObject({ state: 'NotReady', reasonCode: 50_003, since: 100_000 });
  });

  it('for a moment does no harm: back at another edge, the waiting call rings there', () => {
    const bench = switchBench();
    bench.seat('1001', '5001', 'softphone', 'Ready');
    bench.put({ type: 'edgeLost', side: 'A' });
    bench.place('8001');
    bench.wait(5_000);
    bench.register('5001', 'B');
    expect(bench.agent('1001').state).toBe('Reserved');
    bench.wait(6_000);
    expect(bench.agent('1001').reasonCode).not.toBe(50_003);
  });

  it('means nothing to a hardphone, and nothing to an agent who is Not Ready', () => {
    const bench = switchBench();
    bench.seat('1001', '5001', 'hardphone', 'Ready');
    bench.seat('1002', '5002', 'softphone');
    bench.report({ type: 'unregistered', device: '5002', side: 'A', cause: 'x' });
    bench.wait(60_000);
    expect(bench.agent('1001').state).toBe('Ready');
    expect(bench.agent('1002')).toMatchObject({ state: 'NotReady', reasonCode: null });
  });
});

describe('the enablement mask of the agent', () => {
  const inAnyCall = ['notReady', 'notReadyWithReason', 'ready', 'wrapUp'];
  it('is exact in each state', () => {
    const bench = switchBench();
    const mask = (): readonly string[] => bitsOf(bench.agent('1001').enablement);
    expect(mask()).toEqual(['logIn']);
    const session = bench.seat('1001', '5001');
    expect(mask()).toEqual(['logOut', 'makeCall', 'notReady', 'notReadyWithReason', 'ready']);
    bench.choose(session, { state: 'Ready' });
    expect(mask()).toEqual(['makeCall', 'notReady', 'notReadyWithReason']);
    const callId = bench.place('8001');
    expect([bench.agent('1001').state, ...mask()]).toEqual(['Reserved', ...inAnyCall]);
    const legId = bench.leg('1001', callId);
    bench.report({ type: 'answered', legId });
    expect([bench.agent('1001').state, ...mask()]).toEqual(['Talking', ...inAnyCall]);
    bench.report({ type: 'held', legId });
    expect([bench.agent('1001').state, ...mask()]).toEqual(['Hold', ...inAnyCall]);
    bench.put({ type: 'farEndHangsUp', callId, party: null });
    expect([bench.agent('1001').state, ...mask()]).toEqual([
      'WrapUp',
      'notReady',
      'notReadyWithReason',
      'ready',
    ]);
  });

  it('changes with the phone, and the desk is told', () => {
    const bench = switchBench();
    const session = bench.seat('1001', '5001');
    bench.taken();
    bench.report({ type: 'unregistered', device: '5001', side: 'A', cause: 'x' });
    expect(bitsOf(bench.agent('1001').enablement)).toEqual(['logOut', 'notReady', 'notReadyWithReason']);
    expect(inShort(delivered(bench.taken(), session))).toEqual(['NotReady']);
  });
});

describe("a supervisor's hand", () => {
  it('sets the state at once, or as what comes next', () => {
    const { bench, callId } = talking();
    bench.put({ type: 'supervise', agentId: '1001', state: 'NotReady', reasonCode: null });
    expect(bench.agent('1001')).toMatchObject({
      state: 'Talking',
      next: { state: 'NotReady', reasonCode: 999 },
    });
    bench.put({ type: 'farEndHangsUp', callId, party: null });
    expect(bench.agent('1001')).toMatchObject({ state: 'NotReady', reasonCode: 999 });
    bench.put({ type: 'supervise', agentId: '1001', state: 'Ready', reasonCode: null });
    expect(bench.agent('1001').state).toBe('Ready');
    bench.put({ type: 'supervise', agentId: '1001', state: 'LoggedOut', reasonCode: null });
    expect(bench.agent('1001')).toMatchObject({ state: 'LoggedOut', reasonCode: 999, device: null });
  });

  it.each([
    [systemReason.sessionsFull, 'WrapUp'],
    [systemReason.httpSessionsFull, 'WrapUp'],
    [systemReason.givenBack, 'WrapUp'],
    [null, 'NotReady'],
  ] as const)('that sets Not Ready with %s in wrap-up: the agent is then in %s', (reasonCode, state) => {
    const { bench, callId } = talking();
    bench.put({ type: 'farEndHangsUp', callId, party: null });
    expect(bench.agent('1001').state).toBe('WrapUp');
    bench.put({ type: 'supervise', agentId: '1001', state: 'NotReady', reasonCode });
    expect(bench.agent('1001').state).toBe(state);
    bench.wait(60_000);
    expect(bench.agent('1001')).toMatchObject({
      state: 'NotReady',
      reasonCode: reasonCode ?? systemReason.supervisor,
    });
  });

  it.each([
    ['an unknown agent', '9', 'Ready', /no agent 9/],
    ['an agent who is logged out', '1003', 'Ready', /1003 is logged out/],
    ['a logout out of a call', '1001', 'LoggedOut', /1001 is Talking in a call/],
  ] as const)('refuses %s', (_, agentId, state, message) => {
    const { bench } = talking();
    const outputs = bench.put({ type: 'supervise', agentId, state, reasonCode: null });
    expect(outputs).toContainEqual({ type: 'refused', message: expect.stringMatching(message) });
  });
});
