import { describe, expect, it } from 'vitest';
import { logInAs, switchBench } from '../testing/switch-bench.ts';

describe('a desk that is lost', () => {
  it('is offered no calls, and after a while its agent is Not Ready with 50002', () => {
    const bench = switchBench();
    const session = bench.seat('1001', '5001', 'softphone', 'Ready');
    bench.put({ type: 'detach', sessionId: session });
    bench.place('8001');
    expect(bench.agent('1001').state).toBe('Ready');
    bench.wait(59_999);
    expect(bench.agent('1001').state).toBe('Ready');
    bench.wait(1);
    expect(bench.agent('1001')).toMatchObject({ state: 'NotReady', reasonCode: 50_002, since: 60_000 });
  });

  it('that comes back in time is offered the waiting call at once', () => {
    const bench = switchBench();
    const session = bench.seat('1001', '5001', 'softphone', 'Ready');
    bench.put({ type: 'detach', sessionId: session });
    const callId = bench.place('8001');
    bench.wait(30_000);
    bench.send(bench.attach('1001'), logInAs('1001', '5001'));
    expect(bench.agent('1001').state).toBe('Reserved');
    expect(bench.call('1001').callId).toBe(callId);
    bench.wait(100_000);
    expect(bench.agent('1001').reasonCode).not.toBe(50_002);
  });

  it('in a call leaves the call alone: 50002 is what comes after', () => {
    const bench = switchBench();
    const session = bench.seat('1001', '5001', 'softphone', 'Ready');
    const callId = bench.place('8001');
    bench.report({ type: 'answered', legId: bench.leg('1001', callId) });
    bench.put({ type: 'detach', sessionId: session });
    bench.wait(60_000);
    expect(bench.agent('1001')).toMatchObject({
      state: 'Talking',
      next: { state: 'NotReady', reasonCode: 50_002 },
    });
    bench.put({ type: 'farEndHangsUp', callId, party: null });
    expect(bench.agent('1001')).toMatchObject({ state: 'NotReady', reasonCode: 50_002 });
  });

  it('in wrap-up lets it run out first', () => {
    const bench = switchBench();
    const session = bench.seat('1001', '5001', 'softphone', 'Ready');
    const callId = bench.place('8001');
    bench.report({ type: 'answered', legId: bench.leg('1001', callId) });
    bench.put({ type: 'detach', sessionId: session });
    bench.wait(59_000);
    bench.put({ type: 'farEndHangsUp', callId, party: null });
    bench.wait(1_000);
    expect(bench.agent('1001')).toMatchObject({
      state: 'WrapUp',
      next: { state: 'NotReady', reasonCode: 50_002 },
    });
    bench.wait(29_000);
    expect(bench.agent('1001')).toMatchObject({ state: 'NotReady', reasonCode: 50_002 });
  });
});
