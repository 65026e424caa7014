import { describe, expect, it } from 'vitest';
import {
  bitsOf,
  delivered,
  inShort,
  mixesIn,
  ordersIn,
  type SwitchBench,
  switchBench,
} from '../testing/switch-bench.ts';

interface Talk {
  readonly bench: SwitchBench;
  readonly session: string;
  readonly first: string;
  readonly firstLeg: string;
}

/** Ada talks to Dora of skill group 1. */
function talk(phone: 'softphone' | 'hardphone' = 'softphone'): Talk {
  const bench = switchBench();
  const session = bench.seat('1001', '5001', phone, 'Ready');
  const customer = { name: 'Dora Doe', facts: [], flags: [], earlierContacts: [] };
  const first = bench.place('8001', { variables: { account: '42' }, customer });
  const firstLeg = bench.leg('1001', first);
  if (phone === 'softphone') bench.report({ type: 'answered', legId: firstLeg });
  else bench.send(session, { type: 'AnswerCallRequest', callId: first });
  bench.taken();
  return { bench, session, first, firstLeg };
}

interface Consulting extends Talk {
  readonly second: string;
}

/** Ada consults a number; her phone answers the second call and holds the first. */
function consulting(number: string, phone: 'softphone' | 'hardphone' = 'softphone'): Consulting {
  const talking = talk(phone);
  const { bench, session, first, firstLeg } = talking;
  const answer = bench.send(session, { type: 'ConsultationCallRequest', callId: first, number });
  const second = answer.type === 'RequestConf' ? (answer.callId ?? '') : '';
  if (phone === 'softphone') {
    bench.report({ type: 'answered', legId: bench.leg('1001', second) });
    bench.report({ type: 'held', legId: firstLeg });
  }
  return { ...talking, second };
}

/** …and Ben, on 5002, has answered. */
function consultingBen(phone: 'softphone' | 'hardphone' = 'softphone'): Consulting & { ben: string } {
  const talking = talk(phone);
  const ben = talking.bench.seat('1002', '5002');
  const { bench, session, first, firstLeg } = talking;
  const answer = bench.send(session, { type: 'ConsultationCallRequest', callId: first, number: '5002' });
  const second = answer.type === 'RequestConf' ? (answer.callId ?? '') : '';
  if (phone === 'softphone') {
    bench.report({ type: 'answered', legId: bench.leg('1001', second) });
    bench.report({ type: 'held', legId: firstLeg });
  }
  bench.report({ type: 'answered', legId: bench.leg('1002', second) });
  bench.taken();
  return { ...talking, second, ben };
}

const masks = (bench: SwitchBench): readonly string[] =>
  bench.calls('1001').map((call) => `${call.connection}: ${bitsOf(call.enablement).join(' ')}`);

