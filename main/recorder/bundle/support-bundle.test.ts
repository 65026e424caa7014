import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { CheckTarget, DiagnosticsReport } from '../../../contract/diagnostics/diagnostics-report.ts';
import { keepReport } from '../../diagnostics/kept-report.ts';
import { temporaryFolder } from '../../files/testing/temporary-folder.ts';
import { createLog } from '../../log/create-log.ts';
import { silentLog } from '../../log/testing/test-logs.ts';
import { createLocalSettings } from '../../settings/desk-store.ts';
import { memorySettingsStore } from '../../settings/settings-file.ts';
import { heldPolicy, heldPolicyPlace } from '../../settings/testing/held-policy.ts';
import { heldTimers } from '../../testing/held-timers.ts';
import { createFlightRecorder, type FlightRecorder } from '../flight-recorder.ts';
import { Masks } from '../masking/masks.ts';
import { openRecording } from '../replay/open-recording.ts';
import { replay } from '../replay/replay.ts';
import { openSegmentFiles, type SegmentFiles } from '../segment-files.ts';
import { RecordedDesk } from '../testing/recorded-desk.ts';
import { secrets, secretsIn } from '../testing/secrets.ts';
import { readZip } from './read-zip.ts';
import { settingsFacts } from './settings-facts.ts';
import { writeSupportBundle } from './support-bundle.ts';

const now = (): number => Date.now();

let folder: string;
let into: string;
let failing: boolean;
let recorder: FlightRecorder;
let desk: RecordedDesk;
beforeEach(async () => {
  folder = await temporaryFolder();
  into = path.join(folder, 'bundles');
  failing = false;
  const real = openSegmentFiles(path.join(folder, 'recorder'), { largest: 1e6, longestMs: 1e9 }, now);
  const files: SegmentFiles = {
    ...real,
    append: async (file, text) => {
      if (failing) throw Object.assign(new Error('ENOSPC: injected'), { code: 'ENOSPC' });
      await real.append(file, text);
    },
  };
  const timers = heldTimers();
  recorder = createFlightRecorder({
    folder: path.join(folder, 'recorder'),
    app: '0.1.0',
    now,
    timers,
    recording: 'k3f9',
    log: silentLog,
    files,
  });
  desk = new RecordedDesk(recorder);
  desk.now = now();
});

function save(where = into) {
  const store = memorySettingsStore(path.join(folder, 'settings.json'));
  store.set({
    configurationServers: { a: 'cfg-a.example:8100', b: secrets.password },
    serverOrder: secrets.wrongPlace,
    audio: { microphone: { id: 'x'.repeat(100), label: 'Headset' } },
  });
  const settings = createLocalSettings({ store, policies: [], now, log: silentLog });
  return writeSupportBundle({
    folder,
    into: where,
    app: '0.1.0',
    settings,
    now,
    unwritten: recorder.unwritten(),
  });
}

async function saved(): Promise<string> {
  const outcome = await save();
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.value.file;
}

async function filesIn(bundle: string): Promise<ReadonlyMap<string, string>> {
  const archive = readZip(await readFile(bundle));
  if (!archive.ok) throw new Error(archive.error);
  return new Map(archive.value.map(({ name, read }) => [name, new TextDecoder().decode(read())]));
}

async function replayedWhole(bundle: string): Promise<{ readonly lines: number; readonly last: unknown }> {
  const opened = await openRecording(bundle);
  if (!opened.ok) throw new Error(opened.error);
  let lines = 0;
  let last: unknown = null;
  for await (const one of replay(opened.value)) {
    if (one.type === 'damage') throw new Error(one.damage.message);
    expect(one.differences).toEqual([]);
    lines += 1;
    last = one.line.after?.lastSequence;
  }
  return { lines, last };
}

