import { describe, expect, it } from 'vitest';
import { endedCall } from '../core/ended-calls.ts';
import { switchBench } from '../testing/switch-bench.ts';

describe('direct calls', () => {
  it('ring at a device whatever its agent does, without RONA, and change no state until answered', () => {
    const bench = switchBench();
    bench.seat('1001', '5001');
    const callId = bench.place('5001');
    expect(bench.call('1001')).toMatchObject({ type: 'direct', connection: 'Alerting', noAnswerAt: null });
    bench.wait(600_000);
    expect(bench.agent('1001')).toMatchObject({ state: 'NotReady', reasonCode: null });
    bench.report({ type: 'answered', legId: bench.leg('1001', callId) });
    expect(bench.agent('1001').state).toBe('Talking');
  });

  it('keep a Ready agent from routed calls', () => {
    const bench = switchBench();
    bench.seat('1001', '5001', 'softphone', 'Ready');
    bench.place('5001');
    const routed = bench.place('8001');
    expect(bench.state().queues.get(1)).toEqual([routed]);
    expect(bench.agent('1001').state).toBe('Ready');
  });

  it('wait at a device in a call; a third is busy', () => {
    const bench = switchBench();
    const session = bench.seat('1001', '5001');
    const first = bench.place('5001');
    bench.report({ type: 'answered', legId: bench.leg('1001', first) });
    const second = bench.place('5001');
    expect(bench.calls('1001').map(({ connection }) => connection)).toEqual(['Connected', 'Alerting']);
    bench.taken();
    const third = bench.place('5001');
    expect(endedCall(bench.state(), third)?.endedAt).toBe(0);
    const over = bench
      .taken()
      .find(
        (one) => one.type === 'happened' && one.event.callId === third && one.event.detail.event === 'Over',
      );
    expect(over).toMatchObject({ event: { detail: { cause: 'busy' } } });
    expect(bench.send(session, { type: 'ReleaseCallRequest', callId: second }).type).toBe('FailureConf');
    expect(bench.send(session, { type: 'RejectCallRequest', callId: second }).type).toBe('RequestConf');
    expect(bench.agent('1001').state).toBe('Talking');
    expect(bench.calls('1001')).toHaveLength(1);
  });

  it('to a device without a phone end at once', () => {
    const bench = switchBench();
    const callId = bench.place('5004');
    expect(endedCall(bench.state(), callId)).toBeDefined();
  });
});
