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

/**
 * What the desk recorded of itself since that instant. The recorder writes every half second, so the newest lines may
 * be missing still.
 */
export async function recordedSince(data: string, since: number): Promise<readonly RecordedLine[]> {
  const folder = path.join(data, 'recorder');
  const names = (await readdir(folder)).filter((name) => /\.ndjson(\.gz)?$/.test(name)).toSorted();
  // One that has just been finished may hold what came before the newest.
  const texts = await Promise.all(names.slice(-2).map((name) => textOf(path.join(folder, name))));
  return texts
    .flatMap((text) => text.split('\n'))
    .flatMap((text) => (text.endsWith('}') ? (recordedLine.safeParse(JSON.parse(text)).data ?? []) : []))
    .filter(({ at }) => at >= since);
}

async function textOf(file: string): Promise<string> {
  const bytes = await readFile(file);
  return (file.endsWith('.gz') ? await unpack(bytes) : bytes).toString('utf8');
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
