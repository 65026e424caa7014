import { describe, expect, it } from 'vitest';
import { systemReason } from '../../contract/cti/system-reasons.ts';
import { sessionsAnswer } from '../../contract/sessions/answers.ts';
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

describe('the agent state is the switch’s', () => {
  it('Ready by his choice is Ready in all domains, Not Ready in none', () => {
    const bench = contactBench();
    bench.seat('1001');
    const isReady = (): readonly boolean[] =>
      bench.connector.sessionsOf('1001')?.domains.map((domain) => domain.isReady) ?? [];
    expect(isReady()).toEqual([true, true, true]);
    bench.choose('1001', 'NotReady');
    expect(isReady()).toEqual([false, false, false]);
  });

  it.each([systemReason.noAnswer, systemReason.phoneOutOfService, systemReason.refused])(
    'Not Ready by the switch for %i is about voice alone',
    (reasonCode) => {
      const bench = contactBench();
      bench.seat('1001');
      bench.state('1001', 'NotReady', reasonCode);
      expect(bench.domain('1001', 'voice')).toMatchObject({ isReady: false, state: 'NotReady', reasonCode });
      expect(bench.domain('1001', 'chat')).toMatchObject({ isReady: true, state: 'Ready' });
    },
  );

  it('a choice in a call counts at once, and the state that comes after it is told by the switch', () => {
    const bench = contactBench();
    bench.seat('1001');
    bench.tell({ type: 'agentState', agentId: '1001', state: 'Talking', reasonCode: null });
    expect(bench.domain('1001', 'voice')).toMatchObject({ isReady: true, state: 'Active' });
    bench.tell({ type: 'agentChoice', agentId: '1001', state: 'NotReady', reasonCode: 3 });
    expect(bench.domain('1001', 'voice')).toMatchObject({ isReady: false, state: 'Active' });
    expect(bench.domain('1001', 'chat')).toMatchObject({ isReady: false, reasonCode: 3 });
  });

  it('is partial where he sets one domain alone; voice he cannot set here', () => {
    const bench = contactBench();
    const desk = bench.seat('1001');
    desk.taken();
    desk.ask({ type: 'SetDomainReadyRequest', domainId: 5_001, isReady: false });
    expect(desk.taken()).toEqual([
      expect.objectContaining({ type: 'RequestConf' }),
      expect.objectContaining({ type: 'DomainsEvent' }),
    ]);
    expect(bench.domain('1001', 'chat').isReady).toBe(false);
    expect(bench.domain('1001', 'action').isReady).toBe(true);
    expect(desk.ask({ type: 'SetDomainReadyRequest', domainId: 1, isReady: false })).toMatchObject({
      code: 'notAllowedNow',
      message: 'Cisco_Voice follows the agent state: choose Ready or Not Ready there',
    });
    expect(desk.ask({ type: 'SetDomainReadyRequest', domainId: 4, isReady: true })).toMatchObject({
      code: 'notAllowedNow',
    });
  });
});

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

describe('a request that is sent again', () => {
  it('is confirmed again, and not done to what has come of it meanwhile', () => {
    const bench = contactBench();
    const desk = bench.seat('1001');
    const interactionId = bench.place();
    const reject = { type: 'RejectOfferRequest', interactionId, channel: 'chat', reason: 'M0' } as const;
    desk.ask(reject, 'once');
    bench.clock.advance(5_000);
    expect(bench.phase(interactionId)).toBe('offered');
    const again = bench.open('1001', {}, 'B');
    expect(again.ask(reject, 'once').type).toBe('RequestConf');
    expect(bench.connector.interaction(interactionId)).toMatchObject({ phase: 'offered', tries: 2 });
  });
});

