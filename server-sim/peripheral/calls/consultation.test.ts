import { describe, expect, it } from 'vitest';
import { endedCall } from '../core/ended-calls.ts';
import { consulting, consultingBen, talk } from '../testing/consulting.ts';
import { bitsOf, delivered, inShort, mixesIn, ordersIn, type SwitchBench } from '../testing/switch-bench.ts';

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

  it('lets the agent hear the ringing tone in the second call, and the caller nothing of it', () => {
    const { bench, first, second } = consulting('600');
    const secondLeg = bench.leg('1001', second);
    expect(bench.state().calls.get(second)?.mixed).toEqual([
      { legId: secondLeg, state: 'active', tone: { hertz: [425], onMs: 1_000, offMs: 4_000 } },
    ]);
    expect(
      bench
        .state()
        .calls.get(first)
        ?.mixed.map(({ tone }) => tone),
    ).toEqual([undefined, undefined]);
    bench.wait(2_000);
    expect(
      bench
        .state()
        .calls.get(second)
        ?.mixed.map(({ tone }) => tone),
    ).toEqual([undefined, undefined]);
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
    expect(endedCall(bench.state(), second)?.views.get('1001')?.end?.cause).toBe(cause);
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
