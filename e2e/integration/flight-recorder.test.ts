import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { DeskState } from '../../contract/desk/desk-state.ts';
import { voiceSessions } from '../../contract/desk/voice-sessions.ts';
import { deskWhen } from '../../main/desk/desk-when.ts';
import { openDeskFiles } from '../../main/files/desk-files.ts';
import { type HeadlessDesk, openHeadlessDesk } from '../../main/headless/headless-desk.ts';
import { createLog } from '../../main/log/create-log.ts';
import { silentLog } from '../../main/log/testing/test-logs.ts';
import { readZip } from '../../main/recorder/bundle/read-zip.ts';
import { formsOf, secrets, secretsIn } from '../../main/recorder/testing/secrets.ts';
import { startTier, type Tier } from '../../server-sim/index.ts';
import { HeadlessAgent } from '../support/headless-agent.ts';
import { pinnedNode, projectRoot } from '../support/project.ts';
import { Control } from '../support/tier.ts';

// A desk's day over real sockets, with a secret in every place where one can come in: what the flight recorder keeps,
// what a support bundle holds and what a replay prints has none of them, and comes to the same states again.

let folder: string;
let tier: Tier;
let control: Control;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'switchhook-planted-'));
  const scenario = path.join(folder, 'planted.yaml');
  await writeFile(scenario, await plantedScenario());
  tier = await startTier({ scenario });
  control = new Control(tier.addresses.control);
});
afterAll(async () => {
  await tier.close();
  await rm(folder, { recursive: true, force: true });
});

let data: string;
let open: HeadlessDesk | null = null;
beforeEach(async () => {
  await control.reset();
  data = await mkdtemp(path.join(folder, 'desk-'));
});
afterEach(async () => {
  await open?.close();
  open = null;
});

/** The shipped contact centre with secrets in it. */
async function plantedScenario(): Promise<string> {
  const billing = await readFile(path.join(projectRoot, 'server-sim/scenarios/billing.yaml'), 'utf8');
  return billing
    .replace('password: xxyyzz', `password: ${secrets.password}`)
    .replace('name: Inés Duarte', `name: ${secrets.agentName}`)
    .replace('sipPassword: quiet-otter-4711', `sipPassword: ${secrets.sipPassword}`)
    .replace('customers/{account}', `customers/{account}?key=${secrets.token}`);
}

async function openDesk(): Promise<HeadlessDesk> {
  open = await openHeadlessDesk({
    folder: data,
    configuration: tier.addresses.configuration,
    policies: [],
    microphone: { type: 'none' },
    newId: randomUUID,
    log: createLog({ file: path.join(data, 'logs', 'desk.log'), level: 'debug', now: Date.now }),
    bundles: path.join(data, 'bundles'),
  });
  return open;
}

const until = ({ desk }: HeadlessDesk, is: (state: DeskState) => boolean): Promise<DeskState> =>
  deskWhen(desk, is);

/** Notes, an outbox and recent calls that an earlier run left. */
async function leaveThings(): Promise<void> {
  const files = openDeskFiles(data, Date.now, silentLog);
  const notes = { notes: secrets.notes, disposition: 1 };
  await files.drafts.save('call-of-yesterday', { agentId: '12345', kind: 'voice', reply: '', ...notes });
  await files.outbox.append('12345', {
    type: 'SetCallDataRequest',
    id: randomUUID(),
    callId: 'call-before',
    ...notes,
  });
  await files.recentCalls.keep([
    {
      callId: 'call-before',
      direction: 'inbound',
      name: secrets.customer,
      number: secrets.otherNumber,
      at: Date.now() - 60_000,
      talkedMs: 1_000,
      end: `${secrets.customer} hung up`,
      notes: 'here',
    },
  ]);
}

