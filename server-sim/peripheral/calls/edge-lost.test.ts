import { describe, expect, it } from 'vitest';
import type { SwitchOutput } from '../messages.ts';
import { ordersIn, switchBench } from '../testing/switch-bench.ts';
import { findAnsweredLeg, listLegs, liveLegsOf } from './switch-legs.ts';

const removedFromMedia = (outputs: readonly SwitchOutput[]): readonly string[] =>
  outputs.flatMap((one) => (one.type === 'media' && one.order.type === 'removeLeg' ? [one.order.legId] : []));

describe('an edge that is gone', () => {
  it('leaves no leg of a ringing call in media', () => {
    const bench = switchBench();
    bench.seat('1001', '5001', 'softphone', 'Ready');
    const callId = bench.place('8001');
    const legId = bench.leg('1001', callId);
    bench.taken();
    bench.put({ type: 'edgeLost', side: 'A' });
    expect(removedFromMedia(bench.taken())).toEqual([legId]);
  });

  it('leaves an answered leg where it is, and the switch removes it when the call ends', () => {
    const bench = switchBench();
    bench.seat('1001', '5001', 'softphone', 'Ready');
    const callId = bench.place('8001');
    const legId = bench.leg('1001', callId);
    bench.report({ type: 'answered', legId });
    bench.taken();
    bench.put({ type: 'edgeLost', side: 'A' });
    expect(removedFromMedia(bench.taken())).toEqual([]);
    bench.put({ type: 'farEndHangsUp', callId, party: null });
    expect(removedFromMedia(bench.taken())).toContain(legId);
  });

  it('ends what a device was dialling by it: its INVITE is gone', () => {
    const bench = switchBench();
    bench.seat('1001', '5001', 'softphone', 'NotReady');
    bench.report({ type: 'dialled', side: 'A', legId: 'dialled', device: '5001', number: '603' });
    expect(bench.calls('1001')).toHaveLength(1);
    bench.taken();
    bench.put({ type: 'edgeLost', side: 'A' });
    expect(bench.calls('1001')).toEqual([]);
    expect(bench.agent('1001').state).toBe('NotReady');
    expect(removedFromMedia(bench.taken())).toContain('dialled');
  });

  it('has nothing to do with what the other edge has', () => {
    const bench = switchBench();
    bench.seat('1001', '5001', 'softphone', 'Ready');
    const callId = bench.place('8001');
    bench.taken();
    bench.put({ type: 'edgeLost', side: 'B' });
    expect(bench.taken()).toEqual([]);
    expect(bench.call('1001').callId).toBe(callId);
  });
});

describe('an answered leg whose device goes on by the other edge', () => {
  function talking() {
    const bench = switchBench();
    bench.seat('1001', '5001', 'softphone', 'Ready');
    const callId = bench.place('8001');
    const legId = bench.leg('1001', callId);
    return { bench, callId, legId };
  }

  it('is found there once it was answered, held or not, and not after its end', () => {
    const { bench, callId, legId } = talking();
    expect(findAnsweredLeg(bench.state(), legId)).toBeNull();
    bench.report({ type: 'answered', legId });
    expect(findAnsweredLeg(bench.state(), legId)).toEqual({ legId, device: '5001', held: false });
    bench.report({ type: 'held', legId });
    expect(findAnsweredLeg(bench.state(), legId)).toEqual({ legId, device: '5001', held: true });
    bench.put({ type: 'farEndHangsUp', callId, party: null });
    expect(findAnsweredLeg(bench.state(), legId)).toBeNull();
    expect(findAnsweredLeg(bench.state(), 'no leg')).toBeNull();
  });

  it('is forgotten by the first edge, and released at the one that has it', () => {
    const { bench, callId, legId } = talking();
    bench.report({ type: 'answered', legId });
    bench.taken();
    bench.report({ type: 'moved', side: 'B', legId, isShared: false });
    expect(ordersIn(bench.taken())).toMatchObject([{ type: 'forget', edge: 'A', legId }]);
    bench.report({ type: 'moved', side: 'B', legId, isShared: false });
    expect(ordersIn(bench.taken())).toEqual([]);
    bench.put({ type: 'farEndHangsUp', callId, party: null });
    expect(ordersIn(bench.taken())).toContainEqual(
      expect.objectContaining({ type: 'release', edge: 'B', legId }),
    );
  });
});

describe('an answered leg whose device goes on with the dialog that the edges share', () => {
  it('is released at the edge that has it, and nothing of it is forgotten', () => {
    const bench = switchBench();
    bench.seat('1001', '5001', 'softphone', 'Ready');
    const callId = bench.place('8001');
    const legId = bench.leg('1001', callId);
    bench.report({ type: 'answered', legId });
    bench.taken();
    bench.report({ type: 'moved', side: 'B', legId, isShared: true });
    expect(ordersIn(bench.taken())).toEqual([]);
    bench.put({ type: 'farEndHangsUp', callId, party: null });
    expect(ordersIn(bench.taken())).toContainEqual(
      expect.objectContaining({ type: 'release', edge: 'B', legId }),
    );
  });
});

describe('the legs of the switch', () => {
  it('are those of calls that are not over', () => {
    const bench = switchBench();
    bench.seat('1001', '5001', 'softphone', 'Ready');
    const callId = bench.place('8001');
    const legId = bench.leg('1001', callId);
    expect(listLegs(bench.state())).toEqual([
      expect.objectContaining({ callId, kind: 'far-end', device: null, state: 'Connected' }),
      { legId, callId, device: '5001', kind: 'softphone', state: 'Alerting' },
    ]);
    expect(liveLegsOf(bench.state(), [legId, 'no leg'])).toEqual([legId]);
    bench.put({ type: 'farEndHangsUp', callId, party: null });
    expect(listLegs(bench.state())).toEqual([]);
    expect(liveLegsOf(bench.state(), [legId])).toEqual([]);
  });
});