describe('a support bundle', () => {
  it('has settings with their sources, and of what is wrong in them only the name', async () => {
    desk.loggedIn();
    await recorder.flush();
    const files = await filesIn(await saved());
    const { settings, wrong } = JSON.parse(files.get('settings.json') ?? '{}');
    expect(settings).toContainEqual({
      setting: 'theme',
      value: 'system',
      untilRestart: null,
      source: 'default',
      policy: null,
    });
    expect(settings).toContainEqual({
      setting: 'configurationServers.a',
      value: 'cfg-a.example:8100',
      untilRestart: null,
      source: 'user',
      policy: null,
    });
    expect(wrong).toEqual(['configurationServers.b', 'serverOrder']);
    expect(secretsIn([...files.values()].join('\n'))).toEqual([]);
  });

  it('has the log with the words that may leave the computer, and the addresses that the desk knows', async () => {
    desk.configured();
    await recorder.flush();
    const log = createLog({ file: path.join(folder, 'logs', 'desk.log'), level: 'info', now });
    log.warn('CTI server A (cti-a.example:8110) refused the connection.', {
      cause: { type: 'closed', reason: secrets.notes },
    });
    log.info(`The call with ${secrets.customer} is over.`, { callId: 'call-1', note: secrets.notes });
    log.close();
    await writeFile(path.join(folder, 'logs', 'desk.log.1'), `${secrets.notes}\n{"level":"odd"}\n`);
    const files = await filesIn(await saved());
    const lines = (files.get('logs/desk.log') ?? '')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([
      {
        level: 'warn',
        fields: {},
        sentence: 'CTI server A (cti-a.example:8110) refused the connection.',
      },
      { level: 'info', fields: { callId: 'call-1' }, sentence: 'The call with … is over.' },
    ]);
    expect(files.get('logs/desk.log.1')).toBe('');
  });

  it('has the last diagnostics, and of them no more than may leave the computer', async () => {
    desk.loggedIn();
    await recorder.flush();
    expect((await filesIn(await saved())).has('diagnostics.json')).toBe(false);
    const target: CheckTarget = {
      type: 'server',
      kind: 'cti',
      sides: ['A'],
      address: 'cti-c.example:8110',
      source: `the profile "${secrets.notes}" of the cluster`,
    };
    const found = 'CTI server A (cti-c.example:8110) refused the connection: nothing listens there.';
    const remedy = 'Check that the server runs and that its port is right.';
    const computer = { check: 'microphone', target: { type: 'computer' } } as const;
    const used = `${secrets.customer} is used.`;
    const report: DiagnosticsReport = {
      startedAt: 1,
      endedAt: 2,
      planned: [{ check: 'port', target }, computer],
      results: [
        { check: 'port', target, outcome: 'fail', found, remedy, ms: 3 },
        { ...computer, outcome: 'pass', found: used, remedy: null, ms: 0 },
      ],
    };
    await keepReport(folder, report, silentLog);
    const files = await filesIn(await saved());
    const { results } = JSON.parse(files.get('diagnostics.json') ?? '{}');
    expect(results).toMatchObject([
      { check: 'port', outcome: 'fail', found, remedy, target: { address: 'cti-c.example:8110' } },
      { check: 'microphone', found: '… is used.' },
    ]);
    expect(results[0].target.source).toMatch(/^the profile "….*" of the cluster$/);
    expect(secretsIn([...files.values()].join('\n'))).toEqual([]);
  });

  it('has what could not be written too, where the disk takes nothing more', async () => {
    desk.configured();
    await recorder.flush();
    failing = true;
    desk.logIn().licence();
    await recorder.flush();
    desk.ctiUp().systemIs().agentStateAtSwitch().snapshots();
    const bundle = await saved();
    expect([...(await filesIn(bundle)).keys()]).toContain('recorder/unwritten.ndjson');
    expect(await replayedWhole(bundle)).toMatchObject({ last: desk.model.lastSequence });
    expect((await filesIn(bundle)).get('summary.txt')).toContain('Agent 12345 is logged in on 52513.');
  });

  it('that cannot be written says so, and leaves nothing behind', async () => {
    desk.configured();
    await recorder.flush();
    const taken = path.join(folder, 'taken');
    await writeFile(taken, '');
    const outcome = await save(taken);
    expect(outcome).toMatchObject({ ok: false, error: { message: expect.stringContaining(taken) } });
    await mkdir(into);
    await saved();
    expect(await readdir(into)).toEqual([expect.stringMatching(/^switchhook-support-.*\.zip$/)]);
  });
});

it('tells of a setting that waits for the next start what is in use until then', () => {
  const policy = heldPolicy({ 'recorder.days': 3 });
  const store = memorySettingsStore('settings.json');
  const settings = createLocalSettings({ store, policies: [policy], now, log: silentLog });
  policy.change({ 'recorder.days': 14 });
  const { settings: facts } = settingsFacts(settings, new Masks());
  expect(facts).toContainEqual({
    setting: 'recorder.days',
    value: 14,
    untilRestart: 3,
    source: 'machine-policy',
    policy: heldPolicyPlace,
  });
});
