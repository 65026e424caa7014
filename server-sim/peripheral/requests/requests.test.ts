import { describe, expect, it } from 'vitest';
import type { SwitchPlan } from '../../links/switch-control.ts';
import { listCalls } from '../calls/switch-calls.ts';
import { endedCall } from '../core/ended-calls.ts';
import { delivered, logInAs, ordersIn, type SwitchBench, switchBench } from '../testing/switch-bench.ts';

function ended(): { bench: SwitchBench; session: string; callId: string } {
  const bench = switchBench();
  const session = bench.seat('1001', '5001', 'softphone', 'Ready');
  const callId = bench.place('8001');
  bench.report({ type: 'answered', legId: bench.leg('1001', callId) });
  bench.put({ type: 'farEndHangsUp', callId, party: null });
  return { bench, session, callId };
}

describe('a repeated request', () => {
  it('is never carried out twice, and gets the same answer', () => {
    const bench = switchBench();
    const session = bench.seat('1001', '5001');
    bench.taken();
    const request = { type: 'MakeCallRequest', id: 'once', number: '600' } as const;
    const first = bench.send(session, request);
    expect(bench.send(session, request)).toEqual(first);
    expect(first).toMatchObject({ callId: expect.any(String) });
    expect(ordersIn(bench.taken())).toHaveLength(1);
  });

  it('is known after a failover to the other side', () => {
    const bench = switchBench();
    const session = bench.seat('1001', '5001');
    const first = bench.send(session, { type: 'MakeCallRequest', id: 'once', number: '600' });
    bench.put({ type: 'detach', sessionId: session });
    const other = bench.attach('1001', 'desk-1001', 'B');
    bench.send(other, logInAs('1001', '5001'));
    expect(bench.send(other, { type: 'MakeCallRequest', id: 'once', number: '600' })).toEqual(first);
    expect(bench.calls('1001')).toHaveLength(1);
  });

  it('of a logout is confirmed again though he is logged out', () => {
    const bench = switchBench();
    const session = bench.seat('1001', '5001');
    const request = { type: 'LogOutRequest', id: 'out', reasonCode: 1 } as const;
    expect(bench.send(session, request)).toEqual(bench.send(session, request));
  });

  it('keeps its refusal', () => {
    const bench = switchBench();
    const session = bench.seat('1001', '5001');
    const request = { type: 'SetAgentStateRequest', id: 'w', target: { state: 'WrapUp' } } as const;
    const first = bench.send(session, request);
    const callId = bench.place('5001');
    bench.report({ type: 'answered', legId: bench.leg('1001', callId) });
    expect(bench.send(session, request)).toEqual(first);
  });

  it('is told apart by desk, for two desks may count alike', () => {
    const bench = switchBench();
    const first = bench.seat('1001', '5001');
    bench.send(first, { type: 'LogOutRequest', id: '1', reasonCode: null });
    const second = bench.attach('1001', 'other');
    bench.send(second, logInAs('1001', '5001'));
    expect(bench.send(second, { type: 'MakeCallRequest', id: '1', number: '600' })).toHaveProperty('callId');
  });

  it('is remembered among the last 1,000, and not for ever', () => {
    const bench = switchBench();
    const session = bench.seat('1001', '5001');
    const choose = (reasonCode: number): void => {
      const target = { state: 'NotReady', reasonCode } as const;
      bench.send(session, { type: 'SetAgentStateRequest', id: `n${reasonCode}`, target });
    };
    for (let code = 1; code <= 1_000; code += 1) choose(code);
    choose(1);
    expect(bench.agent('1001').reasonCode).toBe(1_000);
    for (let code = 1_001; code <= 1_100; code += 1) choose(code);
    choose(1);
    expect(bench.agent('1001').reasonCode).toBe(1);
  });
});