describe('a consultation', () => {
  it('holds the first call for the caller at once, before the phone does', () => {
    const { bench, session, first, firstLeg } = talk();
    bench.send(session, { type: 'ConsultationCallRequest', callId: first, number: '600' });
    const outputs = bench.taken();
    expect(mixesIn(outputs).get(first)).toContainEqual({ legId: firstLeg, state: 'held' });
    expect(inShort(delivered(outputs, session))).toEqual([
      'RequestConf',
      `Held ${first}`,
      expect.stringMatching(/^Begin/),
      'Hold',
    ]);
    expect(ordersIn(outputs)).toMatchObject([{ type: 'offer', autoAnswer: true }]);
  });

  it('belongs to the first call and brings its variables, not its customer', () => {
    const { bench, first, second } = consulting('600');
    expect(bench.call('1001', 1)).toMatchObject({
      callId: second,
      type: 'consult',
      consultOf: first,
      direction: 'outbound',
      variables: { account: '42' },
      customer: null,
      parties: [{ number: '600', role: 'other' }],
    });
  });

  it('has exact masks in each situation', () => {
    const { bench, session, first, firstLeg, second } = consulting('600');
    expect(masks(bench)).toEqual(['Held: reconnect release retrieve', 'Connected: reconnect release']);
    bench.wait(2_000);
    const pair = 'alternate conferenceComplete';
    expect(masks(bench)).toEqual([
      `Held: ${pair} reconnect release retrieve transferComplete`,
      `Connected: ${pair} hold reconnect release transferComplete`,
    ]);
    bench.send(session, { type: 'AlternateCallRequest', callId: first });
    bench.report({ type: 'held', legId: bench.leg('1001', second) });
    bench.report({ type: 'retrieved', legId: firstLeg });
    expect(masks(bench)).toEqual([
      `Connected: ${pair} hold reconnect release transferComplete`,
      `Held: ${pair} reconnect release retrieve transferComplete`,
    ]);
    bench.put({ type: 'farEndHangsUp', callId: second, party: null });
    expect(masks(bench)).toEqual(['Connected: blindTransfer consult hold release']);
  });

  it('is Talking with the second call, Hold while both are held', () => {
    const { bench, session, first, firstLeg, second } = consulting('600');
    bench.wait(2_000);
    expect(bench.agent('1001').state).toBe('Talking');
    bench.send(session, { type: 'AlternateCallRequest', callId: first });
    expect(bench.agent('1001').state).toBe('Hold');
    bench.report({ type: 'held', legId: bench.leg('1001', second) });
    bench.report({ type: 'retrieved', legId: firstLeg });
    expect(bench.agent('1001').state).toBe('Talking');
    expect(bench.calls('1001').map(({ connection }) => connection)).toEqual(['Connected', 'Held']);
    bench.send(session, { type: 'AlternateCallRequest', callId: second });
    bench.report({ type: 'held', legId: firstLeg });
    bench.report({ type: 'retrieved', legId: bench.leg('1001', second) });
    expect(bench.calls('1001').map(({ connection }) => connection)).toEqual(['Held', 'Connected']);
  });

  it('may be alternated by the phone alone', () => {
    const { bench, firstLeg, second } = consulting('600');
    bench.wait(2_000);
    bench.report({ type: 'held', legId: bench.leg('1001', second) });
    bench.report({ type: 'retrieved', legId: firstLeg });
    expect(bench.calls('1001').map(({ connection }) => connection)).toEqual(['Connected', 'Held']);
  });

  it('of a hardphone alternates at once', () => {
    const { bench, session, first } = consulting('600', 'hardphone');
    bench.wait(2_000);
    bench.send(session, { type: 'AlternateCallRequest', callId: first });
    expect(bench.calls('1001').map(({ connection }) => connection)).toEqual(['Connected', 'Held']);
  });

  it.each([
    ['an unknown number', '700', 'unreachable'],
    ['a busy one', '601', 'busy'],
    ['an unregistered device', '5004', 'unreachable'],
  ])('with %s fails and leaves the first call to be retrieved', (_, number, cause) => {
    const { bench, firstLeg, second } = consulting(number);
    expect(bench.state().endedCalls.get(second)?.views.get('1001')?.end?.cause).toBe(cause);
    expect(masks(bench)).toEqual(['Held: release retrieve']);
    bench.report({ type: 'retrieved', legId: firstLeg });
    expect(bench.agent('1001').state).toBe('Talking');
  });

  it('whose own leg fails before the phone held anything gives the first call back at once', () => {
    const { bench, session, first } = talk();
    const answer = bench.send(session, { type: 'ConsultationCallRequest', callId: first, number: '600' });
    const second = answer.type === 'RequestConf' ? (answer.callId ?? '') : '';
    bench.report({ type: 'refused', legId: bench.leg('1001', second), status: 486, reason: 'Busy Here' });
    expect(masks(bench)).toEqual(['Connected: blindTransfer consult hold release']);
  });

  it.each(['5001', '5002'])('is refused with %s: his own number, or in the call already', (number) => {
    const { bench, session, first } = talk();
    if (number === '5002') {
      bench.seat('1002', '5002');
      const answer = bench.send(session, { type: 'ConsultationCallRequest', callId: first, number });
      const second = answer.type === 'RequestConf' ? (answer.callId ?? '') : '';
      bench.report({ type: 'answered', legId: bench.leg('1001', second) });
      bench.report({ type: 'answered', legId: bench.leg('1002', second) });
      bench.send(session, { type: 'ConferenceCallRequest', callId: first });
    }
    expect(bench.send(session, { type: 'ConsultationCallRequest', callId: first, number })).toMatchObject({
      code: 'badNumber',
    });
  });

  it('is refused while another call is on the phone', () => {
    const { bench, session, first } = talk();
    bench.place('5001');
    expect(
      bench.send(session, { type: 'ConsultationCallRequest', callId: first, number: '600' }),
    ).toMatchObject({
      code: 'notAllowedNow',
    });
  });

  it('goes on alone when the caller hangs up', () => {
    const { bench, first, second } = consulting('600');
    bench.wait(2_000);
    bench.put({ type: 'farEndHangsUp', callId: first, party: null });
    expect(bench.calls('1001').map(({ callId }) => callId)).toEqual([second]);
    expect(masks(bench)).toEqual(['Connected: blindTransfer consult hold release']);
    expect(bench.agent('1001')).toMatchObject({ state: 'Talking', next: { state: 'WrapUp' } });
  });

  it('reaches a skill group: its agent is offered the second call', () => {
    const { bench, session, first, second } = consulting('8002');
    expect(masks(bench)[1]).toBe('Connected: reconnect release');
    bench.seat('1003', '5003', 'softphone', 'Ready');
    expect(bench.call('1003')).toMatchObject({
      callId: second,
      type: 'consult',
      consultOf: null,
      direction: 'inbound',
    });
    bench.report({ type: 'answered', legId: bench.leg('1003', second) });
    bench.send(session, { type: 'TransferCallRequest', callId: first });
    expect(bench.call('1003')).toMatchObject({ callId: second, customer: { name: 'Dora Doe' } });
  });
});

