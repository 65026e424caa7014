import { describe, expect, it } from 'vitest';
import type { SwitchOutput } from '../messages.ts';
import { ordersIn, type SwitchBench, switchBench } from '../testing/switch-bench.ts';
import { liveLegsOf } from './switch-legs.ts';

interface Talking {
  readonly bench: SwitchBench;
  readonly session: string;
  readonly callId: string;
  readonly legId: string;
}

function talking(): Talking {
  const bench = switchBench();
  const session = bench.seat('1001', '5001', 'softphone', 'Ready');
  const callId = bench.place('8001');
  const legId = bench.leg('1001', callId);
  bench.report({ type: 'answered', legId });
  return { bench, session, callId, legId };
}

/** The phone died and is registered again, with this edge. */
function lost(talk: Talking, side: 'A' | 'B' = 'A'): Talking {
  const { bench } = talk;
  bench.report({ type: 'unregistered', side: 'A', device: '5001', cause: 'connection closed' });
  bench.register('5001', side);
  bench.taken();
  return talk;
}

const ask = ({ bench, session, callId }: Talking) =>
  bench.send(session, { type: 'RedeliverCallRequest', callId });

const offers = (outputs: readonly SwitchOutput[]) => ordersIn(outputs).filter(({ type }) => type === 'offer');

function legOffered({ bench }: Talking): string {
  const [order] = offers(bench.taken());
  if (order?.type !== 'offer') throw new Error('Nothing was offered.');
  return order.legId;
}

const removed = (outputs: readonly SwitchOutput[]): readonly string[] =>
  outputs.flatMap((one) => (one.type === 'media' && one.order.type === 'removeLeg' ? [one.order.legId] : []));

describe('a standing call that its phone has lost', () => {
  it('is offered by the edge that the device is registered with, to be answered by itself, in the old leg’s place', () => {
    const talk = lost(talking(), 'B');
    expect(ask(talk)).toMatchObject({ type: 'RequestConf' });
    expect(offers(talk.bench.taken())).toMatchObject([
      {
        edge: 'B',
        callId: talk.callId,
        device: '5001',
        autoAnswer: true,
        redelivers: { legId: talk.legId, held: false },
      },
    ]);
    expect(talk.bench.call('1001').connection).toBe('Connected');
  });

  it('has the new leg once that is answered: the old one goes everywhere, and nothing is told of it', () => {
    const talk = lost(talking());
    const { bench, callId } = talk;
    ask(talk);
    const legId = legOffered(talk);
    expect(liveLegsOf(bench.state(), [talk.legId, legId])).toEqual([talk.legId, legId]);
    bench.report({ type: 'answered', legId });
    const outputs = bench.taken();
    expect(bench.leg('1001', callId)).toBe(legId);
    expect(ordersIn(outputs)).toMatchObject([
      { type: 'abandon', edge: 'A', legId: talk.legId },
      { type: 'abandon', edge: 'B', legId: talk.legId },
    ]);
    expect(removed(outputs)).toEqual([talk.legId]);
    expect(outputs.filter(({ type }) => type === 'deliver')).toEqual([]);
    expect(liveLegsOf(bench.state(), [talk.legId, legId])).toEqual([legId]);
    bench.report({ type: 'released', legId, reason: 'hung up' });
    expect(bench.calls('1001')).toEqual([]);
  });

  it('that was held comes back held', () => {
    const talk = talking();
    talk.bench.report({ type: 'held', legId: talk.legId });
    lost(talk);
    ask(talk);
    expect(offers(talk.bench.taken())).toMatchObject([{ redelivers: { held: true } }]);
    expect(talk.bench.call('1001').connection).toBe('Held');
  });

  it.each(['refused', 'unreached', 'released'] as const)(
    'goes on where the new leg is %s; the desk is told, and may ask again',
    (type) => {
      const talk = lost(talking());
      const { bench, callId } = talk;
      ask(talk);
      const legId = legOffered(talk);
      bench.report({ type, legId, reason: 'gone', ...(type === 'refused' ? { status: 480 } : {}) } as never);
      const events = bench
        .taken()
        .flatMap((one) => (one.type === 'deliver' && one.answer.type === 'CallEvent' ? [one.answer] : []));
      expect(events).toMatchObject([
        { event: 'Failed', call: { callId, connection: 'Connected', endedAt: null } },
      ]);
      expect(ask(talk)).toMatchObject({ type: 'RequestConf' });
    },
  );

  it('that the edge finds with a phone that is connected is told as that', () => {
    const talk = lost(talking());
    ask(talk);
    const legId = legOffered(talk);
    talk.bench.report({ type: 'refused', legId, status: 491, reason: 'still connected' });
    const told = talk.bench.taken().flatMap((one) => (one.type === 'deliver' ? [one.answer] : []));
    expect(told).toMatchObject([{ type: 'CallEvent', event: 'Failed', cause: 'callAtAnotherPhone' }]);
  });

  it('takes the leg on its way with it when it ends', () => {
    const talk = lost(talking());
    ask(talk);
    const legId = legOffered(talk);
    talk.bench.put({ type: 'farEndHangsUp', callId: talk.callId, party: null });
    const outputs = talk.bench.taken();
    expect(ordersIn(outputs)).toContainEqual(expect.objectContaining({ type: 'release', edge: 'A', legId }));
    expect(removed(outputs)).toContain(legId);
  });

  it('is not on its way any more where the edge of the new leg is gone', () => {
    const talk = lost(talking());
    ask(talk);
    talk.bench.put({ type: 'edgeLost', side: 'A' });
    talk.bench.register('5001', 'B');
    talk.bench.taken();
    ask(talk);
    expect(offers(talk.bench.taken())).toMatchObject([{ edge: 'B' }]);
  });
});

