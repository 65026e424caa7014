import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { Configuration } from '../../contract/configuration/messages.ts';
import { temporaryFolder } from '../files/testing/temporary-folder.ts';
import { type MemoryLog, memoryLog } from '../log/testing/test-logs.ts';
import { createKeptConfiguration, type KeptConfigurationFile } from './kept-configuration.ts';

let folder: string;
let file: string;
let log: MemoryLog;
let kept: KeptConfigurationFile;

beforeEach(async () => {
  folder = await temporaryFolder();
  file = join(folder, 'kept-configuration.json');
  log = memoryLog();
  kept = createKeptConfiguration({ file, log, now: () => 0 });
});

const pair = { a: 'one:1', b: 'two:2' };
const configuration = (revision: number): Configuration => ({
  revision,
  configurationServers: pair,
  cluster: { id: 'hamburg', name: 'Hamburg' },
  profiles: Array.from({ length: 500 }, (_, index) => ({
    name: `Profile ${index}`,
    site: 'x'.repeat(80),
    peripheralId: 5_000,
    cti: pair,
    licensing: pair,
    sip: { ...pair, domain: 'example' },
    agentLoginType: 0,
    sessions: null,
    multiSession: false,
  })),
  desktop: {
    notReadyReasons: [],
    logoutReasons: [],
    dispositions: [],
    dispositionRequired: false,
    screenPop: null,
    rejectVoice: true,
    heartbeatDeadlineMs: 3_000,
  },
});

test('the last good download is read as it came, with its time', async () => {
  expect(await kept.read()).toEqual({ kept: null, notice: null });
  await Promise.all([1, 2, 3].map((revision) => kept.keep(configuration(revision), revision)));
  expect(await kept.read()).toEqual({
    kept: { downloadedAt: 3, configuration: configuration(3) },
    notice: null,
  });
  expect(await readdir(folder)).toEqual(['kept-configuration.json']);
});

test.each<[string, string, RegExp]>([
  ['half of it', '{"downloadedAt":1,"configuration":{', /it is not JSON/],
  [
    'an address in it that is none',
    JSON.stringify({
      downloadedAt: 1,
      configuration: { ...configuration(1), configurationServers: { a: 'x', b: 'y:1' } },
    }),
    /at configuration\.configurationServers\.a: "x" is not an address/,
  ],
])('%s is damaged: set aside and named', async (_, text, wrong) => {
  await writeFile(file, text);
  const { kept: none, notice } = await kept.read();
  expect(none).toBeNull();
  expect(notice?.message).toMatch(wrong);
  expect(notice?.setAsideAs).toContain('kept-configuration.damaged-');
  expect(log.lines[0]?.sentence).toBe(notice?.message);
});

test('a failure to keep it is told', async () => {
  const lost = createKeptConfiguration({ file: join(file, 'below a file'), log, now: () => 0 });
  await writeFile(file, '{}');
  expect((await lost.keep(configuration(1), 1)).ok).toBe(false);
  expect(log.lines[0]?.sentence).toContain('The configuration just downloaded is not kept.');
});
