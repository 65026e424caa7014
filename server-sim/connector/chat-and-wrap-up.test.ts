import { describe, expect, it } from 'vitest';
import { systemReason } from '../../contract/cti/system-reasons.ts';
import { type BenchDesk, type ContactBench, contactBench, shownAt } from './testing/contact-bench.ts';
import { testContactPlan } from './testing/test-contact-plan.ts';

const twoChats = { loginString: '1001;pw;5001;pmc2' };

function take(desk: BenchDesk, interactionId: string): string {
  expect(desk.ask({ type: 'AcceptOfferRequest', interactionId }).type).toBe('RequestConf');
  return interactionId;
}

const endIt = (desk: BenchDesk, interactionId: string) =>
  desk.ask({ type: 'EndInteractionRequest', interactionId });
const complete = (desk: BenchDesk, interactionId: string, id?: string) =>
  desk.ask({ type: 'CompleteInteractionRequest', interactionId, disposition: 7, notes: 'Moved' }, id);
const write = (desk: BenchDesk, interactionId: string, text: string, id?: string) =>
  desk.ask({ type: 'SendChatMessageRequest', interactionId, text }, id);

function transcript(bench: ContactBench, interactionId: string): readonly string[] {
  return (
    bench.connector.interaction(interactionId)?.transcript.map(({ from, text }) => `${from}: ${text}`) ?? []
  );
}

describe('wrap-up', () => {
  it('with AppChatMsWrapup=0 follows the last open chat alone', () => {
    const bench = contactBench();
    const desk = bench.seat('1001', twoChats);
    const [first, last] = [take(desk, bench.place()), take(desk, bench.place())];
    endIt(desk, first);
    expect(bench.phase(first)).toBe('ended');
    endIt(desk, last);
    expect(bench.connector.interaction(last)).toMatchObject({
      phase: 'wrap-up',
      view: { wrapUpEndsAt: 60_000 },
    });
    expect(bench.domain('1001', 'chat')).toMatchObject({ state: 'WorkReady', isReady: true, inUse: 0 });
    expect(bench.exchanged().slice(-2)).toEqual([169, 168]);
  });

  it('with 1 follows each, and does not count against the limit', () => {
    const bench = contactBench(testContactPlan({ settings: { chatWrapUp: 'each' } }));
    const desk = bench.seat('1001', twoChats);
    const [first, last] = [take(desk, bench.place()), take(desk, bench.place())];
    endIt(desk, first);
    expect([bench.phase(first), bench.phase(last)]).toEqual(['wrap-up', 'active']);
    expect(bench.phase(bench.place())).toBe('offered');
  });

  it('ends by its limit, and the domain is as it was', () => {
    const bench = contactBench();
    const desk = bench.seat('1001');
    const chat = take(desk, bench.place());
    endIt(desk, chat);
    bench.clock.advance(60_000);
    expect(bench.phase(chat)).toBe('ended');
    expect(bench.domain('1001', 'chat')).toMatchObject({ state: 'Ready', isReady: true });
    // What he wrote may come after it.
    expect(complete(desk, chat).type).toBe('RequestConf');
    expect(bench.connector.interaction(chat)?.completed).toEqual([
      { agentId: '1001', disposition: 7, notes: 'Moved', at: 60_000 },
    ]);
  });

  /** An agent in the wrap-up of a chat that no time ends. */
  const wrappingUp = (given: Parameters<ContactBench['seat']>[1] = {}) => {
    const bench = contactBench(testContactPlan({ mediaManager: { wrapUpMs: null } }));
    const desk = bench.seat('1001', given);
    const chat = take(desk, bench.place());
    endIt(desk, chat);
    expect(bench.phase(chat)).toBe('wrap-up');
    return { bench, desk, chat };
  };

  it.each(['Ready', 'NotReady'] as const)('ends at once when he chooses %s', (to) => {
    const { bench, desk, chat } = wrappingUp();
    bench.choose('1001', to);
    expect(bench.phase(chat)).toBe('ended');
    expect(shownAt(desk.answers).has(chat)).toBe(false);
    expect(bench.domain('1001', 'chat')).toMatchObject({ state: to, isReady: to === 'Ready' });
    expect(bench.exchanged().slice(-2)).toEqual([168, 169]);
    expect(complete(desk, chat).type).toBe('RequestConf');
    expect(bench.connector.interaction(chat)?.completed).toMatchObject([{ notes: 'Moved' }]);
  });

  it.each([true, false])('ends when he sets the domain of chats, ready: %s, and no other', (isReady) => {
    const { bench, desk, chat } = wrappingUp();
    desk.ask({ type: 'SetDomainReadyRequest', domainId: 5_002, isReady });
    expect(bench.phase(chat)).toBe('wrap-up');
    desk.ask({ type: 'SetDomainReadyRequest', domainId: 5_001, isReady });
    expect(bench.phase(chat)).toBe('ended');
  });

  it('that he ends by his choice holds calls back no longer, without multi-session', () => {
    const { bench } = wrappingUp({ multiSession: false });
    expect(bench.toSwitch).toEqual([['holdVoice', '1001', true]]);
    bench.choose('1001', 'Ready');
    expect(bench.toSwitch.at(-1)).toEqual(['holdVoice', '1001', false]);
  });

  it.each(['A0', 'A1', null] as const)(
    'goes on where an offer that was given back with %s makes him Not Ready: he may be writing',
    (reason) => {
      const { bench, desk, chat } = wrappingUp();
      const interactionId = bench.place();
      desk.ask({ type: 'RejectOfferRequest', interactionId, channel: 'chat', reason });
      expect(bench.domain('1001', 'chat').isReady).toBe(false);
      expect(bench.phase(chat)).toBe('wrap-up');
    },
  );

  it('goes on where the switch makes him Not Ready, or his desk is lost', () => {
    const { bench, chat } = wrappingUp();
    bench.state('1001', 'NotReady', systemReason.noAnswer);
    bench.state('1001', 'NotReady', systemReason.desktopLost);
    expect(bench.phase(chat)).toBe('wrap-up');
  });

  it('ends when what he wrote comes, which is taken once however often it comes', () => {
    const bench = contactBench();
    const desk = bench.seat('1001');
    const chat = take(desk, bench.place());
    endIt(desk, chat);
    expect([complete(desk, chat, 'w1').type, complete(desk, chat, 'w1').type]).toEqual([
      'RequestConf',
      'RequestConf',
    ]);
    desk.ask({ type: 'CloseCommunicationSessionRequest' });
    // The session is new, and the id is known by what was completed.
    expect(complete(bench.open('1001'), chat, 'w1').type).toBe('RequestConf');
    expect(bench.phase(chat)).toBe('ended');
    expect(bench.connector.interaction(chat)?.completed).toHaveLength(1);
  });

  it('is none for action items, which end when they are done', () => {
    const bench = contactBench();
    const desk = bench.seat('1001');
    const item = take(desk, bench.place({ channel: 'action', body: 'Rebill' }));
    endIt(desk, item);
    expect(bench.connector.interaction(item)).toMatchObject({
      phase: 'ended',
      view: { end: { cause: 'agent' } },
    });
    expect(bench.exchanged().at(-1)).toBe(169);
  });

  it('of an interaction of another agent is not taken', () => {
    const bench = contactBench();
    const other = bench.seat('1003', { loginString: '1003;pw;5003;pmc' });
    const chat = take(bench.seat('1001'), bench.place());
    expect(complete(other, chat)).toMatchObject({ code: 'unknownInteraction' });
  });
});

