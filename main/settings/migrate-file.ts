import { constants, copyFileSync, existsSync, readFileSync } from 'node:fs';
import { format, parse } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { fileFailure } from '../files/file-failure.ts';
import { exclusively } from '../files/file-lock.ts';
import { parseJson } from '../files/json-file.ts';
import { isRecord } from './look-up.ts';
import { schemaVersion, upToDate, versionOf } from './migrations.ts';

export type Migrated =
  /** It was up to date: another process has done it, or set it aside. */
  | { readonly type: 'nothing' }
  /** `copy`: the file as it was. */
  | { readonly type: 'migrated'; readonly from: number; readonly copy: string }
  /** The file is as it was; whoever reads it migrates what he reads. The sentence says why. */
  | { readonly type: 'failed'; readonly message: string };

/**
 * Brings a settings file of an older version up to date, once: under the lock of all who write it, whole or not at all,
 * and with a copy of the old one beside it, by whose name it is found: `settings.version-1.json`. Never throws.
 */
export function migrateFile(file: string): Migrated {
  try {
    return exclusively(file, () => migrate(file));
  } catch (error) {
    return { type: 'failed', message: fileFailure('write', file, error).message };
  }
}

function migrate(file: string): Migrated {
  const parsed = parseJson(readFileSync(file, 'utf8'));
  if (!parsed.ok || !isRecord(parsed.value)) return { type: 'nothing' };
  const from = versionOf(parsed.value);
  if (from >= schemaVersion) return { type: 'nothing' };
  const copy = freeName(file, from);
  copyFileSync(file, copy, constants.COPYFILE_EXCL);
  writeFileAtomic.sync(file, `${JSON.stringify(upToDate(parsed.value), null, '\t')}\n`, { mode: 0o600 });
  return { type: 'migrated', from, copy };
}

/** A copy that an earlier migration left stays: it may be the only one that holds what a later version had. */
function freeName(file: string, from: number): string {
  const { dir, name, ext } = parse(file);
  for (let attempt = 0; ; attempt += 1) {
    const mark = `version-${from}${attempt === 0 ? '' : `-${attempt}`}`;
    const free = format({ dir, name: `${name}.${mark}`, ext });
    if (!existsSync(free)) return free;
  }
}
