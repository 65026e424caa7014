import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { build } from 'vite';
import { beforeAll, expect, test } from 'vitest';
import { removeLeftovers } from '../files/leftovers.ts';
import { temporaryFolder } from '../files/testing/temporary-folder.ts';
import { memoryLog } from '../log/testing/test-logs.ts';
import { schemaVersion } from './migrations.ts';
import { writtenConfiguration, writtenSettings } from './testing/written.ts';

/** The writer as one file, and its compiled code: so it starts in a quarter of the time, and there are many starts. */
let writer: string;
let compiled: string;

beforeAll(async () => {
  const base = await mkdtemp(path.join(tmpdir(), 'switchhook-test-'));
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: path.join(import.meta.dirname, 'testing/settings-writer.ts'),
      outDir: base,
      // write-file-atomic makes the names of its temporary files from it.
      rollupOptions: { output: { banner: 'const __filename = import.meta.filename;' } },
    },
  });
  writer = path.join(base, 'settings-writer.js');
  compiled = path.join(base, 'compiled');
  await writeFile(path.join(base, 'package.json'), '{"type":"module"}');
  return () => rm(base, { recursive: true, force: true });
});

/** How many processes write and are killed at once, and how often each folder's is. */
const folders = 8;
const killsEach = 26;

/** What the settings file holds besides, so that a write of it takes a while. */
const padding = 'x'.repeat(50_000);

/** From 0 to 1, the same in each run (a linear congruential generator). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

async function killAtRandom(folder: string, random: () => number): Promise<void> {
  const child: ChildProcess = fork(writer, [folder], {
    env: { ...process.env, NODE_COMPILE_CACHE: compiled },
  });
  const gone = once(child, 'exit');
  const [first] = await Promise.race([once(child, 'message'), gone]);
  expect(first).toBe('writing');
  // The moment is the point here, not a wait for something: a round of writes takes some milliseconds.
  await setTimeout(random() * 20);
  child.kill('SIGKILL');
  const [, signal] = await gone;
  expect(signal).toBe('SIGKILL');
}

async function expectWhole(folder: string): Promise<void> {
  const text = await readFile(path.join(folder, 'settings.json'), 'utf8');
  const settings = JSON.parse(text);
  const address = Number(/^cfg-(\d+)\./.exec(settings.configurationServers.a)?.[1]);
  const profile = Number(/^Profile (\d+)$/.exec(settings.lastProfile)?.[1]);
  expect(settings).toEqual({
    schemaVersion,
    padding,
    configurationServers: {
      a: writtenSettings(address).set['configurationServers.a'],
      b: writtenSettings(address).set['configurationServers.b'],
    },
    ...writtenSettings(profile).remembered,
  });
  const kept = JSON.parse(await readFile(path.join(folder, 'kept-configuration.json'), 'utf8'));
  expect(kept).toEqual(writtenConfiguration(kept.downloadedAt));
}

/** Later, what the killed left behind is removed, and nothing else. */
async function expectTidied(base: string): Promise<void> {
  const log = memoryLog();
  for (const name of await readdir(base)) {
    await removeLeftovers(path.join(base, name), Date.now() + 3_600_000, log);
    const left = (await readdir(path.join(base, name))).filter((file) => file !== 'settings.json.lock');
    expect(left.toSorted()).toEqual(['kept-configuration.json', 'settings.json', 'settings.version-1.json']);
  }
  expect(log.lines.length).toBeGreaterThan(0);
}

test(`a process that is killed ${folders * killsEach} times while it writes settings leaves whole files, each of them one that it wrote`, async () => {
  const base = await temporaryFolder();
  let kills = 0;
  const inOneFolder = async (index: number): Promise<void> => {
    const folder = path.join(base, String(index));
    await mkdir(folder);
    await writeFile(path.join(folder, 'settings.json'), JSON.stringify({ padding }));
    const random = randomFrom(index + 1);
    for (let kill = 0; kill < killsEach; kill += 1) {
      await killAtRandom(folder, random);
      await expectWhole(folder);
      kills += 1;
    }
  };
  await Promise.all(Array.from({ length: folders }, (_, index) => inOneFolder(index)));
  expect(kills).toBeGreaterThanOrEqual(200);
  await expectTidied(base);
}, 120_000);
