import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createLineLog, createLogBook } from './log-book.ts';

it('keeps the last lines of each server, and all of them in its file', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'switchhook-log-'));
  const book = createLogBook(join(directory, 'logs'));
  const log = book.logFor('cti-a');
  for (let number = 0; number < 2_010; number += 1) log.info(`line ${number}`);
  expect(book.lines('cti-a', 10_000)).toHaveLength(2_000);
  expect(book.lines('cti-a', 1)?.[0]).toContain('"msg":"line 2009"');
  expect(book.lines('cti-b', 1)).toBeNull();
  await book.close();
  const file = await readFile(join(directory, 'logs', 'cti-a.log'), 'utf8');
  expect(file.trim().split('\n')).toHaveLength(2_010);
  await rm(directory, { recursive: true });
});

it("keeps the lines of a server's own process as they are, in their order with its own", async () => {
  const directory = await mkdtemp(join(tmpdir(), 'switchhook-log-'));
  const book = createLogBook(directory);
  book.logFor('cti-a').info('begins');
  const line = '{"level":"info","msg":"written elsewhere"}';
  book.keep('cti-a', line);
  book.keep('media', line);
  expect(book.lines('cti-a', 10)).toEqual([expect.stringContaining('begins'), line]);
  expect(book.lines('media', 10)).toEqual([line]);
  await book.close();
  const file = await readFile(join(directory, 'cti-a.log'), 'utf8');
  expect(file.split('\n')).toEqual([expect.stringContaining('begins'), line, '']);
  await rm(directory, { recursive: true });
});

it('writes lines elsewhere, passwords removed', () => {
  const lines: string[] = [];
  createLineLog((line) => lines.push(line)).warn('Refused "password":"hunter2"', { token: 'hunter2' });
  expect(lines).toEqual([expect.stringMatching(/^\{.*"level":"warn".*\}\n$/)]);
  expect(lines[0]).not.toContain('hunter2');
});

it('lets no password or credential through, wherever it stands', () => {
  const book = createLogBook(null);
  book
    .logFor('sip-a')
    .warn('Refused\r\nAuthorization: Digest username="52513", response="hunter2"\r\nVia: x', {
      password: 'hunter2',
      request: {
        devices: [{ sipPassword: 'hunter2' }],
        text: '{"type":"SetAgentStateRequest","target":{"password":"hunter2","device":"52513"}}',
      },
      url: '/?token=hunter2&x=1',
      header: 'Bearer hunter2',
      error: new Error('"password":"hunter2"'),
    });
  const [line] = book.lines('sip-a', 1) ?? [];
  expect(line).not.toContain('hunter2');
  expect(line).toContain('Via: x');
  expect(line).toContain('52513');
});
