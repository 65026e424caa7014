import { describe, expect, it } from 'vitest';
import { systemReason } from '../../contract/cti/system-reasons.ts';
import { type BenchDesk, contactBench, shownAt } from '../connector/testing/contact-bench.ts';
import { testContactPlan } from '../connector/testing/test-contact-plan.ts';

const both = { loginString: '1001;pw;5001;pm2c' };
const reject = (desk: BenchDesk, interactionId: string, reason: 'A0' | 'A1' | 'M0' | null) =>
  desk.ask({ type: 'RejectOfferRequest', interactionId, channel: 'chat', reason });
const accept = (desk: BenchDesk, interactionId: string) =>
  desk.ask({ type: 'AcceptOfferRequest', interactionId });

describe('an interaction', () => {
  it('waits until an agent of its skill group is ready, and is then offered to him', () => {
    const bench = contactBench();
    const id = bench.place();
    const desk = bench.open('1001', both);
    bench.state('1001', 'NotReady');
    expect(bench.phase(id)).toBe('queued');
    bench.choose('1001', 'Ready');
    expect(shownAt(desk.answers).get(id)).toMatchObject({
      phase: 'offered',
      customerName: 'Tomasz Wrona',
      skillGroup: { id: 1, name: 'Sales' },
      noAnswerAt: 30_000,
      isDirect: false,
    });
    expect(bench.domain('1001', 'chat')).toMatchObject({ state: 'Reserved', inUse: 1, most: 1 });
    expect(accept(desk, id).type).toBe('RequestConf');
    expect(shownAt(desk.answers).get(id)).toMatchObject({ phase: 'active', answeredAt: 0, noAnswerAt: null });
    expect(bench.domain('1001', 'chat')).toMatchObject({ state: 'Active', inUse: 1 });
    expect(bench.exchanged()).toEqual([160, 163]);
  });

  it('goes to the agent who has been ready longest, and to none of another skill group', () => {
    const bench = contactBench();
    bench.seat('1003', { loginString: '1003;pw;5003;pm2c' });
    bench.clock.advance(1_000);
    bench.seat('1002', { loginString: '1002;pw;5002;pm2c' });
    bench.clock.advance(1_000);
    bench.seat('1001', both);
    bench.clock.advance(1_000);
    const agents = [bench.place(), bench.place()].map((id) => bench.connector.interaction(id)?.agentId);
    expect(agents).toEqual(['1002', '1001']);
    expect(bench.connector.interaction(bench.place())?.phase).toBe('queued');
  });

  it('is told the queue by who waits longest, and keeps its place when it comes back', () => {
    const bench = contactBench();
    const first = bench.place();
    bench.clock.advance(1_000);
    const second = bench.place();
    const desk = bench.seat('1001', both);
    expect(bench.connector.interaction(first)?.agentId).toBe('1001');
    reject(desk, first, 'M0');
    // Not straight back to him: the next one has its turn.
    expect(bench.connector.interaction(second)?.agentId).toBe('1001');
    accept(desk, second);
    desk.ask({ type: 'EndInteractionRequest', interactionId: second });
    expect(bench.phase(first)).toBe('queued');
    bench.clock.advance(5_000);
    expect(bench.connector.interaction(first)?.agentId).toBe('1001');
  });

  it('is not offered to an agent whose desk is away, or who is logged out', () => {
    const bench = contactBench();
    const desk = bench.seat('1001', both);
    desk.detach();
    const id = bench.place();
    expect(bench.phase(id)).toBe('queued');
    bench.open('1001', both);
    expect(bench.phase(id)).toBe('offered');
    bench.state('1001', 'LoggedOut');
    expect(bench.phase(id)).toBe('queued');
    expect(bench.connector.sessionsOf('1001')).toBeNull();
  });

  it('for an agent by name is his alone, and direct', () => {
    const bench = contactBench();
    bench.seat('1002', { loginString: '1002;pw;5002;pm2c' });
    const id = bench.place({ to: { agentId: '1001' } });
    expect(bench.phase(id)).toBe('queued');
    const desk = bench.seat('1001', both);
    expect(shownAt(desk.answers).get(id)).toMatchObject({ isDirect: true, skillGroup: null });
  });

  it.each([
    [{ to: { skillGroup: 'Nobody' } }, 'There is no skill group "Nobody": the scenario has Sales, Support'],
    [{ to: { agentId: '77' } }, 'There is no agent 77'],
  ])('for %o is refused', (given, message) => {
    expect(() => contactBench().place(given)).toThrow(message);
  });
});

