import { describe, expect, it } from 'vitest';
import { bitsOf, delivered, inShort, mixesIn, ordersIn, switchBench } from '../testing/switch-bench.ts';

describe('routing', () => {
  it('offers a call to the longest available agent through his edge, with all that is known', () => {
    const bench = switchBench();
    bench.seat('1002', '5002', 'softphone', 'Ready');
    bench.wait(1_000);
    const session = bench.seat('1001', '5001', 'softphone', 'Ready');
    bench.wait(1_000);
    bench.taken();
    const customer = { name: 'Dora Doe', facts: [], flags: [], earlierContacts: [] };
    const callId = bench.place('8001', { variables: { account: '42' }, customer });
    const outputs = bench.taken();
    expect(ordersIn(outputs)).toEqual([
      {
        type: 'offer',
        edge: 'A',
        legId: bench.leg('1002', callId),
        callId,
        device: '5002',
        from: { number: '0201', name: 'Dora' },
        autoAnswer: false,
        redelivers: null,
      },
    ]);
    expect(delivered(outputs, session)).toEqual([]);
    expect(bench.agent('1002').state).toBe('Reserved');
    expect(bench.call('1002')).toMatchObject({
      callId,
      direction: 'inbound',
      type: 'acd',
      connection: 'Alerting',
      dialled: '8001',
      skillGroup: { id: 1, name: 'Sales' },
      variables: { account: '42' },
      customer,
      parties: [{ number: '0201', name: 'Dora', role: 'customer', state: 'Connected' }],
      offeredAt: 2_000,
      noAnswerAt: 14_000,
    });
    expect(bitsOf(bench.call('1002').enablement)).toEqual(['answer', 'reject']);
  });

  it('tells the desk Begin and Delivered, then Reserved', () => {
    const bench = switchBench();
    const session = bench.seat('1001', '5001', 'softphone', 'Ready');
    bench.taken();
    const callId = bench.place('8001');
    expect(inShort(delivered(bench.taken(), session))).toEqual([
      `Begin ${callId}`,
      `Delivered ${callId}`,
      'Reserved',
    ]);
  });

  it('queues where nobody is available, in order, and offers as agents become Ready', () => {
    const bench = switchBench();
    const ada = bench.seat('1001', '5001');
    const ben = bench.seat('1002', '5002');
    const first = bench.place('8001');
    bench.wait(5_000);
    const second = bench.place('8001');
    expect(bench.state().queues.get(1)).toEqual([first, second]);
    bench.choose(ben, { state: 'Ready' });
    bench.choose(ada, { state: 'Ready' });
    expect(bench.call('1002').callId).toBe(first);
    expect(bench.call('1001').callId).toBe(second);
  });

  it('shows Ready before Reserved when a call was waiting', () => {
    const bench = switchBench();
    const session = bench.seat('1001', '5001');
    const callId = bench.place('8001');
    bench.taken();
    bench.choose(session, { state: 'Ready' });
    expect(inShort(delivered(bench.taken(), session))).toEqual([
      'RequestConf',
      'Ready',
      `Begin ${callId}`,
      `Delivered ${callId}`,
      'Reserved',
    ]);
  });

  it('serves the longest waiting of an agent with several skill groups', () => {
    const bench = switchBench();
    const session = bench.seat('1001', '5001');
    const support = bench.place('8002');
    bench.wait(1);
    bench.place('8001');
    bench.choose(session, { state: 'Ready' });
    expect(bench.call('1001').callId).toBe(support);
  });

  it('passes through a menu first; the line of the call shows menu, queue, alerting, talking', () => {
    const bench = switchBench();
    const session = bench.seat('1001', '5001');
    const callId = bench.place('8001', { menuMs: 3_000 });
    bench.wait(3_000);
    bench.wait(4_000);
    bench.choose(session, { state: 'Ready' });
    bench.wait(2_000);
    bench.report({ type: 'answered', legId: bench.leg('1001', callId) });
    bench.wait(1_000);
    bench.report({ type: 'held', legId: bench.leg('1001', callId) });
    expect(bench.call('1001').segments).toEqual([
      { kind: 'menu', startedAt: 0, endedAt: 3_000 },
      { kind: 'queue', startedAt: 3_000, endedAt: 7_000 },
      { kind: 'alerting', startedAt: 7_000, endedAt: 9_000 },
      { kind: 'talking', startedAt: 9_000, endedAt: 10_000 },
      { kind: 'hold', startedAt: 10_000, endedAt: null },
    ]);
    expect(bench.call('1001')).toMatchObject({ offeredAt: 7_000, answeredAt: 9_000, noAnswerAt: null });
  });

  it('plays music to who waits, and joins who talks', () => {
    const bench = switchBench();
    bench.seat('1001', '5001', 'softphone', 'Ready');
    const callId = bench.place('8001');
    const [caller] = bench.state().calls.get(callId)?.parties ?? [];
    expect(mixesIn(bench.taken()).get(callId)).toEqual([
      { legId: caller?.legId, state: 'active', music: true },
    ]);
    const legId = bench.leg('1001', callId);
    bench.report({ type: 'answered', legId });
    expect(mixesIn(bench.taken()).get(callId)).toEqual([
      { legId: caller?.legId, state: 'active' },
      { legId, state: 'active' },
    ]);
    bench.report({ type: 'held', legId });
    expect(mixesIn(bench.taken()).get(callId)).toContainEqual({ legId, state: 'held' });
    bench.report({ type: 'retrieved', legId });
    expect(mixesIn(bench.taken()).get(callId)).toContainEqual({ legId, state: 'active' });
    bench.report({ type: 'released', legId, reason: 'BYE' });
    const outputs = bench.taken();
    expect(mixesIn(outputs).get(callId)).toEqual([]);
    expect(outputs).toContainEqual({ type: 'media', order: { type: 'removeLeg', legId: caller?.legId } });
  });

  it.each([
    ['nowhere', '9'],
    ['a far end', '600'],
  ])('refuses a call to %s', (_, to) => {
    expect(() => switchBench().place(to)).toThrow(/No skill group and no device has the number .*8001/);
  });
});

