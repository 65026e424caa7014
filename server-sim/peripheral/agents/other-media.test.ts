import { describe, expect, it } from 'vitest';
import { switchBench } from '../testing/switch-bench.ts';

type Bench = ReturnType<typeof switchBench>;

function choices(bench: Bench): readonly unknown[] {
  return bench
    .taken()
    .flatMap((one) =>
      one.type === 'happened' && one.event.type === 'agentChoice' ? [one.event.detail] : [],
    );
}

describe('an agent who is logged in for chats and action items alone', () => {
  it('is Ready, and no call of a skill group is routed to him; one to his device rings', () => {
    const bench = switchBench();
    const session = bench.seat('1001', '5001');
    bench.send(session, {
      type: 'SetAgentStateRequest',
      target: { state: 'Login', ...login, withVoice: false },
    });
    bench.send(session, { type: 'SetAgentStateRequest', target: { state: 'Ready' } });
    const routed = bench.place('8001');
    expect(bench.agent('1001').state).toBe('Ready');
    expect(bench.state().queues.get(1)).toEqual([routed]);
    bench.place('5001');
    expect(bench.call('1001')).toMatchObject({ type: 'direct' });
  });

  it('needs no phone to be Ready, and stays so without one', () => {
    const bench = switchBench();
    const session = bench.attach('1001');
    const target = { state: 'Login', ...login, withVoice: false } as const;
    bench.send(session, { type: 'SetAgentStateRequest', target });
    bench.choose(session, { state: 'Ready' });
    bench.wait(600_000);
    expect(bench.agent('1001').state).toBe('Ready');
    bench.send(session, { type: 'SetAgentStateRequest', target: { ...target, withVoice: true } });
    bench.wait(600_000);
    expect(bench.agent('1001')).toMatchObject({ state: 'NotReady', reasonCode: 50_003 });
  });

  it('is routed calls again when he logs in with voice', () => {
    const bench = switchBench();
    const session = bench.seat('1001', '5001');
    bench.send(session, {
      type: 'SetAgentStateRequest',
      target: { state: 'Login', ...login, withVoice: false },
    });
    bench.send(session, { type: 'SetAgentStateRequest', target: { state: 'Ready' } });
    bench.place('8001');
    bench.send(session, {
      type: 'SetAgentStateRequest',
      target: { state: 'Login', ...login, withVoice: true },
    });
    expect(bench.agent('1001').state).toBe('Reserved');
  });
});

describe('an agent whose calls are held back', () => {
  it('stays Ready, and is routed the waiting call when they are not any more', () => {
    const bench = switchBench();
    bench.seat('1001', '5001', 'softphone', 'Ready');
    bench.put({ type: 'holdVoice', agentId: '1001', isHeld: true });
    bench.place('8001');
    expect(bench.agent('1001').state).toBe('Ready');
    bench.put({ type: 'holdVoice', agentId: '1001', isHeld: false });
    expect(bench.agent('1001').state).toBe('Reserved');
  });
});

describe('what an agent chose', () => {
  it('is told with who chose it, at once and also in a call; what the switch sets is not', () => {
    const bench = switchBench();
    const session = bench.seat('1001', '5001');
    bench.taken();
    bench.send(session, { type: 'SetAgentStateRequest', target: { state: 'Ready' } });
    expect(choices(bench)).toEqual([{ state: 'Ready', reasonCode: null, by: 'agent' }]);
    bench.place('8001');
    bench.send(session, { type: 'SetAgentStateRequest', target: { state: 'NotReady', reasonCode: 4 } });
    expect(choices(bench)).toEqual([{ state: 'NotReady', reasonCode: 4, by: 'agent' }]);
    bench.wait(12_000);
    expect(bench.agent('1001').reasonCode).toBe(32_767);
    expect(choices(bench)).toEqual([]);
    bench.put({ type: 'supervise', agentId: '1001', state: 'NotReady', reasonCode: null });
    expect(choices(bench)).toEqual([{ state: 'NotReady', reasonCode: 999, by: 'supervisor' }]);
  });

  it('is told of Ready in wrap-up, and not of a wrap-up that is finished', () => {
    for (const [finished, told] of [
      [{}, 1],
      [{ finishesWrapUp: true }, 0],
    ] as const) {
      const bench = switchBench();
      const session = bench.seat('1001', '5001', 'softphone', 'Ready');
      const callId = bench.place('8001');
      bench.report({ type: 'answered', legId: bench.leg('1001', callId) });
      bench.put({ type: 'farEndHangsUp', callId, party: null });
      expect(bench.agent('1001').state).toBe('WrapUp');
      bench.taken();
      bench.send(session, { type: 'SetAgentStateRequest', target: { state: 'Ready' }, ...finished });
      expect(bench.agent('1001').state).toBe('Ready');
      expect(choices(bench)).toHaveLength(told);
    }
  });

  it('is told once, though it be asked for again under its id', () => {
    const bench = switchBench();
    const session = bench.seat('1001', '5001');
    bench.taken();
    for (const _ of [1, 2]) {
      bench.send(session, { type: 'SetAgentStateRequest', id: 'once', target: { state: 'Ready' } });
    }
    expect(choices(bench)).toHaveLength(1);
  });
});

const login = {
  agentId: '1001',
  password: 'a',
  device: '5001',
  phone: 'softphone',
  takeOver: false,
} as const;
