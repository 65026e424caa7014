import { describe, expect, it } from 'vitest';
import { consultingBen, talk } from '../testing/consulting.ts';
import { delivered, inShort, mixesIn, ordersIn } from '../testing/switch-bench.ts';

describe('a blind transfer', () => {
  it('by the one who is consulted leaves the consultation to who began it', () => {
    const { bench, session, first, second, ben } = consultingBen();
    bench.send(ben, { type: 'SingleStepTransferRequest', callId: second, number: '600' });
    bench.wait(2_000);
    expect(bench.call('1001', 1)).toMatchObject({ type: 'consult', parties: [{ number: '600' }] });
    expect(bench.send(session, { type: 'TransferCallRequest', callId: first }).type).toBe('RequestConf');
    expect(
      bench
        .state()
        .calls.get(first)
        ?.parties.map(({ number }) => number),
    ).toEqual(['0201', '600']);
  });

  it('to a device: the agent is gone at once, the target rings with the whole history', () => {
    const { bench, session, first } = talk();
    bench.seat('1002', '5002');
    bench.wait(3_000);
    bench.taken();
    bench.send(session, { type: 'SingleStepTransferRequest', callId: first, number: '5002' });
    const outputs = bench.taken();
    const answers = delivered(outputs, session);
    expect(inShort(answers)).toEqual(['RequestConf', `End ${first}`, 'WrapUp']);
    expect(answers[1]).toMatchObject({
      call: { end: { cause: 'transferred', message: 'Transferred to 5002' } },
    });
    expect(ordersIn(outputs)).toMatchObject([
      { type: 'release' },
      { type: 'offer', device: '5002', callId: first, from: { number: '0201', name: 'Dora' } },
    ]);
    expect(bench.call('1002')).toMatchObject({
      callId: first,
      type: 'acd',
      customer: { name: 'Dora Doe' },
      variables: { account: '42' },
      noAnswerAt: null,
      segments: [
        { kind: 'queue' },
        { kind: 'alerting' },
        { kind: 'talking', endedAt: 3_000 },
        { kind: 'alerting' },
      ],
    });
  });

  it('to a skill group: queued again, with history', () => {
    const { bench, session, first } = talk();
    bench.wait(3_000);
    bench.send(session, { type: 'SingleStepTransferRequest', callId: first, number: '8002' });
    bench.wait(2_000);
    bench.seat('1003', '5003', 'softphone', 'Ready');
    expect(bench.call('1003')).toMatchObject({
      callId: first,
      skillGroup: { id: 2, name: 'Support' },
      noAnswerAt: 25_000,
      segments: [
        { kind: 'queue' },
        { kind: 'alerting' },
        { kind: 'talking' },
        { kind: 'queue', startedAt: 3_000, endedAt: 5_000 },
        { kind: 'alerting' },
      ],
    });
  });

  it('to an outside number puts the caller through', () => {
    const { bench, session, first } = talk();
    bench.send(session, { type: 'SingleStepTransferRequest', callId: first, number: '600' });
    bench.wait(2_000);
    expect(mixesIn(bench.taken()).get(first)).toHaveLength(2);
  });

  it.each([
    ['a number nobody has', '700'],
    ['a device without a phone', '5004'],
    ['his own number', '5001'],
  ])('to %s is refused before the caller is let go', (_, number) => {
    const { bench, session, first } = talk();
    expect(bench.send(session, { type: 'SingleStepTransferRequest', callId: first, number })).toMatchObject({
      code: 'badNumber',
      details: { number },
    });
    expect(bench.agent('1001').state).toBe('Talking');
  });

  it.each(['601', 'refused'])(
    'that comes to nothing (%s) puts the caller first in his queue again',
    (how) => {
      const { bench, session, first } = talk();
      bench.seat('1002', '5002');
      const number = how === 'refused' ? '5002' : how;
      bench.wait(1_000);
      const waiting = bench.place('8001');
      bench.send(session, { type: 'SingleStepTransferRequest', callId: first, number });
      if (how === 'refused') {
        bench.report({ type: 'refused', legId: bench.leg('1002', first), status: 486, reason: 'Busy Here' });
        expect(bench.agent('1002')).toMatchObject({ state: 'NotReady', reasonCode: null });
      }
      expect(bench.state().queues.get(1)).toEqual([first, waiting]);
      expect(bench.state().calls.get(first)?.history.at(-1)).toEqual({
        kind: 'queue',
        startedAt: 1_000,
        endedAt: null,
      });
    },
  );
});