/** A day with everything in it, and what came in during it, as it was. */
async function liveDay(): Promise<{ readonly headless: HeadlessDesk; readonly came: string }> {
  await leaveThings();
  const headless = await openDesk();
  const { desk } = headless;
  const came: string[] = [];
  desk.onInput((input) => came.push(JSON.stringify(input)));
  await until(headless, ({ configuration }) => configuration.status === 'fresh');
  const logIn = (loginString: string, profile = 'Billing, blended') =>
    desk.command({ type: 'logIn', profile, loginString, takeOver: false });
  expect(await logIn(`12345;${secrets.password};52513`, secrets.wrongPlace)).toMatchObject({ ok: false });
  expect(await logIn(`${secrets.wrongPlace};12345;52513`)).toMatchObject({ ok: false });
  expect(await logIn(`12345;${secrets.password}`)).toMatchObject({ ok: false });
  expect(await logIn(`12345;${secrets.wrongPlace};52513`)).toMatchObject({ ok: false });
  expect(await logIn(`12345;${secrets.password};52513`)).toEqual({ ok: true });
  await until(headless, ({ phone }) => phone.registration === 'registered');
  await desk.command({ type: 'setState', target: { state: 'Ready' } });
  await interactions(headless);
  const callId = await control.placeCall({
    from: { number: secrets.number, name: secrets.customer },
    to: '7001',
    variables: { account: secrets.variable, note: secrets.fact },
    customer: {
      name: secrets.customer,
      facts: [{ label: 'Plan', value: secrets.fact }],
      flags: [{ text: secrets.fact, tone: 'notice' }],
      earlierContacts: [{ kind: 'chat', at: Date.now(), subject: secrets.subject, outcome: secrets.subject }],
    },
  });
  await until(headless, ({ sessions }) => voiceSessions(sessions)[0]?.phone?.phase === 'ringing');
  await desk.command({ type: 'answer', callId });
  await until(
    headless,
    ({ agent, sessions }) => agent?.state === 'Talking' && voiceSessions(sessions)[0]?.phase === 'talking',
  );
  await desk.command({ type: 'digits', callId, digits: secrets.keypad });
  await desk.command({ type: 'consult', callId, number: secrets.otherNumber });
  await desk.command({ type: 'saveDraft', sessionId: callId, notes: secrets.notes, disposition: 2 });
  await manualSession(headless);
  await control.server(tierServer(headless, 'cti'), 'kill');
  await until(
    headless,
    ({ connections, agent }) => connections.cti.status === 'moved' && agent?.known === 'live',
  );
  await control.server(tierServer(headless, 'sip'), 'kill');
  await until(headless, ({ connections }) => connections.sip.status === 'moved');
  await control.post(`/calls/${callId}/hang-up`);
  // The consultation is left, and stands on its own.
  const [left] = voiceSessions(
    (await until(headless, ({ sessions }) => voiceSessions(sessions).some(({ phase }) => phase === 'ended')))
      .sessions,
  )
    .filter(({ phase }) => phase !== 'ended')
    .map(({ id }) => id);
  if (left !== undefined) await desk.command({ type: 'release', callId: left });
  await until(headless, ({ sessions }) => voiceSessions(sessions).every(({ phase }) => phase === 'ended'));
  await desk.command({ type: 'finishWrapUp', sessionId: callId });
  await until(headless, ({ sessions }) => sessions.length === 0);
  return { headless, came: came.join('\n') };
}

/** A chat, an action item, what is written in them and about them, and a session manager that dies in between. */
async function interactions(headless: HeadlessDesk): Promise<void> {
  const { desk } = headless;
  const about = {
    subject: secrets.subject,
    customerName: secrets.customer,
    to: { agentId: '12345' },
    variables: { account: secrets.variable },
  };
  const script = [{ does: 'say', text: secrets.chatText, writesForMs: 0 }];
  const chatId = await interaction(headless, await control.placeChat({ ...about, script }));
  await desk.command({ type: 'sendMessage', sessionId: chatId, text: secrets.reply });
  await control.server(tierServer(headless, 'sessions'), 'kill');
  await until(headless, ({ connections }) => connections.sessions.status === 'moved');
  await desk.command({ type: 'saveReply', sessionId: chatId, text: secrets.reply });
  await control.wait({ for: 'chatMessage', interactionId: chatId, from: 'agent' });
  const itemId = await interaction(headless, await control.placeActionItem({ ...about, body: secrets.body }));
  for (const sessionId of [chatId, itemId]) {
    await desk.command({ type: 'saveDraft', sessionId, notes: secrets.notes, disposition: 2 });
    await desk.command({ type: 'endInteraction', sessionId });
    await until(headless, ({ sessions }) =>
      sessions.some(
        (one) => one.id === sessionId && one.kind !== 'manual' && /wrap-up|ended/.test(one.phase),
      ),
    );
    expect(await desk.command({ type: 'finishWrapUp', sessionId })).toEqual({ ok: true });
  }
}

