import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { wrapUpData } from '../../contract/cti/requests.ts';
import { type MemoryLog, memoryLog } from '../log/log.ts';
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