describe('reconnecting', () => {
  it('ends the second call; the first is Connected when the phone retrieves it', () => {
    const { bench, session, first, firstLeg, second, ben } = consultingBen();
    bench.send(session, { type: 'ReconnectCallRequest', callId: first });
    const outputs = bench.taken();
    expect(ordersIn(outputs)).toHaveLength(2);
    expect(inShort(delivered(outputs, session))).toEqual(
      expect.arrayContaining(['RequestConf', `End ${second}`, 'Hold']),
    );
    expect(inShort(delivered(outputs, ben))).toContain(`End ${second}`);
    expect(bench.call('1001').connection).toBe('Held');
    bench.report({ type: 'retrieved', legId: firstLeg });
    expect(inShort(delivered(bench.taken(), session))).toEqual([`Retrieved ${first}`, 'Talking']);
    expect(bench.call('1001').connection).toBe('Connected');
  });

  it('before the far end answered, or before the own phone did, works too', () => {
    const { bench, session, first } = talk();
    bench.send(session, { type: 'ConsultationCallRequest', callId: first, number: '600' });
    bench.send(session, { type: 'ReconnectCallRequest', callId: first });
    expect(bench.calls('1001').map(({ connection }) => connection)).toEqual(['Connected']);
    bench.wait(10_000);
    expect(bench.state().calls.size).toBe(1);
  });

  it('of a hardphone retrieves at once', () => {
    const { bench, session, first } = consultingBen('hardphone');
    bench.send(session, { type: 'ReconnectCallRequest', callId: first });
    expect(bench.calls('1001').map(({ connection }) => connection)).toEqual(['Connected']);
  });
});

