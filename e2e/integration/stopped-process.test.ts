import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { voiceSessions } from '../../contract/desk/voice-sessions.ts';
import { startTier, type Tier } from '../../server-sim/index.ts';
import { HeadlessAgent } from '../support/headless-agent.ts';
import { projectRoot } from '../support/project.ts';
import { Control } from '../support/tier.ts';
import { until } from '../support/until.ts';

// A process that is stopped (SIGSTOP) is what a sleeping computer is to its servers, and servers that are cut are what a
// pulled cable is: nobody says anything. What the switch makes of it comes by the contact centre's clock, so that the
// minute does not have to pass; that its servers hear nothing is real time, of which they have less patience here.

const agentId = '12345';

let tier: Tier;
let control: Control;
let folder: string;
let tierFolder: string;
let agent: HeadlessAgent;

beforeAll(async () => {
  tierFolder = await mkdtemp(path.join(tmpdir(), 'switchhook-impatient-'));
  const billing = await readFile(path.join(projectRoot, 'server-sim/scenarios/billing.yaml'), 'utf8');
  const scenario = path.join(tierFolder, 'impatient.yaml');
  await writeFile(scenario, billing.replace('idleTimeout: 20 s', 'idleTimeout: 2 s'));
  tier = await startTier({ scenario });
  control = new Control(tier.addresses.control);
});
afterAll(async () => {
  await tier.close();
  await rm(tierFolder, { recursive: true, force: true });
});
beforeEach(async () => {
  await control.reset();
  folder = await mkdtemp(path.join(tmpdir(), 'switchhook-stopped-'));
  agent = await loggedIn('desk');
  expect(await agent.command({ type: 'setState', target: { state: 'Ready' } })).toBeNull();
  await agent.until('it is Ready', (state) => state.agent?.state === 'Ready');
});
afterEach(async () => {
  agent.signal('SIGCONT');
  agent.signal('SIGTERM');
  await agent.ended;
  await rm(folder, { recursive: true, force: true });
});

/** The agent at a desk of its own, with a phone. */
async function loggedIn(name: string, more: readonly string[] = []): Promise<HeadlessAgent> {
  const { a, b } = tier.addresses.configuration;
  const servers = ['--config', a, '--config', b, '--profile', 'Billing, blended', '--login', '-'];
  const options = [...servers, '--data', path.join(folder, name), '--media', 'tone:700', ...more];
  const desk = new HeadlessAgent(options, folder);
  desk.write('12345;xxyyzz;52513');
  expect((await desk.answerTo('outcome', 'login')).outcome).toEqual({ ok: true });
  await desk.until('it is registered', ({ phone }) => phone.registration === 'registered');
  return desk;
}

/** The agent talks; resolves with the call's id. */
async function talking(): Promise<string> {
  const voice = { type: 'tone', hertz: 440 };
  const callId = await control.placeCall({ caller: 'Aileen Mackay', menuMs: 0, voice });
  await agent.until('it rings', ({ sessions }) => voiceSessions(sessions)[0]?.phone?.phase === 'ringing');
  expect(await agent.command({ type: 'answer', callId })).toBeNull();
  await agent.until('it talks', (state) => state.agent?.state === 'Talking');
  return callId;
}

/** What the servers have of the desk. */
async function known(): Promise<object> {
  const { desk, registrations } = await control.agent(agentId);
  const { licences } = await control.get<Licences>('/licences');
  return {
    desk: desk?.link,
    phone: registrations.length === 0 ? 'lost' : 'connected',
    seat: licences[0]?.graceEndsAt === null ? 'connected' : 'lost',
  };
}
interface Licences {
  readonly licences: readonly { readonly graceEndsAt: number | null }[];
}

/** Every server hears nothing of the desk until its patience ends; for the switch a minute goes by then. */
async function serversLoseIt(): Promise<void> {
  await until('the servers without the desk', known, (now) => !Object.values(now).includes('connected'));
  await aMinuteGoesBy();
}

async function aMinuteGoesBy(): Promise<void> {
  await control.clock('hold');
  await control.clock('advance', 61_000);
}

