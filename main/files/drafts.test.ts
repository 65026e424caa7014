import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { type MemoryLog, memoryLog } from '../log/testing/test-logs.ts';
import { createDrafts, type Drafts, type WrittenDraft } from './drafts.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

let folder: string;
let log: MemoryLog;
let clock: number;
let drafts: Drafts;

beforeEach(async () => {
  folder = join(await temporaryFolder(), 'drafts');
  log = memoryLog();
  clock = 1_000;
  drafts = openDrafts();
});

function openDrafts(): Drafts {
  return createDrafts({ folder, log, now: () => clock });
}

const note = (notes: string, disposition: number | null = null): WrittenDraft => ({
  agentId: '12345',
  kind: 'voice',
  notes,
  disposition,
  reply: '',
});

test('what is typed is on disk when it is confirmed, and there after a restart', async () => {
  expect(await drafts.list()).toEqual({ values: [], notices: [] });
  const saved = await drafts.save('call-1', note('Wants to move.\nÄrger', 4));
  const stored = {
    sessionId: 'call-1',
    agentId: '12345',
    kind: 'voice',
    notes: 'Wants to move.\nÄrger',
    disposition: 4,
    reply: '',
    savedAt: 1_000,
  };
  expect(saved).toEqual({ ok: true, value: stored });
  expect(await openDrafts().list()).toEqual({ values: [stored], notices: [] });
});

test('a reply that is not sent goes with the notes', async () => {
  await drafts.save('chat-1', { ...note('Rebill'), kind: 'chat', reply: 'Good morn' });
  expect((await openDrafts().list()).values).toMatchObject([
    { sessionId: 'chat-1', kind: 'chat', notes: 'Rebill', reply: 'Good morn' },
  ]);
});

test('a file of an earlier version is of a call', async () => {
  await mkdir(folder, { recursive: true });
  const earlier = {
    sessionId: 'call-1',
    agentId: '12345',
    notes: 'Meter read',
    disposition: null,
    savedAt: 5,
  };
  await writeFile(join(folder, 'call-1.json'), JSON.stringify(earlier));
  expect((await drafts.list()).values).toEqual([{ ...earlier, kind: 'voice', reply: '' }]);
});

test('one file a session, oldest first', async () => {
  clock = 2_000;
  await drafts.save('call-2', note('second'));
  clock = 1_500;
  await drafts.save('call/1', note('first'));
  expect((await drafts.list()).values.map(({ notes }) => notes)).toEqual(['first', 'second']);
  expect(await readdir(folder)).toHaveLength(2);
});

test('the last of many keystrokes wins, and all of them are confirmed', async () => {
  const keystrokes = Array.from({ length: 200 }, (_, length) => 'x'.repeat(length + 1));
  const outcomes = await Promise.all(keystrokes.map((notes) => drafts.save('call-1', note(notes))));
  expect(outcomes.every(({ ok }) => ok)).toBe(true);
  // Each is confirmed by what is on disk: itself, or what was typed after it.
  for (const [index, outcome] of outcomes.entries()) {
    expect(outcome.ok && outcome.value.notes.length).toBeGreaterThanOrEqual(index + 1);
  }
  expect((await drafts.list()).values.map(({ notes }) => notes)).toEqual(['x'.repeat(200)]);
});

test('sessions do not wait for each other, nor mix', async () => {
  const ids = Array.from({ length: 20 }, (_, index) => `call-${index}`);
  await Promise.all(ids.flatMap((id) => [drafts.save(id, note('a')), drafts.save(id, note(`of ${id}`))]));
  const { values } = await drafts.list();
  expect(values.map(({ sessionId }) => sessionId).toSorted()).toEqual(ids.toSorted());
  for (const { sessionId, notes } of values) expect(notes).toBe(`of ${sessionId}`);
});

test('a removal goes after the writes before it; what is typed afterwards is a new draft', async () => {
  const writing = drafts.save('call-1', note('old'));
  const removing = drafts.remove('call-1');
  await Promise.all([writing, removing]);
  expect((await drafts.list()).values).toEqual([]);
  void drafts.remove('call-1');
  await drafts.save('call-1', note('new'));
  expect((await drafts.list()).values.map(({ notes }) => notes)).toEqual(['new']);
});

test('a removal of what is not there is no error', async () => {
  expect(await drafts.remove('never')).toEqual({ ok: true, value: null });
});

test('damaged files are set aside and named; the others are read', async () => {
  await drafts.save('call-1', note('whole'));
  await writeFile(join(folder, 'half.json'), '{"sessionId":"call-9","notes":"A lost no');
  await writeFile(join(folder, 'other.json'), '{"sessionId":"call-8"}');
  const { values, notices } = await drafts.list();
  expect(values.map(({ notes }) => notes)).toEqual(['whole']);
  expect(notices.map(({ file }) => file)).toEqual([join(folder, 'half.json'), join(folder, 'other.json')]);
  expect(await readFile(notices[0]?.setAsideAs ?? '', 'utf8')).toContain('A lost no');
  expect(log.lines.map(({ sentence }) => sentence)).toEqual(notices.map(({ message }) => message));
  // Named once: they are out of the way.
  expect((await drafts.list()).notices).toEqual([]);
});

test('what a crash left half written is swept away, and the draft before it stands', async () => {
  await drafts.save('call-1', note('confirmed'));
  const [name] = await readdir(folder);
  await writeFile(join(folder, `${name}.123456`), '{"sess');
  await writeFile(join(folder, 'README.txt'), 'not ours');
  expect((await drafts.list()).values.map(({ notes }) => notes)).toEqual(['confirmed']);
  expect((await readdir(folder)).toSorted()).toEqual(['README.txt', name].toSorted());
});

test('a folder that cannot be used: said, not thrown', async () => {
  await mkdir(join(folder, '..'), { recursive: true });
  await writeFile(folder, 'a file where the folder should be');
  const saved = await drafts.save('call-1', note('x'));
  expect(saved).toMatchObject({ ok: false, error: { message: expect.stringContaining('Could not write') } });
  expect(log.lines[0]).toMatchObject({ level: 'error', fields: { sessionId: 'call-1' } });
  const { notices } = await drafts.list();
  expect(notices).toHaveLength(1);
  expect(notices[0]?.message).toContain('a file has the name of its folder');
});
