import { describe, expect, it } from 'vitest';
import { endedCall } from '../core/ended-calls.ts';
import {
  bitsOf,
  delivered,
  inShort,
  mixesIn,
  ordersIn,
  type SwitchBench,
  switchBench,
} from '../testing/switch-bench.ts';
import { testPlan } from '../testing/test-plan.ts';

const europeanRingback = { hertz: [425], onMs: 1_000, offMs: 4_000 };

function dialled(number: string): ReturnType<typeof dial> {
  return dial(number, 'NotReady');
}

function dial(number: string, from: 'Ready' | 'NotReady') {
  const bench = switchBench();
  const session = bench.seat('1001', '5001', 'softphone', from);
  bench.taken();
  const answer = bench.send(session, { type: 'MakeCallRequest', number });
  const callId = answer.type === 'RequestConf' ? (answer.callId ?? '') : '';
  return { bench, session, answer, callId };
}

describe('a call by third-party call control', () => {
  it("calls the agent's own phone first, which answers by itself", () => {
    const { bench, session, callId } = dialled('600');
    const outputs = bench.taken();
    expect(ordersIn(outputs)).toEqual([
      {
        type: 'offer',
        edge: 'A',
        legId: bench.leg('1001', callId),
        callId,
        device: '5001',
        from: { number: '600', name: 'Bank' },
        autoAnswer: true,
        redelivers: null,
      },
    ]);
    expect(inShort(delivered(outputs, session))).toEqual(
      [`Begin ${callId}`, 'RequestConf', 'NotReady'].sort(byRequestFirst),
    );
    expect(bench.call('1001')).toMatchObject({
      direction: 'outbound',
      type: 'direct',
      connection: 'Initiated',
      dialled: '600',
      parties: [],
      answeredAt: null,
    });
    expect(bitsOf(bench.call('1001').enablement)).toEqual(['release']);
    expect(bench.agent('1001').state).toBe('NotReady');
  });

  it('then rings the far end, and is established when that answers', () => {
    const { bench, session, callId } = dialled('600');
    const legId = bench.leg('1001', callId);
    bench.taken();
    bench.report({ type: 'answered', legId });
    let outputs = bench.taken();
    expect(inShort(delivered(outputs, session))).toEqual([`Delivered ${callId}`, 'Talking']);
    expect(bench.call('1001')).toMatchObject({
      parties: [{ number: '600', role: 'customer', state: 'Alerting' }],
    });
    expect(bitsOf(bench.call('1001').enablement)).toEqual(['release']);
    expect(mixesIn(outputs).get(callId)).toEqual([{ legId, state: 'active', tone: europeanRingback }]);
    bench.wait(2_000);
    outputs = bench.taken();
    expect(inShort(delivered(outputs, session))).toEqual([`Established ${callId}`]);
    const farEnd = bench.state().calls.get(callId)?.parties[1]?.legId;
    expect(outputs.filter(({ type }) => type === 'media')).toEqual([
      { type: 'media', order: { type: 'addFarEnd', legId: farEnd, voice: { type: 'tone', hertz: 600 } } },
      {
        type: 'media',
        order: {
          type: 'mix',
          callId,
          parties: [
            { legId, state: 'active' },
            { legId: farEnd, state: 'active' },
          ],
        },
      },
    ]);
    expect(bench.call('1001')).toMatchObject({ answeredAt: 2_000 });
    expect(bitsOf(bench.call('1001').enablement)).toEqual(['blindTransfer', 'consult', 'hold', 'release']);
  });

  it.each([
    ['601', 'busy', /601 is busy/],
    ['602', 'unreachable', /602 cannot be reached/],
    ['700', 'unreachable', /700 is not a number in service/],
    ['5004', 'unreachable', /5004 cannot be reached: its phone is not registered/],
  ])('to %s fails: %s', (number, cause, message) => {
    const { bench, session, callId } = dialled(number);
    const legId = bench.leg('1001', callId);
    bench.taken();
    bench.report({ type: 'answered', legId });
    const outputs = bench.taken();
    expect(inShort(delivered(outputs, session))).toEqual([`Failed ${callId}`, `End ${callId}`, 'NotReady']);
    expect(delivered(outputs, session)[1]).toMatchObject({
      call: { connection: 'Cleared', end: { cause, message: expect.stringMatching(message) } },
    });
    expect(ordersIn(outputs)).toMatchObject([{ type: 'release', legId }]);
    expect(bench.agent('1001').state).toBe('NotReady');
  });

  it('rings for ever where nobody answers, until the agent releases', () => {
    const { bench, session, callId } = dialled('603');
    bench.report({ type: 'answered', legId: bench.leg('1001', callId) });
    bench.wait(3_600_000);
    expect(bench.call('1001').parties[0]?.state).toBe('Alerting');
    bench.send(session, { type: 'ReleaseCallRequest', callId });
    expect(bench.calls('1001')).toEqual([]);
    expect(bench.agent('1001').state).toBe('NotReady');
  });

  it('comes to nothing where his own phone does not take it', () => {
    const { bench, session, callId } = dialled('600');
    const legId = bench.leg('1001', callId);
    bench.taken();
    bench.report({ type: 'refused', legId, status: 480, reason: 'Unavailable' });
    const answers = delivered(bench.taken(), session);
    expect(inShort(answers)).toEqual([`Failed ${callId}`, `End ${callId}`, 'NotReady']);
    expect(answers[1]).toMatchObject({ call: { end: { cause: 'out-of-service' } } });
  });

  it('is allowed from Ready too, goes back there, and is not disturbed by routing', () => {
    const { bench, callId } = dial('600', 'Ready');
    const routed = bench.place('8001');
    expect(bench.state().queues.get(1)).toEqual([routed]);
    bench.report({ type: 'answered', legId: bench.leg('1001', callId) });
    bench.wait(2_000);
    bench.put({ type: 'farEndHangsUp', callId: routed, party: null });
    expect(bench.agent('1001').state).toBe('Talking');
    bench.put({ type: 'farEndHangsUp', callId, party: '600' });
    expect(bench.agent('1001').state).toBe('Ready');
  });

  it('is refused to his own number, in a call, and without a phone', () => {
    const { bench, session } = dialled('600');
    expect(bench.send(session, { type: 'MakeCallRequest', number: '603' })).toMatchObject({
      code: 'notAllowedNow',
    });
    const other = bench.seat('1002', '5002');
    expect(bench.send(other, { type: 'MakeCallRequest', number: '5002' })).toMatchObject({
      code: 'badNumber',
    });
    bench.report({ type: 'unregistered', device: '5002', side: 'A', cause: 'x' });
    expect(bench.send(other, { type: 'MakeCallRequest', number: '600' })).toMatchObject({
      code: 'phoneNotRegistered',
    });
  });

  it("reaches another agent's device; both are in the call with views of their own", () => {
    const { bench, callId } = dialled('5002');
    bench.seat('1002', '5002');
    bench.report({ type: 'answered', legId: bench.leg('1001', callId) });
    expect(bench.call('1002')).toMatchObject({
      direction: 'inbound',
      connection: 'Alerting',
      parties: [{ number: '5001', name: 'Ada', role: 'agent', state: 'Connected' }],
    });
    bench.report({ type: 'answered', legId: bench.leg('1002', callId) });
    expect([bench.agent('1001').state, bench.agent('1002').state]).toEqual(['Talking', 'Talking']);
    bench.taken();
    bench.report({ type: 'released', legId: bench.leg('1001', callId), reason: 'BYE' });
    const views = endedCall(bench.state(), callId)?.views;
    expect(views?.get('1001')?.end?.cause).toBe('released-by-agent');
    expect(views?.get('1002')?.end?.cause).toBe('released-by-far-end');
  });

  it("is told when the other agent's phone refuses", () => {
    const { bench, session, callId } = dialled('5002');
    bench.seat('1002', '5002');
    bench.report({ type: 'answered', legId: bench.leg('1001', callId) });
    bench.taken();
    bench.report({ type: 'refused', legId: bench.leg('1002', callId), status: 486, reason: 'Busy Here' });
    const answers = delivered(bench.taken(), session);
    expect(inShort(answers)).toEqual([`Failed ${callId}`, `End ${callId}`, 'NotReady']);
    expect(answers[1]).toMatchObject({
      call: { end: { cause: 'rejected', message: 'Ben rejected the call' } },
    });
    expect(bench.agent('1002')).toMatchObject({ state: 'NotReady', reasonCode: null });
  });

  it("waits in a skill group's queue; its agent wraps up, the caller does not", () => {
    const { bench, callId } = dialled('8001');
    bench.report({ type: 'answered', legId: bench.leg('1001', callId) });
    expect(bench.call('1001')).toMatchObject({
      parties: [{ number: '8001', name: 'Sales', state: 'Queued' }],
      segments: [{ kind: 'alerting' }, { kind: 'queue', endedAt: null }],
    });
    bench.seat('1002', '5002', 'softphone', 'Ready');
    bench.report({ type: 'answered', legId: bench.leg('1002', callId) });
    bench.report({ type: 'released', legId: bench.leg('1002', callId), reason: 'BYE' });
    expect(bench.agent('1002').state).toBe('WrapUp');
    expect(bench.agent('1001').state).toBe('NotReady');
  });
});

