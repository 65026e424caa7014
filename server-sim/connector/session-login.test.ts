import { describe, expect, it } from 'vitest';
import { totalSessions } from '../../contract/sessions/channel-sessions.ts';
import combinations from '../../contract/sessions/testing/channel-combinations.json' with { type: 'json' };
import { type BenchDesk, contactBench, shownAt } from './testing/contact-bench.ts';
import { testContactPlan } from './testing/test-contact-plan.ts';

const login = (media: string) => ({ loginString: `1001;pw;5001${media}` });

describe('a login', () => {
  it('is told its channels, its domains, and nothing to do', () => {
    const desk = contactBench().open('1001', login(';pm2c'));
    expect(desk.answers).toEqual([
      expect.objectContaining({
        type: 'CommunicationSessionConf',
        sequence: 0,
        channels: { voice: 1, actions: 2, chats: 1 },
        hidesDirect: false,
        interactions: [],
      }),
    ]);
  });

  it('has the domains of its channels alone', () => {
    const bench = contactBench();
    bench.open('1001', login(';m2'));
    expect(bench.connector.sessionsOf('1001')?.domains).toEqual([
      expect.objectContaining({ name: 'Action items', isReady: false, state: 'NotReady', inUse: 0, most: 2 }),
    ]);
  });

  it.each([
    ['a wrong string', { loginString: '1001;pw;5001;x' }, 'badLoginString', { part: 'media', at: '14' }],
    ['a wrong password', { password: 'no' }, 'invalidCredentials', { agentId: '1001' }],
    ['an unknown agent', { agentId: '9', loginString: '9;pw;5001' }, 'invalidCredentials', { agentId: '9' }],
    [
      'another agent in its string',
      { loginString: '1002;pw;5001' },
      'badLoginString',
      { part: 'agent', at: '1', expected: "The login is agent 1001's: write that agent ID." },
    ],
    [
      'another password in its string',
      { loginString: '1001;WRONG;5001' },
      'badLoginString',
      { part: 'password', at: '6', expected: "The login is agent 1001's: write that agent's password." },
    ],
    [
      'another password in its string of type 1',
      { loginString: 'WRONG;5001', agentLoginType: 1 as const },
      'badLoginString',
      { part: 'password', at: '1' },
    ],
    [
      'another name in its string',
      { loginString: 'Ben;pw;5001', agentLoginType: 5 as const },
      'badLoginString',
      { part: 'name', at: '1', expected: "The login is agent 1001's: write that agent's name." },
    ],
    [
      'its own name and another password',
      { loginString: 'Ada;WRONG;5001', agentLoginType: 5 as const },
      'badLoginString',
      { part: 'password', at: '5' },
    ],
    [
      'a wrong password on both sides',
      { password: 'no', loginString: '1001;no;5001' },
      'invalidCredentials',
      { agentId: '1001' },
    ],
    [
      'too many action items',
      login(';m3'),
      'overLimit',
      { limit: 'AppActionRoutingMaxSession', most: '2', asked: '3' },
    ],
    ['too many chats', login(';c2'), 'overLimit', { limit: 'AppChatMaxSession', most: '1', asked: '2' }],
  ])('with %s is refused', (_, given, code, details) => {
    const plan = testContactPlan({ settings: { most: { sessions: 6, actions: 2, chats: 1 } } });
    const bench = contactBench(plan);
    const desk = bench.open('1001', given);
    expect(desk.answers).toEqual([
      expect.objectContaining({ type: 'FailureConf', code, details: expect.objectContaining(details) }),
    ]);
    for (const said of [JSON.stringify(desk.answers), bench.log.lines.join()]) {
      expect(said).not.toMatch(/\bpw\b|WRONG/);
    }
    expect(bench.connector.sessionsOf('1001')).toBeNull();
  });

  it.each([
    [0, '1001;pw;5001'],
    [1, 'pw;5001'],
    [2, '5001'],
    [5, ' ada ;pw;5001'],
  ] as const)('of type %i is the agent’s: %s', (agentLoginType, loginString) => {
    const [conf] = contactBench().open('1001', { agentLoginType, loginString }).answers;
    expect(conf?.type).toBe('CommunicationSessionConf');
  });

  it('with multi-session is refused where CtiCheckMediaByDirectCall is on', () => {
    const plan = testContactPlan({ settings: { hidesDirect: true } });
    expect(contactBench(plan).open('1001').answers).toEqual([
      expect.objectContaining({
        code: 'misconfigured',
        details: { key: 'CtiCheckMediaByDirectCall', value: '1', file: 'connector.ini' },
      }),
    ]);
    expect(contactBench(plan).open('1001', { multiSession: false }).answers[0]).toMatchObject({
      hidesDirect: true,
    });
  });

  it('takes the defaults of the connector where no media are written', () => {
    const plan = testContactPlan({ settings: { defaults: { actions: 2, chats: 1 } } });
    const [conf] = contactBench(plan).open('1001', login('')).answers;
    expect(conf).toMatchObject({ channels: { voice: 1, actions: 2, chats: 1 } });
  });
});