/** Takes it as soon as it is offered. */
async function interaction(headless: HeadlessDesk, sessionId: string): Promise<string> {
  const is = (phase: string): Promise<DeskState> =>
    until(headless, ({ sessions }) =>
      sessions.some((one) => one.id === sessionId && one.kind !== 'manual' && one.phase === phase),
    );
  await is('offered');
  await headless.desk.command({ type: 'acceptOffer', sessionId });
  await is('active');
  return sessionId;
}

/** One of his own, written in and closed. */
async function manualSession({ desk }: HeadlessDesk): Promise<void> {
  expect(await desk.command({ type: 'openManualSession', title: secrets.subject })).toEqual({ ok: true });
  const sessionId = desk.state().selectedSession ?? '';
  await desk.command({ type: 'saveDraft', sessionId, notes: secrets.notes, disposition: null });
  expect(await desk.command({ type: 'closeManualSession', sessionId })).toMatchObject({ ok: true });
}

function tierServer({ desk }: HeadlessDesk, kind: 'cti' | 'sip' | 'sessions'): string {
  return `${kind}-${desk.state().connections[kind].inUse === 'A' ? 'a' : 'b'}`;
}

/** All that stands in a bundle's files, unpacked. */
async function contentOf(bundle: string): Promise<ReadonlyMap<string, string>> {
  const archive = readZip(await readFile(bundle));
  if (!archive.ok) throw new Error(archive.error);
  return new Map(
    archive.value.map(({ name, read }) => {
      const bytes = name.endsWith('.gz') ? gunzipSync(read()) : read();
      return [name, new TextDecoder().decode(bytes)];
    }),
  );
}

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(file: string, ...options: readonly string[]): Promise<Run> {
  const child = spawn(pinnedNode, [path.join(projectRoot, file), ...options]);
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (text: Buffer) => (said.stdout += text));
  child.stderr.on('data', (text: Buffer) => (said.stderr += text));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, ...said })));
}

test('a day full of secrets leaves none of them: not in the recording, the bundle or its replay', async () => {
  const { headless, came } = await liveDay();
  // What was planted did come in; the licence's id is the server's own, and the system's user that of the
  // machine: the recorder's own test plants him.
  const planted = Object.entries(secrets).filter(([name]) => name !== 'licence' && name !== 'systemUser');
  for (const [name, secret] of planted) {
    const [, inJson = ''] = formsOf(secret);
    if (name !== 'token') expect(came, name).toContain(inJson);
  }
  const licence = /"licence":"([^"]+)"/.exec(came)?.[1] ?? '';
  expect(licence).not.toBe('');

  const saved = await headless.desk.command({ type: 'saveSupportBundle' });
  if (!saved.ok || saved.file === undefined) throw new Error(JSON.stringify(saved));
  const bundle = await contentOf(saved.file);
  expect([...bundle.keys()].map((name) => name.replace(/\d{8}T\d{6}Z-\w{4}/, 'RUN'))).toEqual([
    'summary.txt',
    'about.json',
    'settings.json',
    'connections.json',
    'logs/desk.log',
    'recorder/RUN-0001.ndjson',
  ]);
  for (const [name, content] of bundle) {
    expect(secretsIn(content), name).toEqual([]);
    expect(content, name).not.toContain(licence);
    expect(content.length, name).toBeGreaterThan(50);
  }
  await headless.close();
  open = null;
  for (const name of await readdir(path.join(data, 'recorder'))) {
    expect(secretsIn(await readFile(path.join(data, 'recorder', name), 'latin1')), name).toEqual([]);
    expect(secretsIn(await readFile(path.join(data, 'recorder', name), 'utf8')), name).toEqual([]);
  }

  const replayed = await run('tools/replay.ts', saved.file);
  expect(replayed.stdout.split('\n').at(-2)).toMatch(/^\d+ inputs, \d+ changes of state, no differences\.$/);
  expect(replayed).toMatchObject({ code: 0, stderr: '' });
  expect(secretsIn(replayed.stdout)).toEqual([]);
  const cut = await run('tools/replay.ts', saved.file, '--until', '60', '--json');
  expect(JSON.parse(cut.stdout)).toMatchObject({ differences: [], damage: [], desk: { view: {} } });
  expect(secretsIn(cut.stdout)).toEqual([]);

  const summary = bundle.get('summary.txt') ?? '';
  expect(summary).toMatch(/Agent {6}12345 on 52513, profile "Billing, blended"/);
  expect(summary).toMatch(/CTI: a server was lost once, in a call; whole again after/);
  expect(summary).toMatch(
    /Lost: CTI server [AB] \(127\.0\.0\.1:\d+\) .* Whole again with CTI server [AB] after .*\. Up at that moment: call /,
  );
  expect(summary).toMatch(
    /Lost: SIP server [AB] \(127\.0\.0\.1:\d+\) .* Whole again with SIP server [AB] after /,
  );
});