describe('a chat', () => {
  it('has its messages numbered from 1 without gaps, those from before it was offered too', () => {
    const bench = contactBench();
    const chat = bench.place({
      script: [
        { does: 'say', text: 'Hello', writesForMs: 0 },
        { does: 'say', text: 'Anybody there?', writesForMs: 3_000 },
        { does: 'await', messages: 1 },
        { does: 'wait', ms: 1_000 },
        { does: 'say', text: 'The 14th', writesForMs: 2_000 },
        { does: 'leave' },
      ],
    });
    bench.clock.advance(3_000);
    const desk = bench.seat('1001');
    take(desk, chat);
    write(desk, chat, 'Which day?', 'm1');
    bench.clock.advance(1_000);
    expect(shownAt(desk.answers).get(chat)).toMatchObject({ isCustomerTyping: true, lastMessage: 3 });
    bench.clock.advance(2_000);
    expect(transcript(bench, chat)).toEqual([
      'customer: Hello',
      'customer: Anybody there?',
      'agent: Which day?',
      'customer: The 14th',
      'system: Tomasz Wrona left the chat',
    ]);
    const told = desk.answers.flatMap((one) => (one.type === 'TranscriptEvent' ? one.messages : []));
    expect(told.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
    expect(told[2]).toMatchObject({ messageId: 'm1', from: 'agent' });
    expect(shownAt(desk.answers).get(chat)).toMatchObject({
      phase: 'wrap-up',
      isCustomerTyping: false,
      end: { cause: 'customer', message: 'Tomasz Wrona left the chat' },
    });
  });

  it('takes a message once, whichever session its repeat comes by, and none when it is over', () => {
    const bench = contactBench();
    const desk = bench.seat('1001');
    const chat = take(desk, bench.place());
    write(desk, chat, 'Hello', 'm1');
    expect(write(desk, chat, 'Hello', 'm1').type).toBe('RequestConf');
    const other = bench.open('1001', { desk: { id: 'another', name: 'PC 2' } }, 'B');
    expect(write(other, chat, 'Hello', 'm1').type).toBe('RequestConf');
    expect(transcript(bench, chat)).toEqual(['agent: Hello']);
    endIt(other, chat);
    expect(write(other, chat, 'Too late', 'm2')).toMatchObject({ code: 'notAllowedNow' });
    expect(write(other, chat, 'Hello', 'm1').type).toBe('RequestConf');
  });

  it('is written in by QA: typing, text, leaving', () => {
    const bench = contactBench();
    const desk = bench.seat('1001');
    const chat = take(desk, bench.place());
    bench.connector.partnerTypes(chat, true);
    expect(shownAt(desk.answers).get(chat)?.isCustomerTyping).toBe(true);
    bench.connector.partnerSays(chat, 'Hi');
    expect(shownAt(desk.answers).get(chat)?.isCustomerTyping).toBe(false);
    bench.connector.partnerLeaves(chat);
    expect(bench.phase(chat)).toBe('wrap-up');
    expect(() => bench.connector.partnerSays(chat, 'Hi')).toThrow('is over: only its wrap-up is left');
    expect(() => bench.connector.partnerSays('nope', 'Hi')).toThrow('There is no interaction nope');
  });

  it('whose customer leaves before anybody answers is over', () => {
    const bench = contactBench();
    const desk = bench.seat('1001');
    const [rings, waits] = [bench.place(), bench.place()];
    bench.connector.partnerLeaves(waits);
    bench.connector.partnerLeaves(rings);
    expect([bench.phase(rings), bench.phase(waits)]).toEqual(['ended', 'ended']);
    expect(shownAt(desk.answers).size).toBe(0);
  });
});