describe('a desk that comes back by the other session manager', () => {
  it('is told everything, and of each chat what it does not have', () => {
    const bench = contactBench();
    const desk = bench.seat('1001', twoChats);
    const chat = take(desk, bench.place({ script: Array.from({ length: 3 }, () => say('x')) }));
    const ringing = bench.place();
    desk.detach();
    expect(bench.exchanged().at(-1)).toBe(166);
    bench.connector.partnerSays(chat, 'Still there?');
    const again = bench.open('1001', { ...twoChats, has: { [chat]: 3 } }, 'B');
    expect(again.answers[0]).toMatchObject({ type: 'CommunicationSessionConf', sequence: 0 });
    expect([...shownAt(again.answers).keys()].sort()).toEqual([chat, ringing].sort());
    expect(again.answers.slice(1)).toEqual([
      expect.objectContaining({
        type: 'TranscriptEvent',
        sequence: 1,
        interactionId: chat,
        messages: [expect.objectContaining({ number: 4, text: 'Still there?' })],
      }),
    ]);
    expect(bench.exchanged().at(-1)).toBe(167);
    expect(bench.domain('1001', 'chat').isReady).toBe(true);
    expect(take(again, ringing)).toBe(ringing);
  });

  it('takes its session along before the first manager has noticed', () => {
    const bench = contactBench();
    const desk = bench.seat('1001');
    const chat = take(desk, bench.place());
    const again = bench.open('1001', {}, 'B');
    expect(desk.answers.some(({ type }) => type === 'CommunicationSessionClosedEvent')).toBe(false);
    expect(write(desk, chat, 'Hello')).toMatchObject({ code: 'noSession' });
    desk.detach();
    expect(write(again, chat, 'Hello').type).toBe('RequestConf');
  });

  it('gets long chats in portions', () => {
    const bench = contactBench();
    const chat = bench.place({ script: Array.from({ length: 450 }, () => say('x')) });
    const [long] = [bench.place({ script: Array.from({ length: 30 }, () => say('y'.repeat(10_000))) })];
    const desk = bench.seat('1001', twoChats);
    const portions = (id: string | undefined) =>
      desk.answers.flatMap((one) =>
        one.type === 'TranscriptEvent' && one.interactionId === id ? [one.messages.length] : [],
      );
    expect(portions(chat)).toEqual([200, 200, 50]);
    expect(portions(long)).toEqual([10, 10, 10]);
    for (const answer of desk.answers) sessionsAnswer.parse(answer);
  });
});

describe('the end of a session', () => {
  it('by another desk is told to the first, and what he has goes along', () => {
    const bench = contactBench();
    const desk = bench.seat('1001');
    const chat = take(desk, bench.place());
    const other = bench.open('1001', { desk: { id: 'other', name: 'PC 2' } });
    expect(desk.answers.at(-1)).toMatchObject({
      type: 'CommunicationSessionClosedEvent',
      why: 'Agent 1001 logged in at PC 2',
    });
    expect([...shownAt(other.answers).keys()]).toEqual([chat]);
    // The switch logs him out of the first device for it: that is not the end of the second desk's session.
    bench.state('1001', 'LoggedOut', systemReason.loggedInElsewhere);
    expect(bench.connector.sessionsOf('1001')?.desk.name).toBe('PC 2');
  });

  it('by logout sends back to the router what is not over', () => {
    const bench = contactBench();
    const desk = bench.seat('1001', twoChats);
    const [chat, ringing] = [take(desk, bench.place()), bench.place()];
    write(desk, chat, 'Hello');
    const item = take(desk, bench.place({ channel: 'action' }));
    desk.ask({ type: 'CloseCommunicationSessionRequest' });
    expect([chat, ringing, item].map((id) => bench.phase(id))).toEqual(['queued', 'queued', 'queued']);
    expect(bench.connector.sessionsOf('1001')).toBeNull();
    const other = bench.seat('1002', { loginString: '1002;pw;5002;pmc2' });
    expect(shownAt(other.answers).size).toBe(3);
    expect(transcript(bench, chat)).toEqual(['agent: Hello']);
    expect(desk.ask({ type: 'CloseCommunicationSessionRequest' }).type).toBe('RequestConf');
  });

  it('by the switch is told why', () => {
    const bench = contactBench();
    const desk = bench.seat('1001');
    bench.state('1001', 'LoggedOut', 999);
    expect(desk.answers.at(-1)).toMatchObject({
      type: 'CommunicationSessionClosedEvent',
      why: 'Agent 1001 was logged out',
    });
    expect(write(desk, 'x', 'Hello')).toMatchObject({ code: 'noSession' });
  });

  it('of a desk that never logged in at the switch leaves nothing', () => {
    const bench = contactBench();
    bench.open('1001').detach();
    expect(bench.connector.sessionsOf('1001')).toBeNull();
  });

  it('by a reset is told, and a new day begins', () => {
    const bench = contactBench();
    const desk = bench.seat('1001');
    take(desk, bench.place());
    bench.connector.reset(testContactPlan());
    expect(desk.answers.at(-1)?.type).toBe('CommunicationSessionClosedEvent');
    expect(bench.connector.interactions()).toEqual([]);
    expect(bench.connector.exchange()).toEqual([]);
    bench.clock.advance(100_000);
    expect(bench.log.lines).toEqual([]);
  });
});

function say(text: string) {
  return { does: 'say', text, writesForMs: 0 } as const;
}