/** The rows of the seed's tables: voice, action items, chats, total. */
const rows = combinations.rows.map(([voice = 0, actions = 0, chats = 0, total = 0]) => {
  return [voice, actions, chats, total] as const;
});
/** A default of 1 is what a bare letter means. */
const media = (voice: number, actions: number, chats: number): string =>
  `;${voice ? 'p' : ''}${letter('m', actions)}${letter('c', chats)}`;
const letter = (of: string, count: number): string => (count === 0 ? '' : count === 1 ? of : `${of}${count}`);

describe('every row of the combination tables', () => {
  it.each(rows)('%i voice, %i action items, %i chats: %i sessions', (voice, actions, chats, total) => {
    const bench = contactBench();
    const desk = bench.seat('1001', login(media(voice, actions, chats)));
    const channels = { voice: voice === 1 ? 1 : 0, actions, chats } as const;
    expect(desk.answers[0]).toMatchObject({ type: 'CommunicationSessionConf', channels });
    expect(totalSessions(channels)).toBe(total);
    for (let extra = 0; extra < 7; extra += 1) {
      bench.place();
      bench.place({ channel: 'action' });
    }
    acceptAll(desk);
    expect(countOf(desk)).toEqual({ chats, actions });
    const phases = bench.connector.interactions().map(({ phase }) => phase);
    expect(phases.filter((phase) => phase === 'queued')).toHaveLength(14 - chats - actions);
  });

  const all = [0, 1].flatMap((voice) =>
    [0, 1, 2, 3, 4, 5, 6].flatMap((actions) =>
      [0, 1, 2, 3, 4, 5].map((chats) => [voice, actions, chats] as const),
    ),
  );
  it.each(all.slice(1))(
    'is taken, and any other is blocked: %i voice, %i action items, %i chats',
    (...asked) => {
      const isRow = rows.some((row) => row.slice(0, 3).join() === asked.join());
      const [answer] = contactBench().open('1001', login(media(...asked))).answers;
      expect(answer?.type).toBe(isRow ? 'CommunicationSessionConf' : 'FailureConf');
    },
  );
});

function acceptAll(desk: BenchDesk): void {
  for (;;) {
    const ringing = [...shownAt(desk.answers).values()].find(({ phase }) => phase === 'offered');
    if (!ringing) return;
    desk.ask({ type: 'AcceptOfferRequest', interactionId: ringing.interactionId });
  }
}

function countOf(desk: BenchDesk): { readonly chats: number; readonly actions: number } {
  const shown = [...shownAt(desk.answers).values()];
  const of = (channel: string): number => shown.filter((one) => one.channel === channel).length;
  return { chats: of('chat'), actions: of('action') };
}
