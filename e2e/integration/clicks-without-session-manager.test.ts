import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { HeadlessDesk } from '../../main/headless/headless-desk.ts';
import { startTier, type Tier } from '../../server-sim/index.ts';
import { Control } from '../support/tier.ts';
import { desksOfFile, done, logIn, until } from './desks.ts';

// What an agent clicks on a chat while no session manager is there: done once when one is, or refused with why.

interface Events {
  readonly last: number;
  readonly events: readonly { readonly type: string; readonly detail: { readonly phase?: string } }[];
}

const loginString = '12345;xxyyzz;52513;pm2c';
const both = ['sessions-a', 'sessions-b'] as const;
/** So late is the other session manager, which keeps the gap open for a click. Milliseconds. */
const lateMs = 150;

let tier: Tier;
let control: Control;
const openDesk = desksOfFile();

beforeAll(async () => {
  tier = await startTier();
  control = new Control(tier.addresses.control);
});
afterAll(() => tier.close());
beforeEach(() => control.reset());

/** Ready for chats, and offered one. Resolves with its id. */
async function chatOffered(desk: HeadlessDesk): Promise<string> {
  await logIn(desk, { loginString });
  await done(desk, { type: 'setState', target: { state: 'Ready' } });
  await until(desk, ({ domains }) => domains.length > 0 && domains.every(({ isReady }) => isReady));
  const chatId = await control.placeChat({
    subject: 'A question',
    customerName: 'Pat',
    to: { skillGroup: 'Billing' },
    script: [{ does: 'say', text: 'Hello?', writesForMs: 0 }],
  });
  await phase(desk, chatId, 'offered');
  return chatId;
}

async function phase(desk: HeadlessDesk, chatId: string, is: 'offered' | 'active'): Promise<void> {
  await until(desk, ({ sessions }) =>
    sessions.some((one) => one.id === chatId && one.kind === 'chat' && one.phase === is),
  );
}

/** The session manager in use dies, and the other takes its time: the desk is between the two. */
async function openGap(desk: HeadlessDesk): Promise<void> {
  const [used, other] =
    desk.desk.state().connections.sessions.inUse === 'A' ? both : ([...both].reverse() as [string, string]);
  await control.slow(other, lateMs);
  const lost = until(desk, ({ connections }) => connections.sessions.inUse === null);
  await control.server(used, 'kill');
  expect((await lost).connections.sessions.status).toBe('connecting');
}

test('a chat that is accepted in a move to the other one is the agent’s, once', async () => {
  const desk = await openDesk(tier.addresses);
  const chatId = await chatOffered(desk);
  const { last } = await control.get<Events>('/events');
  await openGap(desk);
  const outcome = desk.desk.command({ type: 'acceptOffer', sessionId: chatId });
  expect(desk.desk.state().waiting).toMatchObject([{ goesBy: 'sessions', action: 'accept', name: 'Pat' }]);
  expect(await outcome).toEqual({ ok: true });
  await phase(desk, chatId, 'active');
  expect(desk.desk.state()).toMatchObject({ waiting: [], connections: { sessions: { status: 'moved' } } });
  const { events } = await control.get<Events>(`/events?after=${last}`);
  const accepted = events.filter(({ type, detail }) => type === 'interaction' && detail.phase === 'active');
  expect(accepted).toHaveLength(1);
});

test('one whose customer leaves before the other one is there is refused with why', async () => {
  const desk = await openDesk(tier.addresses);
  const chatId = await chatOffered(desk);
  await openGap(desk);
  const outcome = desk.desk.command({ type: 'acceptOffer', sessionId: chatId });
  await control.partnerLeaves(chatId);
  expect(await outcome).toMatchObject({
    error: {
      code: 'session.unknown',
      message: expect.stringContaining('before a session manager could be asked'),
    },
  });
});

test('one domain is set Not Ready in a move to the other one', async () => {
  const desk = await openDesk(tier.addresses);
  await chatOffered(desk);
  await openGap(desk);
  const domain = desk.desk.state().domains.find(({ channel }) => channel === 'action');
  await done(desk, { type: 'setDomainReady', domainId: domain?.domainId ?? 0, isReady: false });
  await until(desk, ({ domains }) =>
    domains.some(({ channel, isReady }) => channel === 'action' && !isReady),
  );
});

test('while both are dead a click is refused at once', async () => {
  const desk = await openDesk(tier.addresses);
  const chatId = await chatOffered(desk);
  for (const server of both) await control.server(server, 'kill');
  await until(desk, ({ connections }) => connections.sessions.status === 'down');
  expect(await desk.desk.command({ type: 'acceptOffer', sessionId: chatId })).toMatchObject({
    error: { code: 'sessions.down' },
  });
});
