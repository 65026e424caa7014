import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../files/testing/temporary-folder.ts';
import { createLog, type FileLog } from './create-log.ts';
import type { LogLevel } from './log.ts';
import { openRotatingFile } from './rotating-file.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = join(await temporaryFolder(), 'logs');
  file = join(folder, 'desk.log');
});

function open(level: LogLevel = 'info'): FileLog {
  const log = createLog({ file, level, now: () => Date.UTC(2026, 0, 31, 8) });
  onTestFinished(log.close);
  return log;
}

const lines = async (): Promise<readonly unknown[]> =>
  (await readFile(file, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

test('a line is on disk when the call returns: level, time, fields, sentence', async () => {
  open()
    .with({ room: 'servers' })
    .warn('CTI server A was lost.', { side: 'A', time: 5, level: 'x', sentence: 'y' });
  expect(await lines()).toEqual([
    {
      level: 'warn',
      time: '2026-01-31T08:00:00.000Z',
      fields: { room: 'servers', side: 'A', time: 5, level: 'x', sentence: 'y' },
      sentence: 'CTI server A was lost.',
    },
  ]);
  if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test('below its level nothing is written', async () => {
  const log = open('warn');
  log.debug('no');
  log.info('no');
  log.warn('yes');
  log.error('yes, too');
  expect((await lines()).map((line) => (line as { level: string }).level)).toEqual(['warn', 'error']);
});

test('secrets are in no line, wherever they came from', async () => {
  const log = open('debug');
  log.info('Logging in with 12345;TopSecret1;52513.', {
    password: 'TopSecret1',
    error: new Error('12345;TopSecret1;9'),
  });
  log
    .with({ token: 'TopSecret1' })
    .debug('{"password":"TopSecret1"}', { list: [{ loginString: 'a;TopSecret1;b' }] });
  expect(await readFile(file, 'utf8')).not.toContain('TopSecret1');
  expect(await lines()).toHaveLength(2);
});

test('what cannot be read costs its fields, not the sentence, and never throws', async () => {
  const bad = {
    get field(): string {
      throw new Error('no');
    },
  };
  open().info('The sentence.', { bad });
  expect(await lines()).toMatchObject([{ sentence: 'The sentence.' }]);
});

test('it goes on at the end of what an earlier run wrote', async () => {
  open().info('One.');
  open().info('Two.');
  expect(await lines()).toHaveLength(2);
});

test('a log that cannot be written is no reason to stop, and comes back when it can', async () => {
  await mkdir(join(folder, '..'), { recursive: true });
  await writeFile(folder, 'a file where the folder should be');
  const log = open();
  log.error('Lost.');
  await rm(folder);
  log.error('Kept.');
  expect(await lines()).toMatchObject([{ sentence: 'Kept.' }]);
});

test('a file that is full becomes .1, and the oldest goes', async () => {
  const rotating = openRotatingFile({ file, largest: 100, keep: 3 });
  onTestFinished(rotating.close);
  for (let number = 1; number <= 9; number += 1) rotating.write(`${String(number).repeat(39)}\n`);
  expect((await readdir(folder)).toSorted()).toEqual(['desk.log', 'desk.log.1', 'desk.log.2']);
  const first = async (name: string): Promise<string | undefined> =>
    (await readFile(join(folder, name), 'utf8'))[0];
  expect([await first('desk.log'), await first('desk.log.1'), await first('desk.log.2')]).toEqual([
    '9',
    '7',
    '5',
  ]);
  expect((await stat(`${file}.1`)).size).toBe(80);
});

test('a line larger than a file has one of its own', async () => {
  const rotating = openRotatingFile({ file, largest: 10, keep: 3 });
  onTestFinished(rotating.close);
  rotating.write(`${'x'.repeat(50)}\n`);
  rotating.write('y\n');
  expect((await readFile(`${file}.1`, 'utf8')).length).toBe(51);
  expect(await readFile(file, 'utf8')).toBe('y\n');
  expect(await readdir(folder)).toHaveLength(2);
});

test('what an earlier run wrote counts', async () => {
  for (let run = 1; run <= 2; run += 1) {
    const rotating = openRotatingFile({ file, largest: 100, keep: 3 });
    rotating.write(`${'x'.repeat(79)}\n`);
    rotating.close();
  }
  expect((await stat(file)).size).toBe(80);
});

test('after it was closed nothing is written', async () => {
  const rotating = openRotatingFile({ file, largest: 100, keep: 2 });
  rotating.write('one\n');
  rotating.close();
  rotating.write('two\n');
  expect(await readFile(file, 'utf8')).toBe('one\n');
});
