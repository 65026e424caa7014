import { dirname } from 'node:path';
import type { Timers } from '../../../timers.ts';
import type { Layer } from '../../layers/layer.ts';
import { fileState, readSmallFile } from '../small-file.ts';
import type { PolicySource } from '../source.ts';
import { watchedSource } from '../watched-source.ts';
import { parseReg } from './parse-reg.ts';
import { regPolicies } from './reg-policies.ts';

/** Policies from a .reg file: for kiosks, for tests, and to try a policy out before it is deployed. */
export function regFileSource(file: string, timers: Timers): PolicySource {
  return watchedSource({
    read: () => readRegPolicies(file),
    state: () => fileState(file),
    folders: [dirname(file)],
    timers,
  });
}

function readRegPolicies(file: string): readonly Layer[] {
  const bytes = readSmallFile(file);
  if (bytes.ok && bytes.value !== null) return regPolicies(parseReg(bytes.value), file);
  const problem = bytes.ok
    ? `There is no file ${file}: no policy is taken from it.`
    : `${bytes.error.message} No policy is taken from it.`;
  return [{ kind: 'machine-policy', place: file, entries: [], problems: [problem] }];
}
