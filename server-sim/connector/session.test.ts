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
