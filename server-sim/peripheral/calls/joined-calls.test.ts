import { describe, expect, it } from 'vitest';
import { type Consulting, consulting, consultingBen } from '../testing/consulting.ts';
import { bitsOf, delivered, inShort, mixesIn, ordersIn } from '../testing/switch-bench.ts';

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