/** Whole again, and what it shows of the agent is what the switch has, field by field. */
async function wholeAgain(): Promise<void> {
  await until(
    'desk and switch of one mind',
    async () => {
      const { agent: atSwitch, calls } = await control.agent(agentId);
      const { agent: shown, sessions, phone } = agent.state ?? {};
      if (shown?.known !== 'live' || phone?.registration !== 'registered') return 'not back yet';
      const { known: _, chosen: __, wrapUpFinished: ___, ...desk } = shown;
      const live = voiceSessions(sessions ?? [])
        .filter(({ phase }) => phase !== 'ended')
        .map(({ id }) => id);
      return JSON.stringify([desk, live]) ===
        JSON.stringify([sortedAs(atSwitch, desk), calls.map(({ callId }) => callId)])
        ? 'same'
        : JSON.stringify({ desk, atSwitch, live });
    },
    (said) => said === 'same',
    20_000,
  );
}

/** The same fields in the other's order. */
function sortedAs(value: object, order: object): object {
  const fields = new Map(Object.entries(value));
  return Object.fromEntries(Object.keys(order).map((key) => [key, fields.get(key)]));
}

test('a desk that was stopped for more than a minute is whole again, Not Ready with the reason the switch gave', async () => {
  agent.signal('SIGSTOP');
  await serversLoseIt();
  expect((await control.agent(agentId)).agent).toMatchObject({ state: 'NotReady', reasonCode: 50_002 });
  agent.signal('SIGCONT');
  await wholeAgain();
  expect(agent.state?.agent).toMatchObject({ state: 'NotReady', reasonCode: 50_002 });
  await control.clock('release');
  expect(await control.ghosts()).toEqual([]);
}, 60_000);

test('a desk that both CTI servers are cut off from is offered no call, and after a minute its agent is Not Ready', async () => {
  for (const server of ['cti-a', 'cti-b']) await control.server(server, 'cut');
  await until(
    'the switch without the desk',
    known,
    (now) => Object.values(now).join() === 'lost,connected,connected',
  );
  const callId = await control.placeCall({ caller: 'Aileen Mackay', menuMs: 0 });
  await control.wait({ for: 'call', callId, phase: 'queued' });
  expect(await control.agent(agentId)).toMatchObject({ agent: { state: 'Ready' }, calls: [] });
  await aMinuteGoesBy();
  expect(await control.agent(agentId)).toMatchObject({
    agent: { state: 'NotReady', reasonCode: 50_002 },
    calls: [],
  });
  for (const server of ['cti-a', 'cti-b']) await control.server(server, 'mend');
  await wholeAgain();
  expect(agent.state?.agent).toMatchObject({ state: 'NotReady', reasonCode: 50_002 });
  await control.clock('release');
  expect(await control.ghosts()).toEqual([]);
}, 60_000);

test('a call whose phone was stopped comes to the phone at which its agent goes on', async () => {
  const callId = await talking();
  agent.signal('SIGSTOP');
  const other = await loggedIn('other', ['--take-over']);
  try {
    await until(
      'its sound at the other phone',
      () => other.heard(callId),
      (heard) => heard?.toneHertz === 440,
      30_000,
    );
    await until(
      'the agent for its caller',
      () => control.heard(callId, { agent: agentId }),
      (heard) => heard?.toneHertz === 700 && (heard.silentForMs ?? 1_000) < 500,
    );
  } finally {
    other.signal('SIGTERM');
    await other.ended;
  }
}, 60_000);

test('a call whose caller hung up while the desk was stopped is over at the desk, with its sound', async () => {
  const callId = await talking();
  agent.signal('SIGSTOP');
  await control.post(`/calls/${callId}/hang-up`);
  // The desk does not answer the BYE, and neither edge takes what waits for that for a call.
  expect(await control.ghosts()).toEqual([]);
  await serversLoseIt();
  agent.signal('SIGCONT');
  await wholeAgain();
  await control.clock('release');
  await until(
    'the end of the sound',
    () => agent.heard(callId),
    (heard) => heard === null,
  );
  expect(await control.ghosts()).toEqual([]);
}, 60_000);
