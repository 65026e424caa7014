import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { exclusively } from './file-lock.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const countUp = path.join(import.meta.dirname, 'testing/count-up.ts');

test('processes that change a file at once lose nothing of each other', async () => {
  const file = path.join(await temporaryFolder(), 'count');
  writeFileSync(file, '0');
  const run = promisify(execFile);
  await Promise.all([1, 2, 3].map(() => run(process.execPath, [countUp, file, '300'])));
  expect(readFileSync(file, 'utf8')).toBe('900');
  expect(readdirSync(path.dirname(file))).toEqual(['count']);
});

test('a holder that was killed holds nobody up', async () => {
  const file = path.join(await temporaryFolder(), 'count');
  const killed = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(killed, 'exit');
  writeFileSync(`${file}.lock`, `${hostname()} ${killed.pid} of-a-killed-one`);
  // What is still held after the wait is not released by whoever went on without it.
  const during = exclusively(file, () => readFileSync(`${file}.lock`, 'utf8'));
  expect(during).toContain(`${hostname()} ${process.pid} `);
  expect(readdirSync(path.dirname(file))).toEqual([]);
});

test('a lock of somebody who lives is left to him', async () => {
  const file = path.join(await temporaryFolder(), 'count');
  writeFileSync(`${file}.lock`, `${hostname()} ${process.pid} of-another`);
  expect(exclusively(file, () => 'went on')).toBe('went on');
  expect(readFileSync(`${file}.lock`, 'utf8')).toContain('of-another');
});

test('where no lock can be made the change is tried all the same, and its failure is its own', async () => {
  const file = path.join(await temporaryFolder(), 'no-such-folder', 'count');
  expect(() => exclusively(file, () => writeFileSync(file, '1'))).toThrow(/ENOENT/);
});

test('a change that fails leaves no lock', async () => {
  const file = path.join(await temporaryFolder(), 'count');
  const fails = (): never => {
    throw new Error('it failed');
  };
  expect(() => exclusively(file, fails)).toThrow('it failed');
  expect(readdirSync(path.dirname(file))).toEqual([]);
});
