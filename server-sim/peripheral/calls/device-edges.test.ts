import { describe, expect, it } from 'vitest';
import { ordersIn, switchBench } from '../testing/switch-bench.ts';

describe('a phone that moves to another edge', () => {
  it('is called where it registered most recently', () => {
    const bench = switchBench();
    bench.seat('1001', '5001', 'softphone', 'Ready');
    bench.register('5001', 'B');
    bench.taken();
    bench.place('8001');
    expect(ordersIn(bench.taken())).toMatchObject([{ type: 'offer', edge: 'B' }]);
    bench.report({ type: 'unregistered', device: '5001', side: 'B', cause: 'x' });
    expect(bench.state().devices.get('5001')?.registrations).toEqual(['A']);
  });

  it('while it rings is offered the call again there, as the same call', () => {
    const bench = switchBench();
    bench.seat('1001', '5001', 'softphone', 'Ready');
    const callId = bench.place('8001');
    const before = bench.leg('1001', callId);
    const party = bench.state().calls.get(callId)?.parties.at(-1)?.partyId;
    bench.taken();
    bench.register('5001', 'B');
    const after = bench.leg('1001', callId);
    expect(ordersIn(bench.taken())).toMatchObject([
      { type: 'release', edge: 'A', legId: before },
      { type: 'offer', edge: 'B', legId: after, callId },
    ]);
    expect(after).not.toBe(before);
    expect(bench.state().calls.get(callId)?.parties.at(-1)?.partyId).toBe(party);
    bench.report({ type: 'refused', legId: before, status: 487, reason: 'Cancelled' });
    bench.report({ type: 'answered', legId: after });
    expect(bench.agent('1001').state).toBe('Talking');
  });

  it('after its edge was killed is offered the call again when the edge is back', () => {
    const bench = switchBench();
    bench.seat('1001', '5001', 'softphone', 'Ready');
    const callId = bench.place('8001');
    bench.put({ type: 'edgeLost', side: 'A' });
    bench.taken();
    bench.register('5001', 'A');
    expect(ordersIn(bench.taken())).toMatchObject([{ type: 'offer', edge: 'A', callId }]);
  });

  it('in a call goes on with it, and is released at both edges', () => {
    const bench = switchBench();
    bench.seat('1001', '5001', 'softphone', 'Ready');
    const callId = bench.place('8001');
    const legId = bench.leg('1001', callId);
    bench.report({ type: 'answered', legId });
    bench.put({ type: 'edgeLost', side: 'A' });
    bench.register('5001', 'B');
    expect(bench.agent('1001').state).toBe('Talking');
    bench.taken();
    bench.put({ type: 'farEndHangsUp', callId, party: null });
    expect(ordersIn(bench.taken())).toMatchObject([
      { type: 'release', edge: 'A', legId },
      { type: 'release', edge: 'B', legId },
    ]);
  });
});
