import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../files/testing/temporary-folder.ts';
import { writtenConfiguration, writtenSettings } from './testing/written.ts';

const writer = path.join(import.meta.dirname, 'testing/settings-writer.ts');

/** How many processes write and are killed at once, and how often each folder's is. */
const folders = 8;
const killsEach = 26;

/** What the settings file holds besides, so that a write of it takes a while. */
const padding = 'x'.repeat(200_000);

/** From 0 to 1, the same in each run (a linear congruential generator). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

async function killAtRandom(folder: string, cache: string, random: () => number): Promise<void> {
  const child: ChildProcess = fork(writer, [folder], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    env: { ...process.env, NODE_COMPILE_CACHE: cache },
  });
  const gone = once(child, 'exit');
  const [first] = await Promise.race([once(child, 'message'), gone]);
  expect(first).toBe('writing');
  // The moment is the point here, not a wait for something: a round of writes takes some milliseconds.
  await setTimeout(random() * 30);
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

test(`a process that is killed ${folders * killsEach} times while it writes settings leaves whole files, each of them one that it wrote`, async () => {
  const base = await temporaryFolder();
  const cache = path.join(base, 'compiled');
  let kills = 0;
  const inOneFolder = async (index: number): Promise<void> => {
    const folder = path.join(base, String(index));
    await mkdir(folder);
    await writeFile(path.join(folder, 'settings.json'), JSON.stringify({ padding }));
    const random = randomFrom(index + 1);
    for (let kill = 0; kill < killsEach; kill += 1) {
      await killAtRandom(folder, cache, random);
      await expectWhole(folder);
      kills += 1;
    }
  };
  await Promise.all(Array.from({ length: folders }, (_, index) => inOneFolder(index)));
  expect(kills).toBeGreaterThanOrEqual(200);
}, 120_000);