describe('redirection on no answer', () => {
  it('sends the call to the head of its queue, its time kept, and the agent Not Ready with 32767', () => {
    const bench = switchBench();
    const session = bench.seat('1001', '5001', 'softphone', 'Ready');
    const callId = bench.place('8001');
    const legId = bench.leg('1001', callId);
    const later = bench.place('8001');
    bench.wait(11_999);
    expect(bench.agent('1001').state).toBe('Reserved');
    bench.taken();
    bench.wait(1);
    const outputs = bench.taken();
    expect(ordersIn(outputs)).toMatchObject([{ type: 'release', legId, edge: 'A' }]);
    expect(bench.agent('1001')).toMatchObject({ state: 'NotReady', reasonCode: 32_767, since: 12_000 });
    expect(bench.state().queues.get(1)).toEqual([callId, later]);
    expect(delivered(outputs, session)).toMatchObject([
      {
        type: 'CallEvent',
        event: 'End',
        call: { connection: 'Cleared', enablement: 0, end: { cause: 'no-answer' } },
      },
      { type: 'AgentStateEvent', agent: { state: 'NotReady' } },
    ]);
  });

  it('lets the next agent see one stay in the queue', () => {
    const bench = switchBench();
    bench.seat('1001', '5001', 'softphone', 'Ready');
    const ben = bench.seat('1002', '5002');
    const callId = bench.place('8001');
    bench.wait(12_000);
    bench.wait(3_000);
    bench.choose(ben, { state: 'Ready' });
    expect(bench.call('1002')).toMatchObject({
      callId,
      segments: [{ kind: 'queue', startedAt: 0, endedAt: 15_000 }, { kind: 'alerting' }],
    });
  });

  it('keeps the waiting time among skill groups too', () => {
    const bench = switchBench();
    bench.seat('1002', '5002', 'softphone', 'Ready');
    bench.report({ type: 'answered', legId: bench.leg('1002', bench.place('8001')) });
    const sales = bench.place('8001');
    bench.wait(1_000);
    bench.place('8002');
    bench.wait(1_000);
    const session = bench.seat('1001', '5001', 'softphone', 'Ready');
    expect(bench.call('1001').callId).toBe(sales);
    bench.wait(12_000);
    bench.choose(session, { state: 'Ready' });
    expect(bench.call('1001').callId).toBe(sales);
  });

  it('is on time, whatever was waited for at once', () => {
    const bench = switchBench();
    bench.seat('1001', '5001', 'softphone', 'Ready');
    bench.place('8001');
    bench.wait(500_000);
    expect(bench.agent('1001')).toMatchObject({ reasonCode: 32_767, since: 12_000 });
  });

  it('comes to nothing where the answer was first', () => {
    const bench = switchBench();
    bench.seat('1001', '5001', 'softphone', 'Ready');
    const callId = bench.place('8001');
    bench.report({ type: 'answered', legId: bench.leg('1001', callId) });
    bench.wait(60_000);
    expect(bench.agent('1001').state).toBe('Talking');
  });
});