describe('an offer given back', () => {
  it.each([
    ['A1', systemReason.sessionsFull],
    ['A0', systemReason.httpSessionsFull],
    [null, systemReason.givenBack],
  ] as const)('with %s sets the agent Not Ready, and goes back to the router', (reason, reasonCode) => {
    const bench = contactBench();
    const desk = bench.seat('1001', both);
    const id = bench.place();
    desk.taken();
    expect(reject(desk, id, reason).type).toBe('RequestConf');
    expect(bench.toSwitch).toEqual([['setNotReady', '1001', reasonCode]]);
    expect(bench.domain('1001', 'action')).toMatchObject({ isReady: false, reasonCode });
    expect(bench.domain('1001', 'voice')).toMatchObject({ isReady: false, reasonCode });
    expect(bench.phase(id)).toBe('queued');
    const ended = desk.taken().find((one) => one.type === 'InteractionEvent');
    expect(ended).toMatchObject({
      interaction: { interactionId: id, phase: 'ended', end: { cause: 'rejected' } },
    });
    bench.choose('1001', 'Ready');
    expect(bench.phase(id)).toBe('offered');
  });

  it('with M0 changes no state', () => {
    const bench = contactBench();
    const desk = bench.seat('1001', both);
    const id = bench.place();
    reject(desk, id, 'M0');
    expect(bench.toSwitch).toEqual([]);
    expect(bench.domain('1001', 'chat')).toMatchObject({ isReady: true, state: 'Ready', inUse: 0 });
  });

  it('goes to another who is free, and not back to the same', () => {
    const bench = contactBench();
    const desk = bench.seat('1001', both);
    bench.clock.advance(1_000);
    bench.seat('1002', { loginString: '1002;pw;5002;pm2c' });
    const id = bench.place();
    reject(desk, id, 'M0');
    expect(bench.connector.interaction(id)?.agentId).toBe('1002');
  });

  it('waits 5 s for the only agent, whose state it did not change', () => {
    const bench = contactBench();
    const desk = bench.seat('1001', both);
    const id = bench.place();
    reject(desk, id, 'M0');
    bench.clock.advance(4_999);
    expect(bench.phase(id)).toBe('queued');
    bench.clock.advance(1);
    expect(bench.phase(id)).toBe('offered');
  });

  it('of a call is only written down', () => {
    const bench = contactBench();
    const desk = bench.seat('1001', both);
    const asked = {
      type: 'RejectOfferRequest',
      interactionId: 'call-1',
      channel: 'voice',
      reason: 'A1',
    } as const;
    expect(desk.ask(asked).type).toBe('RequestConf');
    expect(bench.toSwitch).toEqual([]);
    expect(bench.domain('1001', 'chat').isReady).toBe(true);
  });
});

describe('an offer that nobody takes', () => {
  it('goes back to the router, and that domain alone is Not Ready', () => {
    const bench = contactBench();
    const desk = bench.seat('1001', both);
    const id = bench.place();
    bench.clock.advance(29_999);
    expect(bench.phase(id)).toBe('offered');
    bench.clock.advance(1);
    expect(bench.phase(id)).toBe('queued');
    expect(bench.domain('1001', 'chat')).toMatchObject({
      isReady: false,
      state: 'NotReady',
      reasonCode: systemReason.offerNotAnswered,
    });
    expect(bench.domain('1001', 'action').isReady).toBe(true);
    expect(bench.toSwitch).toEqual([]);
    expect(desk.answers.findLast((one) => one.type === 'InteractionEvent')).toMatchObject({
      interaction: { phase: 'ended', end: { cause: 'no-answer' } },
    });
    expect(accept(desk, id)).toMatchObject({ code: 'unknownInteraction' });
    desk.ask({ type: 'SetDomainReadyRequest', domainId: 5_001, isReady: true });
    expect(bench.phase(id)).toBe('offered');
  });

  it('of an action item rings as long as MediaDefaultRonaTimeout says', () => {
    const bench = contactBench();
    bench.seat('1001', both);
    const id = bench.place({ channel: 'action', body: 'Please rebill' });
    bench.clock.advance(20_000);
    expect(bench.connector.interaction(id)).toMatchObject({ phase: 'queued', tries: 1, ronas: 1 });
  });
});

