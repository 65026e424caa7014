import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderSegments } from './read-segment.ts';
import { openSegmentFiles, type SegmentFiles, segmentFile } from './segment-files.ts';

const now = Date.UTC(2026, 0, 31, 8);
const day = 24 * 3_600_000;

let folder: string;
let files: SegmentFiles;
beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'switchhook-recorder-')), 'recorder');
  files = openSegmentFiles(folder, { largest: 1_000, longestMs: 7 * day }, () => now);
});
afterEach(() => rmSync(path.dirname(folder), { recursive: true, force: true }));

const named = (segment: number): string => segmentFile(folder, now, 'k3f9', segment);

function finished(segment: number, bytes: number, agedMs = 0): void {
  const file = `${named(segment)}.gz`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, Buffer.alloc(bytes, 1));
  utimesSync(file, (now - agedMs) / 1_000, (now - agedMs) / 1_000);
}

describe('the files of recordings', () => {
  it('are made with their folder, for their user alone, and named so that they sort as they were written', async () => {
    await files.append(named(1), 'a\n');
    await files.append(named(1), 'b\n');
    files.appendNow(named(1), 'c\n');
    expect(readFileSync(named(1), 'utf8')).toBe('a\nb\nc\n');
    if (process.platform !== 'win32') expect(statSync(named(1)).mode & 0o777).toBe(0o600);
    expect(path.basename(named(1))).toBe('20260131T080000Z-k3f9-0001.ndjson');
    const later = segmentFile(folder, now + day, 'a000', 1);
    expect([later, named(10), named(2)].toSorted()).toEqual([named(2), named(10), later]);
  });

  it('are packed when they are finished, also those that a crash left, and can be read as before', async () => {
    await files.append(named(1), 'one\n');
    await files.append(named(2), 'two\n');
    await files.append(named(3), 'three\n');
    writeFileSync(`${named(9)}.part`, 'half');
    await files.tidy(named(3));
    expect(readdirSync(folder).toSorted()).toEqual([
      `${path.basename(named(1))}.gz`,
      `${path.basename(named(2))}.gz`,
      path.basename(named(3)),
    ]);
    expect(gunzipSync(readFileSync(`${named(2)}.gz`)).toString()).toBe('two\n');
  });

  it('are taken once where a crash left one packed and unpacked', async () => {
    await files.append(named(1), 'one\n');
    finished(1, 10);
    expect((await folderSegments(folder)).map(({ name }) => name)).toEqual([`${path.basename(named(1))}.gz`]);
  });

  it('go when together they are too much, the oldest first, and never the one that is written', async () => {
    for (const segment of [1, 2, 3]) finished(segment, 400);
    await files.append(named(4), 'x'.repeat(5_000));
    await files.tidy(named(4));
    expect([1, 2, 3].map((segment) => existsSync(`${named(segment)}.gz`))).toEqual([false, true, true]);
    expect(existsSync(named(4))).toBe(true);
  });

  it('go when they are too old', async () => {
    finished(1, 10, 7 * day + 60_000);
    finished(2, 10, 7 * day - 60_000);
    await files.append(named(3), 'x\n');
    await files.tidy(named(3));
    expect([1, 2].map((segment) => existsSync(`${named(segment)}.gz`))).toEqual([false, true]);
  });

  it('are none where there is no folder', async () => {
    expect(await folderSegments(path.join(folder, 'nowhere'))).toEqual([]);
  });
});