describe('what the agent wrote', () => {
  const notes = { type: 'SetCallDataRequest', id: 'notes', disposition: 3, notes: 'called back' } as const;

  it('is kept with the call, long after it is over', () => {
    const { bench, session, callId } = ended();
    bench.wait(3_600_000);
    expect(bench.send(session, { ...notes, callId })).toEqual({ type: 'RequestConf', id: 'notes' });
    expect(listCalls(bench.state())[0]?.wrapUp).toEqual([
      { agentId: '1001', disposition: 3, notes: 'called back', at: 3_600_000 },
    ]);
  });

  it('is kept once, whatever desk repeats it', () => {
    const { bench, session, callId } = ended();
    bench.send(session, { ...notes, callId });
    bench.send(session, { ...notes, callId });
    const other = bench.attach('1001', 'other');
    bench.send(other, logInAs('1001', '5001', 'softphone', true));
    expect(bench.send(other, { ...notes, callId }).type).toBe('RequestConf');
    expect(listCalls(bench.state())[0]?.wrapUp).toHaveLength(1);
  });

  it('is taken when he is logged out, from a desk that had logged him in', () => {
    const { bench, session, callId } = ended();
    bench.choose(session, { state: 'NotReady', reasonCode: null });
    bench.send(session, { type: 'LogOutRequest', reasonCode: null });
    expect(bench.send(session, { ...notes, callId }).type).toBe('RequestConf');
    const stranger = bench.attach('1001', 'stranger');
    expect(bench.send(stranger, { ...notes, callId, id: 'other' })).toMatchObject({ code: 'notLoggedIn' });
  });

  it('is refused for a call he was not in', () => {
    const { bench, callId } = ended();
    const other = bench.seat('1002', '5002');
    expect(bench.send(other, { ...notes, callId })).toMatchObject({
      code: 'unknownCall',
      details: { callId },
    });
  });

  it('may be written in the call, and is not shown to anybody else', () => {
    const bench = switchBench();
    const session = bench.seat('1001', '5001', 'softphone', 'Ready');
    const callId = bench.place('8001');
    bench.report({ type: 'answered', legId: bench.leg('1001', callId) });
    bench.taken();
    bench.send(session, { ...notes, callId });
    expect(delivered(bench.taken(), session)).toEqual([{ type: 'RequestConf', id: 'notes' }]);
    bench.put({ type: 'farEndHangsUp', callId, party: null });
    expect(endedCall(bench.state(), callId)?.wrapUp).toHaveLength(1);
  });
});

describe('a request about a call', () => {
  it('that is over, or not his, is refused by name', () => {
    const { bench, session, callId } = ended();
    expect(bench.send(session, { type: 'ReleaseCallRequest', callId })).toMatchObject({
      code: 'unknownCall',
      message: expect.stringContaining(callId),
    });
  });
});

describe('a reset', () => {
  it('ends every call, logs everybody out, and begins anew from the plan', () => {
    const bench = switchBench();
    const session = bench.seat('1001', '5001', 'softphone', 'Ready');
    const callId = bench.place('8001');
    bench.report({ type: 'answered', legId: bench.leg('1001', callId) });
    const queued = bench.place('8001');
    bench.taken();
    const plan = planOfTwo();
    bench.put({ type: 'reset', plan });
    const outputs = bench.taken();
    expect(delivered(outputs, session).map(({ type }) => type)).toEqual(['CallEvent', 'AgentStateEvent']);
    expect(ordersIn(outputs)).toMatchObject([{ type: 'release' }]);
    expect([...bench.state().agents.keys()]).toEqual(['7']);
    expect(bench.state().calls.size + bench.state().endedCalls.length).toBe(0);
    expect(bench.state().queues.get(9)).toEqual([]);
    expect([callId, queued]).not.toContain(bench.place('9000'));
    const fresh = bench.attach('7');
    expect(bench.send(fresh, logInAs('7', '5001', 'softphone', false, 'p')).type).toBe('RequestConf');
    expect(bench.state().devices.get('5001')?.registrations).toEqual(['A']);
  });
});

function planOfTwo(): SwitchPlan {
  return {
    peripheralId: 5000,
    ringback: 'european',
    outgoingWrapUp: { mode: 'optional', limitMs: null },
    desktopLostMs: 1_000,
    agents: [{ agentId: '7', name: 'Gil', password: 'p', skillGroups: [9] }],
    devices: [{ device: '5001', sipPassword: 'x' }],
    skillGroups: [{ id: 9, name: 'New', number: '9000', noAnswerMs: 1_000, wrapUpMs: 0 }],
    farEnds: [],
  };
}