describe('the ringing tone', () => {
  const heardBy = (
    bench: SwitchBench,
    callId: string,
    legId: string,
  ): readonly (readonly number[] | undefined)[] => [
    bench
      .state()
      .calls.get(callId)
      ?.mixed.find((party) => party.legId === legId)?.tone?.hertz,
  ];

  it('is heard by the agent alone, from when the far end rings until the call ends', () => {
    const { bench, session, callId } = dialled('603');
    const legId = bench.leg('1001', callId);
    expect(heardBy(bench, callId, legId)).toEqual([undefined]);
    bench.report({ type: 'answered', legId });
    expect(bench.state().calls.get(callId)?.mixed).toEqual([
      { legId, state: 'active', tone: europeanRingback },
    ]);
    bench.taken();
    bench.send(session, { type: 'ReleaseCallRequest', callId });
    expect(mixesIn(bench.taken()).get(callId)).toEqual([]);
  });

  it("is heard while another agent's phone rings, and no more when he answers or refuses", () => {
    for (const report of [
      { type: 'answered' },
      { type: 'refused', status: 486, reason: 'Busy Here' },
    ] as const) {
      const { bench, callId } = dialled('5002');
      bench.seat('1002', '5002');
      const legId = bench.leg('1001', callId);
      bench.report({ type: 'answered', legId });
      expect(heardBy(bench, callId, legId)).toEqual([[425]]);
      bench.taken();
      bench.report({ ...report, legId: bench.leg('1002', callId) });
      expect(
        mixesIn(bench.taken())
          .get(callId)
          ?.map(({ tone }) => tone) ?? 'none',
      ).toEqual(report.type === 'answered' ? [undefined, undefined] : []);
    }
  });

  it('is not heard in a queue, nor where the far end is busy', () => {
    for (const number of ['8001', '601']) {
      const { bench, callId } = dialled(number);
      bench.taken();
      bench.report({ type: 'answered', legId: bench.leg('1001', callId) });
      const tones = [...mixesIn(bench.taken()).values()].flat().filter(({ tone }) => tone !== undefined);
      expect(tones).toEqual([]);
    }
  });

  it('is North American where the plan says so: 440 and 480 Hz, 2 s in 6', () => {
    const bench = switchBench({ ...testPlan, ringback: 'north-american' });
    const session = bench.seat('1001', '5001', 'hardphone');
    bench.send(session, { type: 'MakeCallRequest', number: '603' });
    expect([...mixesIn(bench.taken()).values()]).toMatchObject([
      [{ state: 'active', tone: { hertz: [440, 480], onMs: 2_000, offMs: 4_000 } }],
    ]);
  });
});