test('what a desk that was killed left is bundled from its folder, and a damaged bundle is named', async () => {
  const { headless } = await liveDay();
  await headless.recorder.recorder.flush();
  // As after a kill in the middle of a write: the last line is cut off.
  const copy = path.join(folder, 'killed');
  await mkdir(path.join(copy, 'recorder'), { recursive: true });
  const [name = ''] = await readdir(path.join(data, 'recorder'));
  const written = await readFile(path.join(data, 'recorder', name), 'utf8');
  await writeFile(path.join(copy, 'recorder', name), written.slice(0, -40));

  const saved = await run('main/agent.ts', '--support-bundle', path.join(folder, 'out'), '--data', copy);
  expect(saved).toMatchObject({ code: 0, stderr: '' });
  const bundle = saved.stdout.trim();
  expect(path.basename(bundle)).toMatch(/^switchhook-support-[A-Za-z0-9-]+-\d{8}T\d{6}Z\.zip$/);
  expect((await run('tools/replay.ts', bundle, '--json')).code).toBe(0);

  const lines = written.slice(0, -40).split('\n');
  lines[9] = '{"seq":10,';
  await writeFile(path.join(copy, 'recorder', name), lines.join('\n'));
  const damaged = await run('tools/replay.ts', copy);
  expect(damaged.code).toBe(1);
  expect(damaged.stdout).toContain(`!!! ${name}, line 10: it is not JSON`);
  expect(damaged.stdout).toContain('lines 10 to 10 are missing before it');

  const bytes = await readFile(bundle);
  await writeFile(bundle, bytes.subarray(0, bytes.length - 30));
  const cut = await run('tools/replay.ts', bundle);
  expect(cut).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('is damaged: it is no .zip, or its end is missing'),
  });
  const nothing = await run('tools/replay.ts', path.join(folder, 'nowhere.zip'));
  expect(nothing).toMatchObject({ code: 1, stderr: expect.stringContaining('nowhere.zip is not there') });
  const none = await run('main/agent.ts', '--support-bundle', folder, '--data', path.join(folder, 'out'));
  expect(none).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no recording in') });
});

test('a desk with no screen saves a bundle when it is asked, and after a kill its folder still gives one', async () => {
  const { a, b } = tier.addresses.configuration;
  const servers = ['--config', a, '--config', b, '--profile', 'Billing, blended', '--login', '-'];
  const agent = new HeadlessAgent([...servers, '--data', data], folder);
  agent.write(`12345;${secrets.password};52513`);
  await agent.until('the login', ({ login }) => login.phase === 'logged-in');
  const asked = await agent.ask('outcome', { type: 'supportBundle', folder: path.join(folder, 'asked') });
  if (!asked.outcome.ok || asked.outcome.file === undefined) throw new Error(JSON.stringify(asked));
  const first = await contentOf(asked.outcome.file);
  expect(first.get('summary.txt')).toContain('Agent 12345 is logged in on 52513.');

  agent.signal('SIGKILL');
  await agent.ended;
  const saved = await run('main/agent.ts', '--support-bundle', path.join(folder, 'after'), '--data', data);
  expect(saved).toMatchObject({ code: 0, stderr: '' });
  const after = await contentOf(saved.stdout.trim());
  expect(after.get('summary.txt')).toContain('Agent 12345 is logged in on 52513.');
  expect(after.get('summary.txt')).not.toContain('Switchhook was closed.');
  expect(secretsIn([...after.values()].join('\n'))).toEqual([]);
  expect((await run('tools/replay.ts', saved.stdout.trim(), '--json')).code).toBe(0);
});
