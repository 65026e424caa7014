import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fail, type Result } from '../../../contract/result.ts';
import { type FileFailure, fileFailure } from '../../files/file-failure.ts';
import { parseJson } from '../../files/json-file.ts';
import { logWith } from '../../log/log.ts';
import { createLocalSettings } from '../../settings/desk-store.ts';
import { isRecord } from '../../settings/look-up.ts';
import { memorySettingsStore } from '../../settings/settings-file.ts';
import type { PolicySource } from '../../settings/sources/source.ts';
import { version } from '../../version.ts';
import { listSegments } from '../segment-files.ts';
import { writeSupportBundle } from './support-bundle.ts';

/**
 * A support bundle of what a desk has left in its folder, whether it still runs or not. Nothing in the folder is
 * changed.
 */
export async function bundleOfFolder(
  folder: string,
  into: string,
  /** Which policies are in force now on the computer that it is made on, the strongest first. */
  policies: readonly PolicySource[],
): Promise<Result<{ readonly file: string }, FileFailure>> {
  const recordings = path.join(folder, 'recorder');
  try {
    if ((await listSegments(recordings)).length === 0) {
      const message = `There is no recording in ${recordings}: it is not a desk's folder, or the desk never ran.`;
      return fail({ file: recordings, code: null, message });
    }
  } catch (error) {
    return fail(fileFailure('read', recordings, error));
  }
  const store = memorySettingsStore('settings.json');
  store.set({ ...(await readFields(path.join(folder, 'settings.json'))) });
  // What is wrong in the file is told by the bundle itself.
  const settings = createLocalSettings({ store, policies, now: Date.now, log: logWith(() => undefined) });
  // Only what they say now is asked for.
  settings.close();
  return writeSupportBundle({
    folder,
    into,
    app: version,
    settings,
    now: Date.now,
    unwritten: null,
  });
}

/** What a settings file says; nothing where it cannot be read. */
async function readFields(file: string): Promise<Readonly<Record<string, unknown>>> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const parsed = parseJson(text);
  return parsed.ok && isRecord(parsed.value) ? parsed.value : {};
}