describe('completing a transfer', () => {
  it('joins caller and target in the first call; the agent wraps up', () => {
    const { bench, session, first, firstLeg, second } = consultingBen();
    const secondLeg = bench.leg('1001', second);
    const benLeg = bench.leg('1002', second);
    const dora = bench.state().calls.get(first)?.parties[0]?.legId;
    expect(bench.send(session, { type: 'TransferCallRequest', callId: first }).type).toBe('RequestConf');
    const outputs = bench.taken();
    expect(
      ordersIn(outputs)
        .map(({ type, legId }) => `${type} ${legId}`)
        .sort(),
    ).toEqual([`release ${firstLeg}`, `release ${secondLeg}`].sort());
    expect([...inShort(delivered(outputs, session))].sort()).toEqual(
      ['RequestConf', `End ${first}`, `End ${second}`, 'WrapUp'].sort(),
    );
    const mixes = outputs.flatMap((one) =>
      one.type === 'media' && one.order.type === 'mix' ? [one.order] : [],
    );
    expect(mixes).toEqual([
      { type: 'mix', callId: second, parties: [] },
      {
        type: 'mix',
        callId: first,
        parties: [
          { legId: dora, state: 'active' },
          { legId: benLeg, state: 'active' },
        ],
      },
    ]);
  });

  it('keeps the call under the id the target phone rang with, now with customer and history', () => {
    const { bench, session, first, second, ben } = consultingBen();
    bench.wait(1_000);
    bench.send(session, { type: 'TransferCallRequest', callId: first });
    expect(inShort(delivered(bench.taken(), ben))).toEqual([`Transferred ${second}`, 'Talking']);
    expect(bench.call('1002')).toMatchObject({
      callId: second,
      type: 'acd',
      consultOf: null,
      customer: { name: 'Dora Doe' },
      skillGroup: { id: 1 },
      parties: [{ number: '0201', state: 'Connected' }],
      segments: [
        { kind: 'queue' },
        { kind: 'alerting' },
        { kind: 'talking' },
        { kind: 'hold' },
        { kind: 'talking' },
      ],
    });
    expect(bench.agent('1002').next).toEqual({ state: 'WrapUp' });
    expect(bench.state().calls.get(first)?.views.get('1002')?.callRef).toBe(second);
    bench.put({ type: 'farEndHangsUp', callId: first, party: null });
    expect(bench.agent('1002').state).toBe('WrapUp');
  });

  it('to an outside number lets the two go on without an agent, until one hangs up', () => {
    const { bench, session, first } = consulting('600');
    bench.wait(2_000);
    bench.send(session, { type: 'TransferCallRequest', callId: first });
    expect(
      bench
        .state()
        .calls.get(first)
        ?.parties.map(({ number }) => number),
    ).toEqual(['0201', '600']);
    expect(bench.agent('1001').state).toBe('WrapUp');
    bench.put({ type: 'farEndHangsUp', callId: first, party: '600' });
    expect(bench.state().calls.size).toBe(0);
  });

  it('takes the second call’s id as well', () => {
    const { bench, session, second } = consultingBen();
    expect(bench.send(session, { type: 'TransferCallRequest', callId: second }).type).toBe('RequestConf');
  });

  it('is refused before the target answered', () => {
    const { bench, session, first } = consulting('600');
    expect(bench.send(session, { type: 'TransferCallRequest', callId: first })).toMatchObject({
      code: 'notAllowedNow',
    });
  });
});

