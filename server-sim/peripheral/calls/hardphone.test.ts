import { describe, expect, it } from 'vitest';
import { ordersIn, switchBench } from '../testing/switch-bench.ts';

describe('a hardphone', () => {
  it('rings, answers, holds, retrieves and releases by CTI alone', () => {
    const bench = switchBench();
    const session = bench.seat('1001', '5001', 'hardphone', 'Ready');
    const callId = bench.place('8001');
    expect(bench.agent('1001').state).toBe('Reserved');
    bench.send(session, { type: 'AnswerCallRequest', callId });
    expect(bench.agent('1001').state).toBe('Talking');
    bench.send(session, { type: 'HoldCallRequest', callId });
    expect(bench.agent('1001').state).toBe('Hold');
    bench.send(session, { type: 'RetrieveCallRequest', callId });
    expect(bench.agent('1001').state).toBe('Talking');
    bench.send(session, { type: 'ReleaseCallRequest', callId });
    expect(bench.agent('1001').state).toBe('WrapUp');
    expect(ordersIn(bench.taken())).toEqual([]);
  });

  it('has no wire: media stands in for its microphone from its answer to its end', () => {
    const bench = switchBench();
    const session = bench.seat('1001', '5001', 'hardphone');
    const inbound = bench.place('5001');
    const own = bench.leg('1001', inbound);
    bench.taken();
    bench.send(session, { type: 'AnswerCallRequest', callId: inbound });
    const silence = { type: 'silence' } as const;
    expect(bench.taken()).toContainEqual({
      type: 'media',
      order: { type: 'addFarEnd', legId: own, voice: silence },
    });
    bench.send(session, { type: 'ReleaseCallRequest', callId: inbound });
    expect(bench.taken()).toContainEqual({ type: 'media', order: { type: 'removeLeg', legId: own } });
    const answer = bench.send(session, { type: 'MakeCallRequest', number: '603' });
    const legId = bench.leg('1001', answer.type === 'RequestConf' ? (answer.callId ?? '') : '');
    expect(bench.taken()).toContainEqual({
      type: 'media',
      order: { type: 'addFarEnd', legId, voice: silence },
    });
  });

  it('has one earpiece: answering a second call holds the first', () => {
    const bench = switchBench();
    const session = bench.seat('1001', '5001', 'hardphone');
    const first = bench.place('5001');
    bench.send(session, { type: 'AnswerCallRequest', callId: first });
    const second = bench.place('5001');
    bench.send(session, { type: 'AnswerCallRequest', callId: second });
    expect(bench.calls('1001').map(({ connection }) => connection)).toEqual(['Held', 'Connected']);
    bench.send(session, { type: 'RetrieveCallRequest', callId: first });
    expect(bench.calls('1001').map(({ connection }) => connection)).toEqual(['Connected', 'Held']);
  });

  it.each(['AnswerCallRequest', 'HoldCallRequest', 'RetrieveCallRequest'] as const)(
    'alone takes %s: a softphone does it itself',
    (type) => {
      const bench = switchBench();
      const session = bench.seat('1001', '5001', 'softphone', 'Ready');
      const callId = bench.place('8001');
      if (type !== 'AnswerCallRequest') bench.report({ type: 'answered', legId: bench.leg('1001', callId) });
      if (type === 'RetrieveCallRequest') bench.report({ type: 'held', legId: bench.leg('1001', callId) });
      expect(bench.send(session, { type, callId })).toMatchObject({
        code: 'notAllowedNow',
        message: expect.stringMatching(/5001 is a softphone/),
      });
    },
  );
});
