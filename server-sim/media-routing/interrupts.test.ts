import { describe, expect, it } from 'vitest';
import { contactBench, shownAt } from '../connector/testing/contact-bench.ts';
import { testContactPlan } from '../connector/testing/test-contact-plan.ts';

/** An agent with an active chat and an action item that rings, to whom a call comes. */
function inChat(onInterrupt: -1 | 0 | 1 | 2) {
  const bench = contactBench(testContactPlan({ mediaManager: { onInterrupt } }));
  const desk = bench.seat('1001');
  const chat = bench.place();
  desk.ask({ type: 'AcceptOfferRequest', interactionId: chat });
  const before = bench.exchanged().length;
  return {
    bench,
    chat,
    desk,
    phase: () => shownAt(desk.answers).get(chat)?.phase,
    call: () => bench.tell({ type: 'callBegins', agentId: '1001', callId: 'c1' }),
    hangUp: () => bench.tell({ type: 'callEnds', agentId: '1001', callId: 'c1' }),
    exchanged: () => bench.exchanged().slice(before),
  };
}

describe('a call that comes to an agent in a chat', () => {
  it.each([
    [-1, [171, 173]],
    [0, [171]],
    [2, [171, 172, 173]],
  ] as const)('leaves it Active with ACCEPT_AGENT_INTERRUPT_ADVISORY_EVENT=%i', (onInterrupt, codes) => {
    const { bench, phase, call, hangUp, exchanged } = inChat(onInterrupt);
    call();
    expect(exchanged()).toEqual(codes);
    expect(phase()).toBe('active');
    expect(bench.domain('1001', 'chat').state).toBe('Active');
    hangUp();
    expect(exchanged()).toEqual(codes);
  });

  it('interrupts it with 1, until the call ends, and nothing more is offered there', () => {
    const { bench, desk, chat, phase, call, hangUp, exchanged } = inChat(1);
    call();
    expect(exchanged()).toEqual([171, 172]);
    expect(phase()).toBe('interrupted');
    expect(bench.domain('1001', 'chat').state).toBe('Interrupted');
    expect(desk.ask({ type: 'SendChatMessageRequest', interactionId: chat, text: 'One moment' }).type).toBe(
      'RequestConf',
    );
    hangUp();
    expect(exchanged()).toEqual([171, 172, 174, 175]);
    expect(phase()).toBe('active');
    expect(bench.connector.exchange().at(-2)).toMatchObject({
      name: 'AGENT_INTERRUPT_DONE_ADVISORY_EVENT',
      from: 'cti',
      agentId: '1001',
      interactionId: chat,
      domainId: 5_001,
    });
  });

  it('keeps new work out of an interrupted domain alone', () => {
    const domains = testContactPlan().domains.map((domain) =>
      domain.channel === 'action' ? { ...domain, isInterruptible: false } : domain,
    );
    const bench = contactBench(testContactPlan({ domains, mediaManager: { onInterrupt: 1 } }));
    const desk = bench.seat('1001', { loginString: '1001;pw;5001;m2c2' });
    desk.ask({ type: 'AcceptOfferRequest', interactionId: bench.place() });
    bench.tell({ type: 'callBegins', agentId: '1001', callId: 'c1' });
    const second = bench.place();
    expect(bench.phase(second)).toBe('queued');
    expect(bench.phase(bench.place({ channel: 'action' }))).toBe('offered');
    bench.tell({ type: 'callEnds', agentId: '1001', callId: 'c1' });
    expect(bench.phase(second)).toBe('offered');
  });

  it('is advised once, however many calls follow, and of what only rings when it is accepted', () => {
    const { bench, desk, call, exchanged } = inChat(0);
    const item = bench.place({ channel: 'action' });
    call();
    bench.tell({ type: 'callBegins', agentId: '1001', callId: 'c2' });
    expect(exchanged()).toEqual([160, 171]);
    desk.ask({ type: 'AcceptOfferRequest', interactionId: item });
    expect(exchanged()).toEqual([160, 171, 163, 171]);
    expect(bench.connector.exchange().at(-1)?.interactionId).toBe(item);
  });

  it('goes on being offered chats and action items with 0', () => {
    const { bench, call } = inChat(0);
    call();
    expect(bench.phase(bench.place({ channel: 'action' }))).toBe('offered');
  });

  it('does not touch a domain that is not interruptible', () => {
    const domains = testContactPlan().domains.map((domain) => ({ ...domain, isInterruptible: false }));
    const bench = contactBench(testContactPlan({ domains, mediaManager: { onInterrupt: 1 } }));
    const desk = bench.seat('1001');
    desk.ask({ type: 'AcceptOfferRequest', interactionId: bench.place() });
    bench.tell({ type: 'callBegins', agentId: '1001', callId: 'c1' });
    expect(bench.exchanged()).toEqual([160, 163]);
    expect(bench.log.lines).toEqual([]);
  });
});

const values = [-1, 0, 1, 2] as const;
const onCall = { agentId: '1001', callId: 'c1' } as const;

