import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { DeskCommand } from '../../contract/desk/desk-command.ts';
import type { HeadlessDesk } from '../../main/headless/headless-desk.ts';
import { startTier, type Tier } from '../../server-sim/index.ts';
import { Control } from '../support/tier.ts';
import { desksOfFile, done, logIn, talking, until } from './desks.ts';

// What an agent clicks while no CTI server is there: done once when one is, and never forgotten.

interface CallEvents {
  readonly last: number;
  readonly events: readonly { readonly type: string; readonly detail: { readonly event?: string } }[];
}

let tier: Tier;
let control: Control;
const openDesk = desksOfFile();
const both = ['cti-a', 'cti-b'] as const;
/** So late is the other server, which keeps the gap open for a click. Milliseconds. */
const lateMs = 100;

beforeAll(async () => {
  tier = await startTier();
  control = new Control(tier.addresses.control);
});
afterAll(() => tier.close());
beforeEach(() => control.reset());

/** In wrap-up after a call. Resolves with its id. */
async function wrappingUp(desk: HeadlessDesk): Promise<string> {
  const callId = await talking(desk, control);
  await done(desk, { type: 'release', callId });
  await until(desk, ({ agent, sessions }) => agent?.state === 'WrapUp' && sessions[0]?.kind === 'voice');
  return callId;
}

async function loseBoth(desk: HeadlessDesk): Promise<void> {
  for (const server of both) await control.server(server, 'kill');
  await until(desk, ({ connections }) => connections.cti.status === 'down');
}

/** The server in use dies, and the other takes its time: the desk is between the two. */
async function openGap(desk: HeadlessDesk): Promise<void> {
  const [used, other] =
    desk.desk.state().connections.cti.inUse === 'A' ? both : ([...both].reverse() as [string, string]);
  await control.slow(other, lateMs);
  const lost = until(desk, ({ agent }) => agent?.known === 'lost');
  await control.server(used, 'kill');
  await lost;
}

/** Wrap-up is over, at the desk and at the switch, and he is Ready. */
async function isReady(desk: HeadlessDesk): Promise<void> {
  const { sessions } = await until(
    desk,
    ({ agent }) => agent?.known === 'live' && agent.state === 'Ready' && !agent.wrapUpFinished,
  );
  expect(sessions).toEqual([]);
  expect((await control.agent('12345')).agent).toMatchObject({ state: 'Ready' });
}

test('wrap-up that is finished while both are dead ends when one is back', async () => {
  const desk = await openDesk(tier.addresses);
  const callId = await wrappingUp(desk);
  await loseBoth(desk);
  await done(desk, { type: 'finishWrapUp', sessionId: callId });
  expect(desk.desk.state()).toMatchObject({ sessions: [], agent: { wrapUpFinished: true } });
  await control.server('cti-b', 'start');
  await isReady(desk);
});

test('so does the wrap-up of a call that ended while both were dead', async () => {
  const desk = await openDesk(tier.addresses);
  const callId = await talking(desk, control);
  await loseBoth(desk);
  await control.post(`/calls/${callId}/hang-up`);
  await until(desk, ({ sessions }) => sessions[0]?.kind === 'voice' && sessions[0].phase === 'ended');
  await done(desk, { type: 'finishWrapUp', sessionId: callId });
  await control.server('cti-a', 'start');
  await isReady(desk);
});

test('wrap-up that is finished in a move to the other one ends there', async () => {
  const desk = await openDesk(tier.addresses);
  const callId = await wrappingUp(desk);
  await openGap(desk);
  await done(desk, { type: 'finishWrapUp', sessionId: callId });
  await isReady(desk);
});

test('a number that is dialled in a move to the other one is called once', async () => {
  const number = '01632960002';
  await control.post('/far-ends', {
    number,
    name: 'Colleague',
    answers: 0,
    voice: { type: 'tone', hertz: 620 },
  });
  const desk = await openDesk(tier.addresses);
  await logIn(desk);
  const { last } = await control.get<CallEvents>('/events');
  await openGap(desk);
  const outcome = desk.desk.command({ type: 'dial', number });
  expect(desk.desk.state().waiting).toMatchObject([{ action: 'dial', number }]);
  expect(await outcome).toEqual({ ok: true });
  await until(desk, ({ sessions }) => sessions[0]?.kind === 'voice' && sessions[0].phase === 'talking');
  expect(desk.desk.state().waiting).toEqual([]);
  const { events } = await control.get<CallEvents>(`/events?after=${last}`);
  expect(events.filter(({ type, detail }) => type === 'call' && detail.event === 'Begin')).toHaveLength(1);
});

test('a transfer of a call that ends before the other one is there is refused with why', async () => {
  const desk = await openDesk(tier.addresses);
  const callId = await talking(desk, control);
  await openGap(desk);
  const transfer: DeskCommand = { type: 'blindTransfer', callId, number: '01632960002' };
  const outcome = desk.desk.command(transfer);
  await done(desk, { type: 'release', callId });
  expect(await outcome).toMatchObject({ ok: false, error: { code: 'call.unknown' } });
});

test('a state that is chosen just before both die is set when one is back', async () => {
  const desk = await openDesk(tier.addresses);
  await logIn(desk);
  for (const server of both) await control.server(server, 'freeze');
  const outcome = desk.desk.command({ type: 'setState', target: { state: 'Ready' } });
  for (const server of both) await control.server(server, 'kill');
  expect(await outcome).toEqual({ ok: true });
  expect(desk.desk.state().agent).toMatchObject({ known: 'lost', chosen: { target: { state: 'Ready' } } });
  await control.server('cti-a', 'start');
  await isReady(desk);
});
