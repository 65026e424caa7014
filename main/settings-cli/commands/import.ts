import type { SettingKey } from '../../../contract/settings/declared-settings.ts';
import { readSmallFile } from '../../settings/sources/small-file.ts';
import type { SettingsContext } from '../context.ts';
import { candidatesOf } from '../import/candidates.ts';
import { changeFor, type PlannedValue, planImport } from '../import/plan.ts';
import { type ExitCode, exitCodes, notWritten, type Outcome } from '../outcome.ts';
import { readSources } from '../read-sources.ts';
import type { Target } from '../targets.ts';
import { valueWords } from '../value-words.ts';
import { writeSettings } from '../write-settings.ts';

export interface ImportOptions {
  readonly file: string;
  /** Null: as the file means each value. */
  readonly target: Target | null;
  /** Says what would be done, and writes nothing. */
  readonly dryRun: boolean;
}

/** Sets what a file has, and says of each value of it whether it was taken. */
export function importSettings(context: SettingsContext, options: ImportOptions): Outcome {
  const { file, target, dryRun } = options;
  const bytes = readSmallFile(file);
  if (!bytes.ok)
    return notWritten(
      bytes.error.code === 'EISDIR' ? `${file} is a folder: name a file.` : bytes.error.message,
    );
  if (bytes.value === null) return notWritten(`There is no file ${file}.`);
  const candidates = candidatesOf(file, bytes.value);
  if (!candidates.ok) return notWritten(candidates.error);
  const { found, problems, isOurs } = candidates.value;
  const meant = found.map((one) => ({ ...one, target: target ?? one.target }));
  let done: Done = { planned: [], exit: exitCodes.done, notices: [] };
  // The computer's part first: what is written there is locked for the user.
  for (const part of ['machine', 'user'] as const) {
    const sources = readSources(context.file, context.policies);
    const candidates = meant.filter((one) => one.target === part);
    const planned = planImport(candidates, done.planned, context, sources);
    done = dryRun ? { ...done, planned: [...done.planned, ...planned] } : write(context, part, planned, done);
  }
  const { planned } = done;
  const nothing =
    planned.length === 0 && problems.length === 0 && !isOurs
      ? [`${file} has no setting of Switchhook, and no server of an older desktop.`]
      : [];
  // Where nothing could be written for one of the two, all his values have one reason.
  const errors = [...new Set([...planned.flatMap(({ why }) => why ?? []), ...problems, ...nothing])];
  return {
    exit: exitOf(done.exit, errors),
    lines:
      planned.length === 0 && errors.length === 0
        ? [`${file} sets nothing.`]
        : planned.flatMap((one) => takenWords(one, dryRun)),
    errors: [...errors, ...done.notices],
    json: {
      file,
      dryRun,
      values: planned.map(({ why, legacy: _, ...one }) => ({ ...one, taken: why === null, why })),
      problems,
    },
  };
}

/** How far an import has come. */
interface Done {
  readonly planned: readonly PlannedValue[];
  readonly exit: ExitCode;
  readonly notices: readonly string[];
}

/** Writes one part; what was not written has its reason then. */
function write(context: SettingsContext, target: Target, part: readonly PlannedValue[], done: Done): Done {
  const change = changeFor(part);
  const written = change.size === 0 ? null : writeSettings(context, target, change);
  if (written === null) return { ...done, planned: [...done.planned, ...part] };
  const whyNot = (key: SettingKey): string | null =>
    written.ok ? (written.value.refused.get(key) ?? null) : written.error.message;
  const failed = written.ok
    ? exitCodes.done
    : written.error.type === 'refused'
      ? exitCodes.refused
      : exitCodes.notWritten;
  return {
    planned: [...done.planned, ...part.map((one) => ({ ...one, why: one.why ?? whyNot(one.key) }))],
    exit: failed > done.exit ? failed : done.exit,
    notices: [...done.notices, ...(written.ok ? written.value.notices : [])],
  };
}

function exitOf(written: ExitCode, wrong: readonly string[]): ExitCode {
  if (written !== exitCodes.done) return written;
  return wrong.length === 0 ? exitCodes.done : exitCodes.refused;
}

function takenWords(one: PlannedValue, dryRun: boolean): readonly string[] {
  if (one.why !== null) return [];
  const verb = dryRun ? 'would be' : 'is';
  const whom = one.target === 'machine' ? 'this computer' : 'the user';
  return [`${one.key} ${verb} ${valueWords(one.value)} for ${whom} ("${one.name}", ${one.at})`];
}
