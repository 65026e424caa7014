import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fail, ok, type Result } from '../../../contract/result.ts';
import { errorCode, fileFailure } from '../../files/file-failure.ts';
import type { Timers } from '../../timers.ts';
import type { Layer } from '../layers/layer.ts';
import { jsonPolicies } from './json-policies.ts';
import { fileState, readSmallFile } from './small-file.ts';
import type { PolicySource } from './source.ts';
import { watchedSource } from './watched-source.ts';

const kind = 'machine-policy';

/**
 * Policies of the machine from the JSON files of a folder. Of two files that set one thing the last by name counts, as
 * with other folders below /etc. There need be none.
 */
export function policyFolderSource(folder: string, timers: Timers): PolicySource {
  return watchedSource({
    read: () => readFolder(folder),
    state: () => {
      const files = filesOf(folder);
      return files.ok ? files.value.map((file) => `${file} ${fileState(file)}`).join('\n') : files.error;
    },
    folders: [folder],
    timers,
  });
}

function readFolder(folder: string): readonly Layer[] {
  const files = filesOf(folder);
  if (!files.ok) return [{ kind, place: folder, entries: [], problems: [files.error] }];
  // Of layers of one kind the first is the strongest.
  return files.value.map(readFile).reverse();
}

function readFile(file: string): Layer {
  const bytes = readSmallFile(file);
  const problem = (message: string): Layer => ({ kind, place: file, entries: [], problems: [message] });
  if (!bytes.ok) return problem(`${bytes.error.message} No policy is taken from it.`);
  // Gone since its folder was read.
  if (bytes.value === null) return { kind, place: file, entries: [], problems: [] };
  const policies = jsonPolicies(bytes.value.toString('utf8'));
  return policies.ok
    ? { kind, place: file, entries: policies.value, problems: [] }
    : problem(`${file} is damaged: ${policies.error}. No policy is taken from it.`);
}

/** Its JSON files in the order of their names, without those that editors hide. */
function filesOf(folder: string): Result<readonly string[], string> {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.json') && !name.startsWith('.'));
    return ok(names.sort().map((name) => path.join(folder, name)));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return ok([]);
    return fail(`${fileFailure('read', folder, error).message} No policy is taken from it.`);
  }
}
