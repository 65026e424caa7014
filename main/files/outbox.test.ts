import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { wrapUpData } from '../../contract/cti/requests.ts';
import { type MemoryLog, memoryLog } from '../log/testing/test-logs.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

type WrapUp = import('zod').infer<typeof wrapUpData>;

let folder: string;
let log: MemoryLog;
let outbox: Outbox<WrapUp>;

beforeEach(async () => {
  folder = join(await temporaryFolder(), 'outbox');
  log = memoryLog();
  outbox = openOutbox();
});

function openOutbox(): Outbox<WrapUp> {
  return createOutbox({ folder, request: wrapUpData, log, now: () => 1_000 });
}

const wrapUp = (id: string, notes = 'x'): WrapUp => ({
  type: 'SetCallDataRequest',
  id,
  callId: `call of ${id}`,
  disposition: 1,
  notes,
});
const pendingIds = async (box = outbox): Promise<readonly string[]> =>
  (await box.pending()).values.map(({ request }) => request.id);

test('what was put in is there after a restart, in its order, until it is confirmed', async () => {
  expect(await outbox.pending()).toEqual({ values: [], notices: [] });
  expect(await outbox.append('12345', wrapUp('b'))).toEqual({
    ok: true,
    value: { number: 1, agentId: '12345', at: 1_000, request: wrapUp('b') },
  });
  await outbox.append('12346', wrapUp('a'));
  const later = openOutbox();
  await later.append('12345', wrapUp('0'));
  expect(await pendingIds()).toEqual(['b', 'a', '0']);
  expect((await later.pending()).values.map(({ agentId }) => agentId)).toEqual(['12345', '12346', '12345']);
  expect(await later.confirm('a')).toEqual({ ok: true, value: null });
  expect(await later.confirm('a')).toEqual({ ok: true, value: null });
  expect(await pendingIds()).toEqual(['b', '0']);
});

test('many at once keep the order in which they were put in', async () => {
  const ids = Array.from({ length: 30 }, (_, index) => `r${index}`);
  await Promise.all(ids.map((id) => outbox.append('1', wrapUp(id))));
  expect(await pendingIds()).toEqual(ids);
});

test('the same id again takes the place of the earlier one', async () => {
  await Promise.all([outbox.append('1', wrapUp('a', 'old')), outbox.append('1', wrapUp('a', 'new'))]);
  expect((await outbox.pending()).values.map(({ request }) => request.notes)).toEqual(['new']);
});

test('confirmed while it is still being written: it goes', async () => {
  const [appended] = await Promise.all([outbox.append('1', wrapUp('a')), outbox.confirm('a')]);
  expect(appended.ok).toBe(true);
  expect(await pendingIds()).toEqual([]);
});

test('a damaged entry is set aside and named, the others go out', async () => {
  await outbox.append('1', wrapUp('a'));
  await writeFile(
    join(folder, 'bad.json'),
    '{"number":1,"agentId":"1","at":1,"request":{"type":"SetCallDataRequest"}}',
  );
  const { values, notices } = await outbox.pending();
  expect(values).toHaveLength(1);
  expect(notices[0]?.message).toMatch(
    /bad\.json is damaged: at request\.id: .* set aside as .*bad\.damaged-/,
  );
  expect(log.lines).toHaveLength(1);
});

test('a folder that cannot be used: the failure names it', async () => {
  await writeFile(folder, 'a file');
  expect(await outbox.append('1', wrapUp('a'))).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining('Could not write') },
  });
  expect(log.lines.some(({ level }) => level === 'error')).toBe(true);
});

test('ids may hold anything', async () => {
  await outbox.append('1', wrapUp('../../x'));
  expect(await readdir(join(folder, '..'))).toEqual(['outbox']);
  await outbox.confirm('../../x');
  expect(await pendingIds()).toEqual([]);
});

const refusal = {
  code: 'unknownCall',
  message: 'The switch knows no such call.',
  server: 'CTI server A (10.0.0.1:8110)',
  at: 2_000,
};

test('what a server never takes is kept with the reason, and is not offered again', async () => {
  await outbox.append('12345', wrapUp('a', 'Rebill'));
  await outbox.append('12345', wrapUp('b'));
  const kept = await outbox.setAside('12345', wrapUp('a', 'Rebill'), refusal);
  if (!kept.ok) throw new Error(kept.error.message);
  expect(kept.value.file.startsWith(join(folder, 'refused'))).toBe(true);
  expect(JSON.parse(await readFile(kept.value.file, 'utf8'))).toEqual({
    agentId: '12345',
    request: wrapUp('a', 'Rebill'),
    refusal,
  });
  expect(await pendingIds()).toEqual(['b']);
  expect(await pendingIds(openOutbox())).toEqual(['b']);
});

test('what is being set aside or confirmed is pending no longer, though its file is still there', async () => {
  for (const id of ['a', 'b', 'c']) await outbox.append('1', wrapUp(id));
  const looking = pendingIds();
  const settled = [outbox.setAside('1', wrapUp('a'), refusal), outbox.confirm('b')];
  expect(await looking).toEqual(['c']);
  await Promise.all(settled);
  await outbox.append('1', wrapUp('b', 'again'));
  expect(await pendingIds()).toEqual(['c', 'b']);
});

test('set aside twice is one file', async () => {
  await outbox.append('1', wrapUp('a'));
  const [first, second] = [
    await outbox.setAside('1', wrapUp('a'), refusal),
    await outbox.setAside('1', wrapUp('a'), refusal),
  ];
  expect(second).toEqual(first);
  expect(await readdir(join(folder, 'refused'))).toHaveLength(1);
});

test('what never reached the outbox, as the disk was full, can be set aside too', async () => {
  expect(await outbox.setAside('1', wrapUp('a'), refusal)).toMatchObject({ ok: true });
});

test('what cannot be set aside stays in the outbox, and the failure names the file', async () => {
  await outbox.append('1', wrapUp('a'));
  await writeFile(join(folder, 'refused'), 'a file');
  expect(await outbox.setAside('1', wrapUp('a'), refusal)).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining(join(folder, 'refused')) },
  });
  expect(await pendingIds()).toEqual(['a']);
});
