import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { voiceSessions } from '../../contract/desk/voice-sessions.ts';
import type { HeadlessDesk } from '../../main/headless/headless-desk.ts';
import { type MemoryLog, memoryLog } from '../../main/log/testing/test-logs.ts';
import { startTier, type Tier } from '../../server-sim/index.ts';
import { Control } from '../support/tier.ts';
import { until as untilSeen } from '../support/until.ts';
import { desksOfFile, done, talking, until } from './desks.ts';

// A CTI server that is wrong when the desk comes back: the desk shows what the switch has all the same, and its log
// says what was wrong.

let tier: Tier;
let control: Control;
let log: MemoryLog;
const openDesk = desksOfFile();

beforeAll(async () => {
  tier = await startTier();
  control = new Control(tier.addresses.control);
});
afterAll(() => tier.close());
beforeEach(async () => {
  await control.reset();
  log = memoryLog();
});

/** The desk's server is killed, and the other one does this wrong from the first. */
async function moves(desk: HeadlessDesk, kind: string): Promise<void> {
  const { inUse } = desk.desk.state().connections.cti;
  const [from, to] = inUse === 'A' ? ['cti-a', 'cti-b'] : ['cti-b', 'cti-a'];
  await control.misbehave(to, [kind]);
  await control.server(from, 'kill');
  await until(desk, ({ connections, agent }) => connections.cti.inUse !== inUse && agent?.known === 'live');
}

/** What the desk shows otherwise than the switch has it, by name. */
async function differences({ desk }: HeadlessDesk): Promise<readonly string[]> {
  const { agent: atSwitch, calls } = await control.agent('12345');
  const { agent, sessions, login } = desk.state();
  const fields = Object.entries(atSwitch)
    .filter(([name, value]) => !isDeepStrictEqual({ ...agent }[name as keyof typeof atSwitch], value))
    .map(([name]) => name);
  const shown = voiceSessions(sessions)
    .filter(({ phase }) => phase !== 'ended')
    .map(({ call }) => call);
  return [
    ...fields,
    ...(agent?.known === 'live' ? [] : ['known']),
    ...(login.phase === 'logged-in' ? [] : ['login']),
    ...(isDeepStrictEqual(shown, calls) ? [] : ['calls']),
  ];
}

const same = (desk: HeadlessDesk): Promise<readonly string[]> =>
  untilSeen(
    'the desk shows what the switch has',
    () => differences(desk),
    (found) => found.length === 0,
  );

const logged = (): string => log.lines.map(({ sentence }) => sentence).join('\n');

/** Hold, retrieve, release and wrap-up go as ever. */
async function goesOn(desk: HeadlessDesk, callId: string): Promise<void> {
  await done(desk, { type: 'hold', callId });
  await until(desk, ({ agent }) => agent?.state === 'Hold');
  await same(desk);
  await done(desk, { type: 'retrieve', callId });
  await until(desk, ({ agent }) => agent?.state === 'Talking');
  await same(desk);
  await done(desk, { type: 'release', callId });
  await until(desk, ({ agent }) => agent?.state === 'WrapUp');
  await same(desk);
  await done(desk, { type: 'finishWrapUp', sessionId: callId });
  await until(desk, ({ agent, sessions }) => agent?.state === 'Ready' && sessions.length === 0);
  await same(desk);
}

test.each([
  [
    'forged',
    [
      /CTI server [AB] \(\S+\): CallEvent number 0 came after number \d+; passed over/,
      /CTI server [AB] \(\S+\): RequestConf forged-request answers no request that waits/,
      /CTI server [AB] \(\S+\): refused a message: Nobody asked for this/,
      /CTI server [AB] \(\S+\): Hello came again, as licensing server A of cluster forged/,
      /CTI server [AB] \(\S+\): AgentStateEvent is of agent forged-agent, not of 12345/,
      /CTI server [AB] \(\S+\): event number 1000000000 came after number \d+; what was between is asked for anew/,
    ],
  ],
  ['repeated', [/CTI server [AB] \(\S+\): CallEvent number (\d+) came after number \1; passed over/]],
  [
    'reordered',
    [/CTI server [AB] \(\S+\): event number \d+ came after number \d+; what was between is asked for anew/],
  ],
  [
    'contradiction',
    [
      /CTI server [AB] \(\S+\): SnapshotCallsConf tells call \S+ more than once; the snapshot is asked for once more/,
      /CTI server [AB] \(\S+\): SnapshotCallsConf tells call \S+, which SnapshotDeviceConf does not have on the device/,
    ],
  ],
  ['flood', []],
  [
    'wrongHeartbeat',
    [/A message of CTI server [AB] \(\S+\) answers a heartbeat that was not asked for: HeartbeatConf/],
  ],
] as const)(
  '%s: the desk shows what the switch has, and its log says what was wrong',
  async (kind, sentences) => {
    const desk = await openDesk(tier.addresses, { log });
    const callId = await talking(desk, control);
    await moves(desk, kind);
    await same(desk);
    await goesOn(desk, callId);
    await untilSeen(
      'the log',
      async () => sentences.filter((sentence) => !sentence.test(logged())).map(String),
      (missing) => missing.length === 0,
    );
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  },
  40_000,
);

test('a SIP server that registers and swallows INVITE is left for the other, which holds the call', async () => {
  const desk = await openDesk(tier.addresses, { log });
  const callId = await talking(desk, control);
  const { inUse } = desk.desk.state().connections.sip;
  const [from, other] = inUse === 'A' ? (['sip-a', 'B'] as const) : (['sip-b', 'A'] as const);
  await control.post(`/servers/${from}/mute`, { types: ['INVITE', 'BYE'] });
  await done(desk, { type: 'hold', callId });
  const held = await until(desk, ({ agent }) => agent?.state === 'Hold');
  expect(held.connections.sip).toMatchObject({ inUse: other, status: 'moved' });
  expect(logged()).toMatch(/SIP server [AB] \(\S+\) has not answered INVITE for 5 s/);
  await done(desk, { type: 'retrieve', callId });
  await until(desk, ({ agent }) => agent?.state === 'Talking');
  await done(desk, { type: 'release', callId });
  await until(desk, ({ agent }) => agent?.state === 'WrapUp');
  await same(desk);
  expect(await control.ghosts()).toEqual([]);
}, 40_000);
