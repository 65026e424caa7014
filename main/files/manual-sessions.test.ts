import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { type MemoryLog, memoryLog } from '../log/testing/test-logs.ts';
import { createManualSessions, type ManualSessions, type StoredManualSession } from './manual-sessions.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const day = 24 * 3_600_000;
let folder: string;
let log: MemoryLog;
let clock: number;
let sessions: ManualSessions;

beforeEach(async () => {
  folder = join(await temporaryFolder(), 'manual-sessions');
  log = memoryLog();
  clock = 100 * day;
  sessions = open();
});

const open = (): ManualSessions => createManualSessions({ folder, log, now: () => clock });
const session = (part: Partial<StoredManualSession> = {}): StoredManualSession => ({
  id: 'manual-1',
  agentId: '12345',
  title: 'Address change, J. Rowe',
  openedAt: 5,
  ...part,
});
const written = { notes: 'Old address still on the bill', disposition: 3 };

test('what is kept is there after a restart, oldest first, under its newest title', async () => {
  expect(await sessions.list()).toEqual({ values: [], notices: [] });
  await sessions.keep(session({ id: 'manual-2', openedAt: 9 }));
  expect(await sessions.keep(session())).toEqual({ ok: true, value: null });
  await sessions.keep(session({ title: 'Address change' }));
  expect(await open().list()).toEqual({
    values: [session({ title: 'Address change' }), session({ id: 'manual-2', openedAt: 9 })],
    notices: [],
  });
});

test('one that is closed is open no longer, and what was written in it is in the file that is named', async () => {
  await sessions.keep(session());
  const closed = await sessions.close(session(), written);
  const file = closed.ok ? (closed.value.file ?? '') : '';
  expect(file.startsWith(join(folder, 'closed'))).toBe(true);
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ ...session(), ...written, closedAt: clock });
  expect((await open().list()).values).toEqual([]);
});

test('one in which nothing was written leaves nothing', async () => {
  await sessions.keep(session());
  expect(await sessions.close(session(), null)).toEqual({ ok: true, value: { file: null } });
  expect(await readdir(folder)).toEqual([]);
});

test('what is closed is kept for 30 days', async () => {
  await sessions.close(session({ id: 'manual-old' }), written);
  clock += 10 * day;
  await sessions.close(session({ id: 'manual-new' }), written);
  const kept = (): Promise<string[]> => readdir(join(folder, 'closed'));
  clock += 20 * day - 1;
  await sessions.list();
  expect(await kept()).toHaveLength(2);
  clock += 1;
  await sessions.list();
  expect(await kept()).toEqual([expect.stringContaining('manual-new')]);
});

test('a closing that cannot be put away leaves it open, and is said', async () => {
  await sessions.keep(session());
  await writeFile(join(folder, 'closed'), 'a file where the folder should be');
  const closed = await sessions.close(session(), written);
  expect(closed).toMatchObject({ ok: false, error: { message: expect.stringContaining('Could not write') } });
  expect(log.lines[0]).toMatchObject({ level: 'error', fields: { sessionId: 'manual-1' } });
  expect((await sessions.list()).values).toEqual([session()]);
});

test('a closing goes after the writes before it', async () => {
  const kept = sessions.keep(session());
  const renamed = sessions.keep(session({ title: 'Renamed' }));
  const closed = sessions.close(session({ title: 'Renamed' }), null);
  await Promise.all([kept, renamed, closed]);
  expect((await open().list()).values).toEqual([]);
});

test('a damaged file is set aside and named; the others are read', async () => {
  await mkdir(folder, { recursive: true });
  await sessions.keep(session());
  await writeFile(join(folder, 'half.json'), '{"id":"manual-9"');
  const { values, notices } = await sessions.list();
  expect(values).toEqual([session()]);
  expect(notices.map(({ file }) => file)).toEqual([join(folder, 'half.json')]);
});