describe('tries', () => {
  const plan = testContactPlan({ settings: { tries: { afterRona: 2, all: 3 } } });
  const ready = { type: 'SetDomainReadyRequest', domainId: 5_001, isReady: true } as const;

  it('after RONA stop at RouteRonaTryCount', () => {
    const bench = contactBench(plan);
    const desk = bench.seat('1001', both);
    const id = bench.place();
    for (let ring = 0; ring < 2; ring += 1) {
      desk.ask(ready);
      bench.clock.advance(30_000);
    }
    desk.ask(ready);
    expect(bench.connector.interaction(id)).toMatchObject({
      phase: 'ended',
      tries: 2,
      ronas: 2,
      gaveUp: 'RONA',
    });
  });

  it.each([
    ['M0', 'REJECT'],
    ['A1', 'REROUTE'],
  ] as const)('in all stop at RouteTryCount, with the reason of the last: %s is %s', (reason, gaveUp) => {
    const bench = contactBench(plan);
    const desk = bench.seat('1001', both);
    const id = bench.place();
    for (let one = 0; one < 3; one += 1) {
      reject(desk, id, reason);
      bench.choose('1001', 'Ready');
    }
    expect(bench.connector.interaction(id)).toMatchObject({ phase: 'ended', tries: 3, gaveUp });
  });

  it('end where nobody was found in time', () => {
    const bench = contactBench(testContactPlan({ longestWaitMs: 60_000 }));
    const id = bench.place();
    bench.clock.advance(60_000);
    expect(bench.connector.interaction(id)).toMatchObject({
      phase: 'ended',
      gaveUp: 'TIMEOUT',
      agentId: null,
    });
  });

  it('end where the MediaManager starts anew, for what waits in its queue', () => {
    const bench = contactBench();
    const desk = bench.seat('1001', both);
    const [taken, waiting] = [bench.place(), bench.place()];
    accept(desk, taken);
    bench.connector.restartMediaManager();
    expect(bench.connector.interaction(waiting)).toMatchObject({ phase: 'ended', gaveUp: 'RESTART' });
    expect(bench.phase(taken)).toBe('active');
  });
});

describe('without multi-session', () => {
  const single = { ...both, multiSession: false };

  it('an agent has one interaction at a time, a call among them', () => {
    const bench = contactBench();
    const desk = bench.seat('1001', single);
    const chat = bench.place();
    const item = bench.place({ channel: 'action' });
    expect([bench.phase(chat), bench.phase(item)]).toEqual(['offered', 'queued']);
    // The switch is told to keep calls from him as long as he has it.
    expect(bench.toSwitch).toEqual([['holdVoice', '1001', true]]);
    accept(desk, chat);
    desk.ask({ type: 'EndInteractionRequest', interactionId: chat });
    expect(bench.phase(item)).toBe('queued');
    desk.ask({ type: 'CompleteInteractionRequest', interactionId: chat, disposition: 1, notes: 'done' });
    expect(bench.phase(item)).toBe('offered');
    accept(desk, item);
    bench.tell({ type: 'callBegins', agentId: '1001', callId: 'c1' });
    desk.ask({ type: 'EndInteractionRequest', interactionId: item });
    expect(bench.toSwitch.at(-1)).toEqual(['holdVoice', '1001', false]);
    const next = bench.place();
    expect(bench.phase(next)).toBe('queued');
    bench.tell({ type: 'callEnds', agentId: '1001', callId: 'c1' });
    expect(bench.phase(next)).toBe('offered');
  });

  it('what comes for him by name while he is busy is hidden, and rings out, with CtiCheckMediaByDirectCall', () => {
    const bench = contactBench(testContactPlan({ settings: { hidesDirect: true } }));
    const desk = bench.seat('1001', single);
    accept(desk, bench.place());
    desk.taken();
    const direct = bench.place({ channel: 'action', to: { agentId: '1001' } });
    expect(bench.phase(direct)).toBe('offered');
    expect(desk.taken().filter(({ type }) => type === 'InteractionEvent')).toEqual([]);
    expect(bench.connector.sessionsOf('1001')?.interactions).toHaveLength(1);
    expect(accept(desk, direct)).toMatchObject({ code: 'unknownInteraction' });
    bench.clock.advance(20_000);
    expect(bench.connector.interaction(direct)).toMatchObject({ phase: 'queued', ronas: 1 });
    // He did not see it: it is no reason to make him Not Ready.
    expect(bench.domain('1001', 'action')).toMatchObject({ isReady: true, reasonCode: null });
    // And it does not ring again at once.
    bench.clock.advance(4_999);
    expect(bench.phase(direct)).toBe('queued');
    bench.clock.advance(1);
    expect(bench.connector.interaction(direct)).toMatchObject({ phase: 'offered', isHidden: true });
  });

  it('without that key it waits', () => {
    const bench = contactBench();
    const desk = bench.seat('1001', single);
    accept(desk, bench.place());
    expect(bench.phase(bench.place({ channel: 'action', to: { agentId: '1001' } }))).toBe('queued');
  });
});