describe('a call is not delivered again', () => {
  it('that is over', () => {
    const talk = talking();
    talk.bench.put({ type: 'farEndHangsUp', callId: talk.callId, party: null });
    expect(ask(talk)).toMatchObject({ type: 'FailureConf', code: 'unknownCall' });
  });

  it('while it rings: that is offered again by itself', () => {
    const bench = switchBench();
    const session = bench.seat('1001', '5001', 'softphone', 'Ready');
    const callId = bench.place('8001');
    const answer = bench.send(session, { type: 'RedeliverCallRequest', callId });
    expect(answer).toMatchObject({ type: 'FailureConf', code: 'notAllowedNow' });
  });

  it('to a device that is not registered, or with the phone that has it still registered at its edge', () => {
    const talk = talking();
    const { bench } = talk;
    bench.register('5001', 'B');
    expect(ask(talk)).toMatchObject({
      code: 'callAtAnotherPhone',
      message: expect.stringContaining('another phone'),
    });
    // That one is asked for a sign of life.
    expect(ordersIn(bench.taken())).toContainEqual({ type: 'doubt', edge: 'A', legId: talk.legId });
    for (const side of ['A', 'B'] as const)
      bench.report({ type: 'unregistered', side, device: '5001', cause: 'x' });
    expect(ask(talk)).toMatchObject({ code: 'phoneNotRegistered' });
  });

  it('twice at once, nor twice for one id', () => {
    const talk = lost(talking());
    const { bench, session, callId } = talk;
    const once = { type: 'RedeliverCallRequest', id: 'once', callId } as const;
    bench.send(session, once);
    expect(ask(talk)).toMatchObject({ code: 'notAllowedNow' });
    expect(bench.send(session, once)).toMatchObject({ type: 'RequestConf' });
    expect(offers(bench.taken())).toHaveLength(1);
  });

  it('to a phone on the desk', () => {
    const bench = switchBench();
    const session = bench.seat('1001', '5001', 'hardphone', 'Ready');
    const callId = bench.place('8001');
    bench.send(session, { type: 'AnswerCallRequest', callId });
    const answer = bench.send(session, { type: 'RedeliverCallRequest', callId });
    expect(answer).toMatchObject({ type: 'FailureConf', code: 'notAllowedNow' });
  });
});

describe('a call whose phone goes while it rings', () => {
  function ringing() {
    const bench = switchBench();
    bench.seat('1001', '5001', 'softphone', 'Ready');
    const callId = bench.place('8001');
    const legId = bench.leg('1001', callId);
    const goes = (): void => {
      bench.report({ type: 'unregistered', side: 'A', device: '5001', cause: 'connection closed' });
      bench.report({ type: 'unreached', legId, reason: 'the connection to the device has closed' });
    };
    return { bench, callId, legId, goes };
  }

  it('rings on, is offered to the phone that registers, and is answered there', () => {
    const { bench, callId, goes } = ringing();
    const before = bench.call('1001');
    goes();
    expect(bench.call('1001')).toEqual(before);
    expect(bench.agent('1001').state).toBe('Reserved');
    bench.taken();
    bench.register('5001', 'A');
    expect(offers(bench.taken())).toMatchObject([{ edge: 'A', callId, autoAnswer: false, redelivers: null }]);
    bench.report({ type: 'answered', legId: bench.leg('1001', callId) });
    expect(bench.agent('1001').state).toBe('Talking');
  });

  it('is offered at once where another life of the phone has registered already', () => {
    const { bench, callId, legId } = ringing();
    bench.register('5001', 'A');
    const next = bench.leg('1001', callId);
    expect(next).not.toBe(legId);
    bench.report({ type: 'unreached', legId, reason: 'old news' });
    expect(bench.leg('1001', callId)).toBe(next);
  });

  it('is redirected on no answer where it does not come back in time', () => {
    const { bench, callId, goes } = ringing();
    const { noAnswerAt } = bench.call('1001');
    goes();
    bench.wait((noAnswerAt ?? 0) - bench.state().time);
    expect(bench.agent('1001')).toMatchObject({ state: 'NotReady', reasonCode: 32_767 });
    expect(bench.state().calls.get(callId)?.routing.step).toBe('queued');
  });

  it('ends after 10 s where no queue has it: nobody is there to answer', () => {
    const bench = switchBench();
    bench.seat('1001', '5001', 'softphone', 'NotReady');
    const callId = bench.place('5001');
    const legId = bench.leg('1001', callId);
    bench.report({ type: 'unregistered', side: 'A', device: '5001', cause: 'connection closed' });
    bench.report({ type: 'unreached', legId, reason: 'closed' });
    bench.wait(9_999);
    expect(bench.calls('1001')).toHaveLength(1);
    bench.wait(1);
    expect(bench.calls('1001')).toEqual([]);
    expect(bench.state().calls.get(callId)).toBeUndefined();
  });
});