describe('a conference', () => {
  function conference(): Consulting & { ben: string } {
    const all = consultingBen();
    all.bench.send(all.session, { type: 'ConferenceCallRequest', callId: all.first });
    return all;
  }

  it('keeps the first call; the second leg of the agent is released, all hear all once the phone retrieves', () => {
    const all = consultingBen();
    const { bench, session, first, firstLeg, second, ben } = all;
    const secondLeg = bench.leg('1001', second);
    const benLeg = bench.leg('1002', second);
    bench.send(session, { type: 'ConferenceCallRequest', callId: first });
    const outputs = bench.taken();
    expect(ordersIn(outputs)).toMatchObject([{ type: 'release', legId: secondLeg }]);
    expect([...inShort(delivered(outputs, session))].sort()).toEqual(
      ['RequestConf', `End ${second}`, `Conferenced ${first}`, 'Hold'].sort(),
    );
    expect(inShort(delivered(outputs, ben))).toContain(`Conferenced ${second}`);
    expect(mixesIn(outputs).get(first)).toContainEqual({ legId: firstLeg, state: 'held' });
    bench.report({ type: 'retrieved', legId: firstLeg });
    expect(
      mixesIn(bench.taken())
        .get(first)
        ?.map(({ state }) => state),
    ).toEqual(['active', 'active', 'active']);
    expect(mixesIn(outputs).get(first)).toContainEqual({ legId: benLeg, state: 'active' });
    expect(bench.call('1001')).toMatchObject({ callId: first, type: 'conference', connection: 'Connected' });
    expect(bench.call('1001').parties.map(({ number }) => number)).toEqual(['0201', '5002']);
    expect(bench.call('1002').parties.map(({ number }) => number)).toEqual(['0201', '5001']);
  });

  it('has a mask of its own: no blind transfer, but another consultation', () => {
    const { bench, firstLeg } = conference();
    bench.report({ type: 'retrieved', legId: firstLeg });
    expect(bitsOf(bench.call('1001').enablement)).toEqual(['consult', 'hold', 'release']);
  });

  it('grows by another consultation', () => {
    const { bench, session, first, firstLeg } = conference();
    bench.report({ type: 'retrieved', legId: firstLeg });
    const answer = bench.send(session, { type: 'ConsultationCallRequest', callId: first, number: '600' });
    const third = answer.type === 'RequestConf' ? (answer.callId ?? '') : '';
    bench.report({ type: 'answered', legId: bench.leg('1001', third) });
    bench.wait(2_000);
    bench.send(session, { type: 'ConferenceCallRequest', callId: first });
    expect(bench.call('1002').parties.map(({ number }) => number)).toEqual(['0201', '5001', '600']);
  });

  it('loses its parties one by one', () => {
    const { bench, session, first, firstLeg, second, ben } = conference();
    bench.report({ type: 'retrieved', legId: firstLeg });
    bench.taken();
    bench.report({ type: 'released', legId: firstLeg, reason: 'BYE' });
    const outputs = bench.taken();
    expect(inShort(delivered(outputs, session))).toEqual([`End ${first}`, 'WrapUp']);
    expect(inShort(delivered(outputs, ben))).toEqual([`ConnectionCleared ${second}`]);
    expect(bench.call('1002')).toMatchObject({ type: 'acd', parties: [{ number: '0201' }] });
    bench.put({ type: 'farEndHangsUp', callId: first, party: null });
    expect(inShort(delivered(bench.taken(), ben))).toEqual([`End ${second}`, 'WrapUp']);
    expect(bench.state().calls.size).toBe(0);
  });

  it('goes on when the caller leaves first', () => {
    const { bench, first } = conference();
    bench.put({ type: 'farEndHangsUp', callId: first, party: '0201' });
    expect(bench.call('1001').parties.map(({ number }) => number)).toEqual(['5002']);
    expect(bench.calls('1002')).toHaveLength(1);
  });

  it('takes along an agent who is consulting somebody himself', () => {
    const { bench, session, first, second, ben } = consultingBen();
    const answer = bench.send(ben, { type: 'ConsultationCallRequest', callId: second, number: '600' });
    const third = answer.type === 'RequestConf' ? (answer.callId ?? '') : '';
    bench.report({ type: 'answered', legId: bench.leg('1002', third) });
    bench.wait(2_000);
    bench.send(session, { type: 'TransferCallRequest', callId: first });
    expect(bench.call('1002', 1)).toMatchObject({ callId: third, consultOf: second });
    expect(bench.send(ben, { type: 'TransferCallRequest', callId: second }).type).toBe('RequestConf');
    expect(
      bench
        .state()
        .calls.get(first)
        ?.parties.map(({ number }) => number),
    ).toEqual(['0201', '600']);
  });
});

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
