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
    const bench = contactBench(testContactPlan({ mediaManager: { onInterrupt: 1 } }));
    const desk = bench.seat('1001', { loginString: '1001;pw;5001;m2c2' });
    desk.ask({ type: 'AcceptOfferRequest', interactionId: bench.place() });
    bench.tell({ type: 'callBegins', agentId: '1001', callId: 'c1' });
    const second = bench.place();
    expect(bench.phase(second)).toBe('queued');
    expect(bench.phase(bench.place({ channel: 'action' }))).toBe('offered');
    bench.tell({ type: 'callEnds', agentId: '1001', callId: 'c1' });
    expect(bench.phase(second)).toBe('offered');
  });

  it('is advised once, however many calls follow, and not for what only rings', () => {
    const { bench, call, exchanged } = inChat(0);
    bench.place({ channel: 'action' });
    call();
    bench.tell({ type: 'callBegins', agentId: '1001', callId: 'c2' });
    expect(exchanged()).toEqual([160, 171]);
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

describe('interruptible domains with a value other than 0', () => {
  it.each([-1, 1, 2] as const)('are warned of at the start: %i', (onInterrupt) => {
    const { lines } = contactBench(testContactPlan({ mediaManager: { onInterrupt } })).log;
    expect(lines).toEqual([
      `warn MediaManager.ini: ACCEPT_AGENT_INTERRUPT_ADVISORY_EVENT=${onInterrupt} must be 0, since these media routing domains are interruptible: Chat, Action items.`,
    ]);
  });
});
