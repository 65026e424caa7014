import { mkdir, readFile, stat } from 'node:fs/promises';
import { hostname, release } from 'node:os';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { fail, ok, type Result } from '../../../contract/result.ts';
import { readKeptReport } from '../../diagnostics/kept-report.ts';
import { errorCode, type FileFailure, fileFailure } from '../../files/file-failure.ts';
import type { LocalSettings } from '../../settings/local-settings.ts';
import { follow } from '../follow.ts';
import { diagnostics } from '../masking/diagnostics.ts';
import { Masks } from '../masking/masks.ts';
import { folderSegments, type SegmentSource } from '../read-segment.ts';
import { listSegments } from '../segment-files.ts';
import { type Chronicle, Chronicler } from '../summary/chronicle.ts';
import { summaryText } from '../summary/summary-text.ts';
import { maskedLog } from './masked-log.ts';
import { settingsFacts } from './settings-facts.ts';
import { writeZip, type ZipFile } from './write-zip.ts';

/** What a support bundle is made from. */
export interface SupportBundleOptions {
  /** The desk's own folder: its `recorder/` and `logs/` are read. */
  readonly folder: string;
  /** Where the bundle goes; made where it is not there. */
  readonly into: string;
  /** Version of Switchhook. */
  readonly app: string;
  readonly settings: Pick<LocalSettings, 'read' | 'resolved' | 'problems'>;
  readonly now: () => number;
  /** The newest lines of a recorder that cannot write; null: all is on disk. */
  readonly unwritten: readonly string[] | null;
}

/** How much of the past the summary tells, milliseconds. */
const summaryMs = 3_600_000;

/**
 * Writes one file that help desk and IT can open: `switchhook-support-HOST-TIME.zip`. It is there whole or not at all,
 * and nothing in it has not been masked.
 */
export async function writeSupportBundle(
  options: SupportBundleOptions,
): Promise<Result<{ readonly file: string }, FileFailure>> {
  const { into, now } = options;
  const savedAt = now();
  const host = hostname()
    .replaceAll(/[^A-Za-z0-9-]+/g, '-')
    .slice(0, 40);
  const time = new Date(savedAt).toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
  const file = path.join(into, `switchhook-support-${host}-${time}.zip`);
  try {
    const bytes = await writeZip(await unmovedFiles(options, savedAt), new Date(savedAt));
    await mkdir(into, { recursive: true });
    await writeFileAtomic(file, Buffer.from(bytes), { mode: 0o600 });
    return ok({ file });
  } catch (error) {
    return fail(fileFailure('write', file, error));
  }
}

/** A file that was packed while it was read has another name then: once more. */
async function unmovedFiles(options: SupportBundleOptions, savedAt: number): Promise<readonly ZipFile[]> {
  try {
    return await bundleFiles(options, savedAt);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    return bundleFiles(options, savedAt);
  }
}

async function bundleFiles(options: SupportBundleOptions, savedAt: number): Promise<readonly ZipFile[]> {
  const { folder, app, settings, unwritten } = options;
  const recordings = path.join(folder, 'recorder');
  const since = savedAt - summaryMs;
  const chronicle = await chronicleOf(await recentSegments(recordings, since, unwritten), since);
  const masks = new Masks();
  const facts = settingsFacts(settings, masks);
  for (const address of addressesIn(chronicle)) masks.knowAddress(address);
  const checked = await readKeptReport(folder);
  const about = aboutFacts(app, savedAt);
  const { zone, computer, versions } = about;
  return [
    text('summary.txt', summaryText(chronicle, { savedAt, since, zone, computer, versions })),
    json('about.json', about),
    json('settings.json', facts),
    json('connections.json', chronicle.last?.view.connections ?? null),
    ...(checked === null ? [] : [json('diagnostics.json', diagnostics(checked, masks))]),
    ...(await maskedLog(path.join(folder, 'logs'), masks)),
    ...(await recordingFiles(recordings)),
    ...(unwritten === null ? [] : [text('recorder/unwritten.ndjson', unwritten.join(''))]),
  ];
}

async function chronicleOf(sources: readonly SegmentSource[], since: number): Promise<Chronicle> {
  const chronicler = new Chronicler(since);
  for await (const followed of follow(sources)) {
    if (followed.type === 'line') chronicler.take(followed.line);
    else chronicler.damaged(followed.damage);
  }
  return chronicler.chronicle();
}

/** The segments that were written to since then; each begins with the desk whole. */
async function recentSegments(
  folder: string,
  since: number,
  unwritten: readonly string[] | null,
): Promise<readonly SegmentSource[]> {
  const recent: SegmentSource[] = [];
  for (const source of await folderSegments(folder)) {
    const { mtimeMs } = await stat(path.join(folder, source.name));
    if (mtimeMs >= since) recent.push(source);
  }
  if (unwritten === null) return recent;
  const bytes = Buffer.from(unwritten.join(''));
  return [...recent, { name: 'recorder/unwritten.ndjson', bytes: async () => bytes }];
}

async function recordingFiles(folder: string): Promise<readonly ZipFile[]> {
  const files: ZipFile[] = [];
  for (const file of await listSegments(folder)) {
    files.push({ name: `recorder/${path.basename(file)}`, bytes: await readFile(file) });
  }
  return files;
}

function addressesIn({ last }: Chronicle): readonly string[] {
  if (!last) return [];
  const { connections, configuration } = last.view;
  const used = Object.values(connections).flatMap(({ sides }) => [sides.A.address, sides.B.address]);
  const profiles = configuration.status === 'none' ? [] : configuration.profiles;
  const known = profiles.flatMap(({ cti, licensing, sip }) =>
    [cti, licensing, sip].flatMap(({ a, b }) => [a, b]),
  );
  return [...used, ...known].filter((address) => address !== null && address !== '') as readonly string[];
}

function aboutFacts(app: string, savedAt: number) {
  const { node, electron, chrome } = process.versions as Readonly<Record<string, string | undefined>>;
  const { timeZone: zone } = Intl.DateTimeFormat().resolvedOptions();
  const runtime = electron === undefined ? '' : `, Electron ${electron}, Chromium ${chrome ?? '?'}`;
  return {
    savedAt: new Date(savedAt).toISOString(),
    zone,
    computer: `${hostname()}, ${process.platform} ${release()}, ${process.arch}`,
    versions: `Switchhook ${app}${runtime}, Node ${node ?? '?'}`,
    upForSeconds: Math.round(process.uptime()),
    memoryMiB: Math.round(process.memoryUsage.rss() / 1_048_576),
  };
}

function text(name: string, content: string): ZipFile {
  return { name, bytes: Buffer.from(content) };
}

function json(name: string, content: unknown): ZipFile {
  return text(name, `${JSON.stringify(content, null, 2)}\n`);
}