describe('a call that the agent does not take', () => {
  it.each([
    [486, 50_041, 'rejected'],
    [603, 50_041, 'rejected'],
    [480, 50_003, 'out-of-service'],
  ])(
    'refused by the phone with %i goes back to its queue; the agent is Not Ready with %i',
    (status, reasonCode, cause) => {
      const bench = switchBench();
      const session = bench.seat('1001', '5001', 'softphone', 'Ready');
      const callId = bench.place('8001');
      bench.taken();
      bench.report({ type: 'refused', legId: bench.leg('1001', callId), status, reason: 'No' });
      const outputs = bench.taken();
      expect(bench.agent('1001')).toMatchObject({ state: 'NotReady', reasonCode });
      expect(bench.state().queues.get(1)).toEqual([callId]);
      expect(delivered(outputs, session)[0]).toMatchObject({ event: 'End', call: { end: { cause } } });
      expect(ordersIn(outputs)).toEqual([]);
    },
  );

  it('rejected by CTI is released at the edge too', () => {
    const bench = switchBench();
    const session = bench.seat('1001', '5001', 'softphone', 'Ready');
    const callId = bench.place('8001');
    const legId = bench.leg('1001', callId);
    bench.taken();
    expect(bench.send(session, { type: 'RejectCallRequest', callId }).type).toBe('RequestConf');
    expect(ordersIn(bench.taken())).toMatchObject([{ type: 'release', legId, status: 603 }]);
    expect(bench.agent('1001')).toMatchObject({ state: 'NotReady', reasonCode: 50_041 });
  });
});

describe('the caller hangs up', () => {
  it('in the menu, in the queue, while it rings, and while they talk', () => {
    const bench = switchBench();
    const inMenu = bench.place('8001', { menuMs: 1_000 });
    bench.put({ type: 'farEndHangsUp', callId: inMenu, party: null });
    const queued = bench.place('8001');
    bench.put({ type: 'farEndHangsUp', callId: queued, party: null });
    expect(bench.state().queues.get(1)).toEqual([]);
    const session = bench.seat('1001', '5001', 'softphone', 'Ready');
    const ringing = bench.place('8001');
    const legId = bench.leg('1001', ringing);
    bench.taken();
    bench.put({ type: 'farEndHangsUp', callId: ringing, party: '0201' });
    expect(ordersIn(bench.taken())).toMatchObject([{ type: 'release', legId }]);
    expect(bench.agent('1001')).toMatchObject({ state: 'Ready', next: null });
    const talking = bench.place('8001');
    bench.report({ type: 'answered', legId: bench.leg('1001', talking) });
    bench.taken();
    bench.put({ type: 'farEndHangsUp', callId: talking, party: null });
    expect(delivered(bench.taken(), session)[0]).toMatchObject({
      event: 'End',
      call: { end: { cause: 'released-by-far-end', message: 'Dora hung up' }, parties: [{ number: '0201' }] },
    });
    expect(bench.state().calls.size).toBe(0);
  });

  it('is refused for a call or a far end that is not there', () => {
    const bench = switchBench();
    const callId = bench.place('8001');
    const refused = (id: string, party: string | null): string =>
      bench
        .put({ type: 'farEndHangsUp', callId: id, party })
        .flatMap((one) => (one.type === 'refused' ? [one.message] : []))[0] ?? '';
    expect(refused('nine', null)).toMatch(/no call nine/);
    expect(refused(callId, '77')).toMatch(/no far end 77: its far ends are 0201/);
    bench.put({ type: 'farEndHangsUp', callId, party: null });
    expect(refused(callId, null)).toMatch(/is over/);
  });
});