describe('a call that the device dialled by SIP itself', () => {
  const report = { type: 'dialled', side: 'A', legId: 'own-leg', device: '5001', number: '600' } as const;

  it('rings back, and is accepted when the far end answers', () => {
    const bench = switchBench();
    const session = bench.seat('1001', '5001');
    bench.taken();
    bench.report(report);
    let outputs = bench.taken();
    expect(ordersIn(outputs)).toEqual([{ type: 'progress', edge: 'A', legId: 'own-leg' }]);
    const { callId } = bench.call('1001');
    expect(inShort(delivered(outputs, session)).slice(0, 2)).toEqual([
      `Begin ${callId}`,
      `Delivered ${callId}`,
    ]);
    bench.wait(2_000);
    outputs = bench.taken();
    expect(ordersIn(outputs)).toEqual([{ type: 'accept', edge: 'A', legId: 'own-leg' }]);
    expect(bench.agent('1001').state).toBe('Talking');
    bench.report({ type: 'answered', legId: 'own-leg' });
    bench.report({ type: 'released', legId: 'own-leg', reason: 'BYE' });
    expect(bench.agent('1001').state).toBe('NotReady');
  });

  it.each([
    ['601', 486],
    ['602', 404],
    ['700', 404],
  ])('to %s is answered %i', (number, status) => {
    const bench = switchBench();
    bench.seat('1001', '5001');
    bench.taken();
    bench.report({ ...report, number });
    expect(ordersIn(bench.taken())).toMatchObject([{ type: 'release', legId: 'own-leg', status }]);
    expect(bench.state().calls.size).toBe(0);
  });

  it('is cancelled by the device, or refused where it is not to be', () => {
    const bench = switchBench();
    bench.seat('1001', '5001');
    bench.report({ ...report, number: '603' });
    bench.report({ type: 'released', legId: 'own-leg', reason: 'CANCEL' });
    expect(bench.state().calls.size).toBe(0);
    bench.taken();
    bench.report({ ...report, device: '9999' });
    bench.report({ ...report, number: '5001' });
    expect(ordersIn(bench.taken())).toMatchObject([
      { type: 'release', status: 403 },
      { type: 'release', status: 486 },
    ]);
  });

  it('waits in a queue already accepted, so that the music is heard', () => {
    const bench = switchBench();
    bench.seat('1001', '5001');
    bench.taken();
    bench.report({ ...report, number: '8001' });
    const outputs = bench.taken();
    expect(ordersIn(outputs).map(({ type }) => type)).toEqual(['progress', 'accept']);
    expect([...mixesIn(outputs).values()]).toEqual([[{ legId: 'own-leg', state: 'active', music: true }]]);
  });
});

function byRequestFirst(one: string, other: string): number {
  return Number(other === 'RequestConf') - Number(one === 'RequestConf');
}