describe('a chat that rings when a call comes', () => {
  it.each([
    [-1, [163, 171, 173], 'active', 'Active'],
    [0, [163, 171], 'active', 'Active'],
    [1, [163, 171, 172], 'interrupted', 'Interrupted'],
    [2, [163, 171, 172, 173], 'active', 'Active'],
  ] as const)('is advised of when it is accepted in the call: %i', (onInterrupt, codes, phase, state) => {
    const bench = contactBench(testContactPlan({ mediaManager: { onInterrupt } }));
    const desk = bench.seat('1001');
    const chat = bench.place();
    bench.tell({ type: 'callBegins', ...onCall });
    expect(bench.exchanged()).toEqual([160]);
    desk.ask({ type: 'AcceptOfferRequest', interactionId: chat });
    expect(bench.exchanged().slice(1)).toEqual(codes);
    expect(shownAt(desk.answers).get(chat)).toMatchObject({ phase, answeredAt: 0 });
    expect(bench.domain('1001', 'chat').state).toBe(state);
    bench.tell({ type: 'callEnds', ...onCall });
    expect(bench.phase(chat)).toBe('active');
    expect(bench.exchanged().slice(1 + codes.length)).toEqual(onInterrupt === 1 ? [174, 175] : []);
  });

  it('is the agent’s before it is interrupted, for his desk too', () => {
    const bench = contactBench(testContactPlan({ mediaManager: { onInterrupt: 1 } }));
    const desk = bench.seat('1001');
    const interactionId = bench.place();
    bench.tell({ type: 'callBegins', ...onCall });
    desk.ask({ type: 'AcceptOfferRequest', interactionId });
    const phases = desk.answers.flatMap((one) =>
      one.type === 'InteractionEvent' ? [one.interaction.phase] : [],
    );
    expect(phases).toEqual(['offered', 'active', 'interrupted']);
  });

  it('and is accepted after it is not interrupted', () => {
    const bench = contactBench(testContactPlan({ mediaManager: { onInterrupt: 1 } }));
    const desk = bench.seat('1001');
    const interactionId = bench.place();
    bench.tell({ type: 'callBegins', ...onCall });
    bench.tell({ type: 'callEnds', ...onCall });
    desk.ask({ type: 'AcceptOfferRequest', interactionId });
    expect(bench.exchanged()).toEqual([160, 163]);
  });
});

describe('a chat that comes in a call', () => {
  it.each(values)('is offered, or with 1 waits until it is over: %i', (onInterrupt) => {
    const bench = contactBench(testContactPlan({ mediaManager: { onInterrupt } }));
    bench.seat('1001');
    bench.tell({ type: 'callBegins', ...onCall });
    expect(bench.domain('1001', 'chat').state).toBe(onInterrupt === 1 ? 'Interrupted' : 'Ready');
    const chat = bench.place();
    expect(bench.phase(chat)).toBe(onInterrupt === 1 ? 'queued' : 'offered');
    bench.tell({ type: 'callEnds', ...onCall });
    expect(bench.phase(chat)).toBe('offered');
    expect(bench.domain('1001', 'chat').state).toBe('Reserved');
  });

  it('with 1 goes to another agent who is in none', () => {
    const bench = contactBench(testContactPlan({ mediaManager: { onInterrupt: 1 } }));
    bench.seat('1001');
    bench.clock.advance(1_000);
    bench.seat('1002', { loginString: '1002;pw;5002;pmc' });
    bench.tell({ type: 'callBegins', ...onCall });
    expect(bench.connector.interaction(bench.place())?.agentId).toBe('1002');
  });

  it('with 1 waits too where the chat before it was ended in the call', () => {
    const { bench, desk, chat, call } = inChat(1);
    call();
    desk.ask({ type: 'CompleteInteractionRequest', interactionId: chat, disposition: null, notes: '' });
    expect(bench.phase(chat)).toBe('ended');
    expect(bench.domain('1001', 'chat').state).toBe('Interrupted');
    expect(bench.phase(bench.place())).toBe('queued');
  });

  it('with 1 finds a domain that was Not Ready so, and nothing in it', () => {
    const bench = contactBench(testContactPlan({ mediaManager: { onInterrupt: 1 } }));
    const desk = bench.seat('1001');
    desk.ask({ type: 'SetDomainReadyRequest', domainId: 5_001, isReady: false });
    bench.tell({ type: 'callBegins', ...onCall });
    expect(bench.domain('1001', 'chat')).toMatchObject({ state: 'NotReady', isReady: false });
    expect(bench.domain('1001', 'action').state).toBe('Interrupted');
  });
});

describe('interruptible domains with a value other than 0', () => {
  it.each([-1, 1, 2] as const)('are warned of at the start: %i', (onInterrupt) => {
    const { lines } = contactBench(testContactPlan({ mediaManager: { onInterrupt } })).log;
    expect(lines).toEqual([
      `warn MediaManager.ini: ACCEPT_AGENT_INTERRUPT_ADVISORY_EVENT=${onInterrupt} must be 0, since these media routing domains are interruptible: Chat, Action items.`,
    ]);
  });
});
