import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { knownLost, knownWhole, type RecordedLine, recordedSince, recordedSoFar } from './recorded.ts';

const ctiLost = (seq: number, at: number, side: 'A' | 'B'): RecordedLine => ({
  seq,
  at,
  kind: 'pair',
  servers: 'cti',
  happened: { type: 'failed', side, error: 'CTI server A was reset.' },
});
const ctiSays = (seq: number, at: number, type: string): RecordedLine => ({
  seq,
  at,
  kind: 'step',
  input: { type: 'cti', event: { type: 'message', message: { type } } },
});
const registration = (seq: number, at: number, state: string, inUse: 'A' | 'B' | null): RecordedLine => ({
  seq,
  at,
  kind: 'step',
  input: { type: 'phone', event: { type: 'registration', state, inUse } },
});

describe('what a desk recorded of a lost server', () => {
  it('is of CTI: the failure of that side, and the last snapshot after it', () => {
    const lines = [
      ctiSays(1, 100, 'SnapshotCallsConf'),
      ctiLost(2, 110, 'B'),
      ctiLost(3, 120, 'A'),
      ctiSays(4, 150, 'AgentStateEvent'),
      ctiSays(5, 160, 'SnapshotCallsConf'),
    ];
    const lost = knownLost(lines, 'cti', 'A');
    expect(lost?.at).toBe(120);
    expect(lost && knownWhole(lines, 'cti', 'A', lost)?.at).toBe(160);
    expect(lost && knownWhole(lines.slice(0, 4), 'cti', 'A', lost)).toBe(null);
  });

  it('is of SIP: the first word of the phone without that side, and its registration with the other', () => {
    const lines = [
      registration(1, 90, 'registered', 'A'),
      registration(2, 100, 'registering', null),
      registration(3, 130, 'registered', 'B'),
    ];
    const lost = knownLost(lines, 'sip', 'A');
    expect(lost?.at).toBe(100);
    expect(lost && knownWhole(lines, 'sip', 'A', lost)?.at).toBe(130);
    expect(knownLost(lines.slice(0, 1), 'sip', 'A')).toBe(null);
  });
});

describe("the recorder's files", () => {
  let data: string;
  beforeEach(async () => {
    data = await mkdtemp(path.join(tmpdir(), 'switchhook-recorded-'));
    await mkdir(path.join(data, 'recorder'));
  });
  afterEach(() => rm(data, { recursive: true, force: true }));

  it('are read from where they were, also where that one was finished and packed, up to the last whole line', async () => {
    const file = (segment: number): string =>
      path.join(data, `recorder/20260101T000000Z-ab-000${segment}.ndjson`);
    const text = (...lines: readonly RecordedLine[]): string =>
      lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    await writeFile(file(1), text(ctiLost(1, 50, 'A')));
    const so = await recordedSoFar(data);
    expect(await recordedSince(data, so)).toEqual([]);
    await writeFile(file(1), text(ctiLost(1, 50, 'A'), ctiLost(2, 110, 'A')));
    expect((await recordedSince(data, so)).map(({ seq }) => seq)).toEqual([2]);
    const packed = gzipSync(text(ctiLost(1, 50, 'A'), ctiLost(2, 110, 'A')));
    await writeFile(`${file(1)}.gz`, packed);
    await rm(file(1));
    await writeFile(file(2), `${text(ctiSays(3, 120, 'SnapshotCallsConf'))}{"seq":4,"at":130,"kind":"st`);
    expect((await recordedSince(data, so)).map(({ seq }) => seq)).toEqual([2, 3]);
  });

  it('are missed where the desk records nothing', async () => {
    await expect(recordedSoFar(data)).rejects.toThrow(/records nothing/);
  });
});
