import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
  checkKey,
  type DiagnosticsReport,
  outcomeCounts,
} from '../../contract/diagnostics/diagnostics-report.ts';
import { diagnosticsSummary, diagnosticsText } from '../../contract/diagnostics/diagnostics-text.ts';
import { newDesk } from '../desk/model.ts';
import { temporaryFolder } from '../files/testing/temporary-folder.ts';
import { silentLog } from '../log/testing/test-logs.ts';
import { usualEncryption } from '../servers/testing/encryptions.ts';
import { startServer } from '../servers/testing/test-server.ts';
import { createLocalSettings } from '../settings/desk-store.ts';
import { memorySettingsStore } from '../settings/settings-file.ts';
import { systemNames } from '../settings/system-names.ts';
import { realTimers } from '../timers.ts';
import { createDiagnostics, type Diagnostics } from './diagnostics.ts';
import { keepReport, readKeptReport } from './kept-report.ts';

const { view } = newDesk({ deskId: 'd', deskName: 'PC', phone: 'hardphone', systemUser: 'ines' }, 0);

async function diagnosticsOf(
  a: string,
  b: string,
): Promise<{ readonly diagnostics: Diagnostics; readonly folder: string }> {
  const folder = await temporaryFolder();
  const settings = createLocalSettings({
    store: memorySettingsStore(path.join(folder, 'settings.json')),
    policies: [],
    now: Date.now,
    log: silentLog,
  });
  settings.set({ 'configurationServers.a': a, 'configurationServers.b': b });
  const diagnostics = createDiagnostics({
    state: () => view,
    settings,
    download: async () => null,
    encryption: usualEncryption,
    names: systemNames,
    folder,
    keep: (report) => keepReport(folder, report, silentLog),
    newId: randomUUID,
    now: () => 1_700_000_000_000,
    timers: realTimers,
    log: silentLog,
  });
  return { diagnostics, folder };
}

test('a run tells what it plans, then one result after another, and is kept', async () => {
  const good = await startServer({ kind: 'configuration' });
  onTestFinished(() => good.kill());
  const dead = await startServer();
  await dead.kill();
  const { diagnostics, folder } = await diagnosticsOf(good.address, dead.address);
  const told: DiagnosticsReport[] = [];
  diagnostics.onChange((report) => told.push(report));
  const run = diagnostics.run();
  // One at a time: whoever asks meanwhile gets the same.
  expect(diagnostics.run()).toBe(run);
  const report = await run;
  expect(told[0]).toMatchObject({ endedAt: null, results: [] });
  expect(told.slice(0, -1).map(({ results }) => results.length)).toEqual([...Array(19).keys()]);
  expect(diagnosticsSummary(told[3] ?? report)).toBe('Checking: 3 of 18.');
  expect(report.results.map(checkKey).toSorted()).toEqual(report.planned.map(checkKey).toSorted());
  const failed = report.results.filter(({ outcome }) => outcome === 'fail');
  expect(failed.map(checkKey)).toEqual([`configuration ${dead.address} port`]);
  expect(outcomeCounts(report).fail).toBe(1);
  expect(await readKeptReport(folder)).toEqual(report);
  expect(diagnostics.report()).toEqual(report);
});

test('the text has a line for each check, below the server it is of', async () => {
  const good = await startServer({ kind: 'configuration', side: 'B' });
  onTestFinished(() => good.kill());
  const { diagnostics } = await diagnosticsOf('', good.address);
  const lines = diagnosticsText(await diagnostics.run()).split('\n');
  expect(lines.slice(0, 4)).toEqual([
    'Switchhook diagnostics at 2023-11-14T22:13:20.000Z',
    expect.stringMatching(/^No check of 12 failed, \d unknown\.$/),
    '',
    `configuration server B (${good.address}, ${lines[3]?.split(', ')[1]}`,
  ]);
  expect(lines[4]).toMatch(
    /^ {2}PASSED Name: 127\.0\.0\.1 is an IP address: no name is asked for\. \(\d+ ms\)$/,
  );
  expect(lines.indexOf('This computer')).toBe(11);
  expect(lines).toHaveLength(18);
});
