import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { voiceSessions } from '../../contract/desk/voice-sessions.ts';
import { startTier, type Tier } from '../../server-sim/index.ts';
import { HeadlessAgent } from '../support/headless-agent.ts';
import { Control } from '../support/tier.ts';
import { until } from '../support/until.ts';

// A process that is stopped (SIGSTOP) is what a sleeping computer is to its servers. What they make of it comes by the
// contact centre's clock, so that the minute does not have to pass.

const agentId = '12345';

let tier: Tier;
let control: Control;
let folder: string;
let agent: HeadlessAgent;

beforeAll(async () => {
  tier = await startTier();
  control = new Control(tier.addresses.control);
});
afterAll(() => tier.close());
beforeEach(async () => {
  await control.reset();
  folder = await mkdtemp(path.join(tmpdir(), 'switchhook-stopped-'));
  const { a, b } = tier.addresses.configuration;
  const options = ['--config', a, '--config', b, '--profile', 'Billing, blended', '--login', '-'];
  agent = new HeadlessAgent([...options, '--data', folder, '--media', 'tone:700'], folder);
  agent.write('12345;xxyyzz;52513');
  expect((await agent.answerTo('outcome', 'login')).outcome).toEqual({ ok: true });
  await agent.until('it is registered', ({ phone }) => phone.registration === 'registered');
  expect(await agent.command({ type: 'setState', target: { state: 'Ready' } })).toBeNull();
  await agent.until('it is Ready', (state) => state.agent?.state === 'Ready');
});
afterEach(async () => {
  agent.signal('SIGCONT');
  agent.signal('SIGTERM');
  await agent.ended;
  await rm(folder, { recursive: true, force: true });
});

/** Every server of these kinds loses the desk, as each does that hears nothing of it for long. */
async function serversLoseIt(): Promise<void> {
  for (const kind of ['cti', 'sip', 'licensing']) {
    for (const side of ['a', 'b']) {
      await control.server(`${kind}-${side}`, 'kill');
      await control.server(`${kind}-${side}`, 'start');
    }
  }
  await until(
    'the switch without its desk',
    async () => (await control.agent(agentId)).desk?.link,
    (link) => link === 'lost',
  );
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
      const { known: _, chosen: __, ...desk } = shown;
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

test('a call whose caller hung up while the desk was stopped is over at the desk, with its sound', async () => {
  const callId = await control.placeCall({ caller: 'Aileen Mackay', menuMs: 0 });
  await agent.until('it rings', ({ sessions }) => voiceSessions(sessions)[0]?.phone?.phase === 'ringing');
  expect(await agent.command({ type: 'answer', callId })).toBeNull();
  await agent.until('it talks', (state) => state.agent?.state === 'Talking');
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
