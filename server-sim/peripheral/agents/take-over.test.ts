import { describe, expect, it } from 'vitest';
import { delivered, inShort, logInAs, switchBench } from '../testing/switch-bench.ts';

describe('taking over', () => {
  it('is refused without being asked for, naming desk, device and since', () => {
    const bench = switchBench();
    bench.seat('1001', '5001');
    const other = bench.attach('1001', 'other');
    expect(delivered(bench.taken(), other)[1]).toMatchObject({
      loggedInElsewhere: { desk: 'PC of desk-1001', device: '5001', since: 0 },
    });
    expect(bench.send(other, logInAs('1001', '5002'))).toMatchObject({
      code: 'agentLoggedInElsewhere',
      details: { desk: 'PC of desk-1001', device: '5001', since: '1970-01-01T00:00:00.000Z' },
    });
  });

  it('with the same device keeps state and calls, and tells the first desk by whom', () => {
    const bench = switchBench();
    const first = bench.seat('1001', '5001', 'softphone', 'Ready');
    const callId = bench.place('8001');
    bench.report({ type: 'answered', legId: bench.leg('1001', callId) });
    const other = bench.attach('1001', 'other');
    bench.taken();
    bench.send(other, logInAs('1001', '5001', 'softphone', true));
    const outputs = bench.taken();
    expect(delivered(outputs, first)).toEqual([
      { type: 'DisplacedEvent', time: 0, by: { desk: 'PC of other', device: '5001' } },
    ]);
    expect(delivered(outputs, other).at(-1)).toMatchObject({ calls: [{ callId, connection: 'Connected' }] });
    expect(bench.agent('1001').state).toBe('Talking');
  });

  it('with another device leaves a call on the first phone, and begins Not Ready', () => {
    const bench = switchBench();
    bench.seat('1001', '5001', 'softphone', 'Ready');
    const callId = bench.place('8001');
    const legId = bench.leg('1001', callId);
    bench.report({ type: 'answered', legId });
    const other = bench.attach('1001', 'other');
    bench.taken();
    bench.send(other, logInAs('1001', '5002', 'softphone', true));
    const outputs = bench.taken();
    expect(outputs.filter(({ type }) => type === 'order')).toEqual([]);
    const answers = delivered(outputs, other);
    expect(inShort(answers)).toEqual(['RequestConf', 'NotReady', 'SnapshotDeviceConf', 'SnapshotCallsConf']);
    expect(answers.at(-1)).toMatchObject({ calls: [] });
    expect(bench.agent('1001')).toMatchObject({ state: 'NotReady', reasonCode: null, device: '5002' });
    const reasons = outputs.flatMap((one) =>
      one.type === 'happened' && one.event.type === 'agentState' ? [one.event.detail.reasonCode] : [],
    );
    expect(reasons).toEqual([50_020, null]);
    expect(bench.state().calls.get(callId)?.parties).toHaveLength(2);
    bench.report({ type: 'released', legId, reason: 'BYE' });
    expect(bench.state().calls.get(callId)).toBeUndefined();
  });

  it('with another device sends a ringing call back to its queue', () => {
    const bench = switchBench();
    bench.seat('1001', '5001', 'softphone', 'Ready');
    bench.seat('1002', '5003', 'softphone', 'NotReady');
    const callId = bench.place('8001');
    bench.send(bench.attach('1001', 'other'), logInAs('1001', '5002', 'softphone', true));
    expect(bench.state().queues.get(1)).toEqual([callId]);
    expect(bench.agent('1001')).toMatchObject({ state: 'NotReady', reasonCode: null });
  });

  it('is not done a second time by a repeat of the request', () => {
    const bench = switchBench();
    bench.seat('1001', '5001');
    const other = bench.attach('1001', 'other');
    const request = { ...logInAs('1001', '5001', 'softphone', true), id: 'take' };
    expect(bench.send(other, request).type).toBe('RequestConf');
    const back = bench.attach('1001');
    expect(bench.send(back, logInAs('1001', '5001', 'softphone', true)).type).toBe('RequestConf');
    expect(bench.send(other, request)).toMatchObject({ code: 'agentLoggedInElsewhere' });
    expect(bench.state().agents.get('1001')?.desk?.id).toBe('desk-1001');
  });

  it('leaves the displaced desk nothing but its notes', () => {
    const bench = switchBench();
    const first = bench.seat('1001', '5001', 'softphone', 'Ready');
    const callId = bench.place('8001');
    bench.report({ type: 'answered', legId: bench.leg('1001', callId) });
    bench.send(bench.attach('1001', 'other'), logInAs('1001', '5001', 'softphone', true));
    bench.taken();
    expect(bench.send(first, { type: 'ReleaseCallRequest', callId })).toMatchObject({ code: 'notLoggedIn' });
    const notes = { type: 'SetCallDataRequest', callId, disposition: 1, notes: 'mine' } as const;
    expect(bench.send(first, notes).type).toBe('RequestConf');
    bench.put({ type: 'farEndHangsUp', callId, party: null });
    expect(inShort(delivered(bench.taken(), first))).toEqual(['FailureConf', 'RequestConf']);
  });
});
