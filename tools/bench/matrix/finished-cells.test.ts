import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Cell } from '../../../e2e/matrix/cells.ts';
import { openFinishedCells } from './finished-cells.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'switchhook-finished-'));
  file = path.join(folder, 'bench', 'matrix.ndjson');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const idle: Cell = { fault: 'kill', target: 'CTI', phase: 'idle' };
const held: Cell = { fault: 'kill', target: 'CTI', phase: 'held' };
const broken = [{ promise: 'sound', what: 'nothing was heard' }] as const;

test('what was finished is there for the next run, though that before was broken off in the middle of a line', async () => {
  const cells = await openFinishedCells(file, false);
  await cells.add({ cell: idle, broken });
  await appendFile(file, '{"cell":{"fault":"kill","targ');
  const again = await openFinishedCells(file, false);
  expect(again.of(idle)).toEqual({ cell: idle, broken });
  expect(again.of(held)).toBeUndefined();
});

test('a line that was cut off costs the next one nothing', async () => {
  const cells = await openFinishedCells(file, false);
  await appendFile(file, '{"cell":{"fault":"kill","targ');
  await cells.add({ cell: held, broken: [] });
  expect((await openFinishedCells(file, false)).of(held)).toEqual({ cell: held, broken: [] });
});

test('a fresh run knows of none', async () => {
  await (await openFinishedCells(file, false)).add({ cell: idle, broken: [] });
  expect((await openFinishedCells(file, true)).of(idle)).toBeUndefined();
  expect((await openFinishedCells(file, false)).of(idle)).toBeUndefined();
});
