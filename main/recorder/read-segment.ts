import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import * as z from 'zod';
import { serverKinds } from '../../contract/servers/server-kind.ts';
import { reasonOf } from '../files/file-failure.ts';
import { type RecordedLine, recordingFormat } from './recording.ts';
import { listSegments } from './segment-files.ts';

/** One file of a recording, wherever it is: in a folder or in a bundle. */
export interface SegmentSource {
  readonly name: string;
  /** As it is stored: packed where the name ends in `.gz`. */
  readonly bytes: () => Promise<Uint8Array>;
}

/** A line and where it stands, from 1. */
export interface PlacedLine {
  readonly file: string;
  readonly place: number;
  readonly line: RecordedLine;
}

/** What could not be read: names the file, the line where there is one, and what is wrong. */
export interface Damage {
  readonly file: string;
  readonly place: number | null;
  readonly message: string;
}

export interface SegmentContent {
  /** By number; a line that was written twice is there once. */
  readonly lines: readonly PlacedLine[];
  readonly damage: readonly Damage[];
  /** Its last line was cut off when the process ended: that line was never whole, and is no damage. */
  readonly cutOff: boolean;
}

const unpack = promisify(gunzip);

/** The segments of a folder, oldest first. One that was packed and is still there unpacked is taken once. */
export async function folderSegments(folder: string): Promise<readonly SegmentSource[]> {
  const files = await listSegments(folder);
  return files
    .filter((file) => !files.includes(`${file}.gz`))
    .map((file) => ({ name: path.basename(file), bytes: () => readFile(file) }));
}

/** Reads a segment as far as it can be read. Never rejects. */
export async function readSegment({ name, bytes }: SegmentSource): Promise<SegmentContent> {
  let text: string;
  try {
    const stored = await bytes();
    text = new TextDecoder().decode(name.endsWith('.gz') ? await unpack(stored) : stored);
  } catch (error) {
    const damage = { file: name, place: null, message: `it cannot be read: ${reasonOf(error)}` };
    return { lines: [], damage: [damage], cutOff: false };
  }
  return readLines(name, text);
}

/** So many lines are read in one go: the desk that saves a bundle is at work meanwhile. */
const linesAtOnce = 200;

async function readLines(file: string, text: string): Promise<SegmentContent> {
  const bySeq = new Map<number, PlacedLine>();
  const damage: Damage[] = [];
  const rows = text.split('\n');
  // What follows the last line's end: nothing, or a line that was never finished.
  const rest = rows.pop() ?? '';
  for (const [index, row] of rows.entries()) {
    // A write that failed half-way leaves half a line, and the next write begins a line of its own.
    if (row === '') continue;
    if (index % linesAtOnce === linesAtOnce - 1) await setImmediate();
    const read = readLine(row);
    if (typeof read === 'string') damage.push({ file, place: index + 1, message: read });
    else bySeq.set(read.seq, { file, place: index + 1, line: read });
  }
  const lines = [...bySeq.values()].toSorted((one, other) => one.line.seq - other.line.seq);
  return { lines: zoned(lines), damage, cutOff: rest !== '' };
}

/** The same lines, where the first has the time zone that a later one tells. */
function zoned(lines: readonly PlacedLine[]): readonly PlacedLine[] {
  const [first, ...later] = lines;
  if (first?.line.kind !== 'segment' || first.line.zone !== null) return lines;
  const told = later.map(({ line }) => line).find((line) => line.kind === 'zone');
  return told ? [{ ...first, line: { ...first.line, zone: told.zone } }, ...later] : lines;
}

const named = z.looseObject({ type: z.string() });
const stamp = { seq: z.number().int().positive(), at: z.number(), mono: z.number() };
const place = z.array(z.union([z.string(), z.number()]));
const change = z.union([
  z.object({ at: place, from: z.number().int(), remove: z.number().int(), insert: z.array(z.unknown()) }),
  z.object({ at: place, gone: z.literal(true) }),
  z.object({ at: place, to: z.unknown() }),
]);

/** As much as a reader relies on; what is inside an input or a model is the desk's own. */
const recordedLine = z.discriminatedUnion('kind', [
  z.object({
    ...stamp,
    kind: z.literal('segment'),
    format: z.number(),
    recording: z.string(),
    segment: z.number().int(),
    app: z.string(),
    zone: z.string().nullable(),
    model: z.looseObject({ view: z.looseObject({}) }),
  }),
  z.object({
    ...stamp,
    kind: z.literal('step'),
    input: named,
    ids: z.array(z.string()).optional(),
    effects: z.array(named).optional(),
    changes: z.array(change).optional(),
  }),
  z.object({
    ...stamp,
    kind: z.literal('pair'),
    servers: z.enum(serverKinds),
    happened: named,
    effects: z.array(named).optional(),
  }),
  z.object({
    ...stamp,
    kind: z.literal('asked'),
    servers: z.enum(serverKinds),
    request: z.string(),
    id: z.string(),
    sent: z.boolean(),
  }),
  z.object({ ...stamp, kind: z.literal('unfinished'), input: named }),
  z.object({ ...stamp, kind: z.literal('astray'), where: z.string() }),
  z.object({ ...stamp, kind: z.literal('names'), names: z.record(z.string(), z.string()) }),
  z.object({ ...stamp, kind: z.literal('gap'), lost: z.number(), why: z.string() }),
  z.object({ ...stamp, kind: z.literal('note'), what: z.string() }),
  z.object({
    ...stamp,
    kind: z.literal('error'),
    name: z.string(),
    message: z.string(),
    frames: z.array(z.string()),
  }),
  z.object({ ...stamp, kind: z.literal('zone'), zone: z.string() }),
  z.object({ ...stamp, kind: z.literal('end') }),
]);

/** The line, or what is wrong with it. */
function readLine(row: string): RecordedLine | string {
  let data: unknown;
  try {
    data = JSON.parse(row);
  } catch {
    return 'it is not JSON';
  }
  const read = recordedLine.safeParse(data);
  if (!read.success) {
    const [issue] = read.error.issues;
    return `${issue?.path.join('.') || 'the line'}: ${issue?.message ?? 'not understood'}`;
  }
  if (read.data.kind === 'segment' && read.data.format > recordingFormat) {
    return `it is of format ${read.data.format}, and this version of Switchhook reads ${recordingFormat} and older`;
  }
  return data as RecordedLine;
}
