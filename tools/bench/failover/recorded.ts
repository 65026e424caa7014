import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import * as z from 'zod';
import type { Side } from '../../../contract/servers/server-kind.ts';
import { side } from '../../../contract/wire/common.ts';

/** Of a line of the flight recorder, what this measurement looks at. `at` is by this computer's clock. */
const recordedLine = z.object({
  seq: z.number(),
  at: z.number(),
  kind: z.string(),
  servers: z.string().optional(),
  happened: z.looseObject({ type: z.string(), side: side.optional() }).optional(),
  input: z
    .looseObject({
      type: z.string(),
      event: z
        .looseObject({
          type: z.string(),
          state: z.string().optional(),
          inUse: side.nullable().optional(),
          message: z.looseObject({ type: z.string() }).optional(),
        })
        .optional(),
    })
    .optional(),
});
export type RecordedLine = z.infer<typeof recordedLine>;

const unpack = promisify(gunzip);

/** How far a recording had come. */
export interface RecordedSoFar {
  /** Of the file that was written then, without what its packing adds. */
  readonly name: string;
  readonly bytes: number;
}

export async function recordedSoFar(data: string): Promise<RecordedSoFar> {
  const name = (await segments(data)).at(-1);
  if (name === undefined) throw new Error(`The desk records nothing in ${data}.`);
  return { name: plain(name), bytes: (await bytesOf(data, name)).length };
}

/**
 * What the desk recorded of itself since then. The recorder writes every half second, so the newest lines may be
 * missing still.
 */
export async function recordedSince(data: string, so: RecordedSoFar): Promise<readonly RecordedLine[]> {
  const newer = (await segments(data)).filter((name) => plain(name) >= so.name);
  const texts = await Promise.all(
    newer.map(async (name) => {
      const bytes = await bytesOf(data, name);
      return bytes.subarray(plain(name) === so.name ? so.bytes : 0).toString('utf8');
    }),
  );
  return texts
    .flatMap((text) => text.split('\n'))
    .flatMap((text) => (text.endsWith('}') ? (recordedLine.safeParse(JSON.parse(text)).data ?? []) : []));
}

/** Names sort as they were written. */
async function segments(data: string): Promise<readonly string[]> {
  const names = await readdir(path.join(data, 'recorder'));
  return names.filter((name) => /\.ndjson(\.gz)?$/.test(name)).toSorted();
}

/** A file is packed when it is finished, and loses its old name. */
function plain(name: string): string {
  return name.replace(/\.gz$/, '');
}

async function bytesOf(data: string, name: string): Promise<Buffer> {
  const bytes = await readFile(path.join(data, 'recorder', name));
  return name.endsWith('.gz') ? unpack(bytes) : bytes;
}

/** When the desk knew that this server was lost; null: it does not know it yet. */
export function knownLost(
  lines: readonly RecordedLine[],
  server: 'cti' | 'sip',
  lost: Side,
): RecordedLine | null {
  const tells = server === 'cti' ? ctiFailed(lost) : phoneLost(lost);
  return lines.find(tells) ?? null;
}

/**
 * When the desk was whole again on the other side; null: it is not yet. CTI: the last of the snapshots had come, and
 * the desk shows what the switch has. SIP: the phone told that it is registered there; its call is another matter.
 */
export function knownWhole(
  lines: readonly RecordedLine[],
  server: 'cti' | 'sip',
  lost: Side,
  after: RecordedLine,
): RecordedLine | null {
  const isWhole = server === 'cti' ? isCallsSnapshot : registeredElsewhere(lost);
  return lines.find((line) => line.seq > after.seq && isWhole(line)) ?? null;
}

const ctiFailed =
  (lost: Side) =>
  ({ kind, servers, happened }: RecordedLine): boolean =>
    kind === 'pair' && servers === 'cti' && happened?.type === 'failed' && happened.side === lost;

const phoneLost =
  (lost: Side) =>
  ({ input }: RecordedLine): boolean =>
    input?.type === 'phone' && input.event?.type === 'registration' && input.event.inUse !== lost;

const registeredElsewhere =
  (lost: Side) =>
  ({ input }: RecordedLine): boolean =>
    input?.type === 'phone' &&
    input.event?.type === 'registration' &&
    input.event.state === 'registered' &&
    input.event.inUse !== lost;

function isCallsSnapshot({ input }: RecordedLine): boolean {
  return input?.type === 'cti' && input.event?.message?.type === 'SnapshotCallsConf';
}
