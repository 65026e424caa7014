import { readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { RecentCall } from '../../contract/desk/desk-state.ts';
import { type MemoryLog, memoryLog } from '../log/testing/test-logs.ts';
import { createRecentCalls, mostRecentCalls, type RecentCalls } from './recent-calls.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

let file: string;
let log: MemoryLog;
let recent: RecentCalls;

beforeEach(async () => {
  file = join(await temporaryFolder(), 'recent-calls.json');
  log = memoryLog();
  recent = createRecentCalls({ file, log, now: () => 0 });
});

const call = (index: number): RecentCall => ({
  callId: `call-${index}`,
  direction: 'inbound',
  name: 'Ada',
  number: '5550100',
  at: index,
  talkedMs: null,
  end: 'No answer',
  notes: 'none',
});

test('are kept, the first fifty', async () => {
  expect(await recent.read()).toEqual([]);
  const calls = Array.from({ length: 60 }, (_, index) => call(index));
  expect(await recent.keep(calls)).toEqual({ ok: true, value: null });
  expect(await recent.read()).toEqual(calls.slice(0, mostRecentCalls));
  expect(mostRecentCalls).toBe(50);
});

test('the last of several lists wins', async () => {
  await Promise.all([1, 2, 3, 4].map((count) => recent.keep([call(count)])));
  expect(await recent.read()).toEqual([call(4)]);
});

test('a damaged file is set aside and named, and the list starts empty', async () => {
  await writeFile(file, '[{"callId":""}]');
  expect(await recent.read()).toEqual([]);
  expect(log.lines[0]?.sentence).toMatch(/recent-calls\.json is damaged: at 0\.callId: .* starts empty\.$/);
  expect(await readdir(dirname(file))).toEqual([expect.stringMatching(/^recent-calls\.damaged-/)]);
});
