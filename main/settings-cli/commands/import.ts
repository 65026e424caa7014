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
  if (!bytes.ok) return notWritten(bytes.error.message);
  if (bytes.value === null) return notWritten(`There is no file ${file}.`);
  const candidates = candidatesOf(file, bytes.value);
  if (!candidates.ok) return notWritten(candidates.error);
  const { found, problems } = candidates.value;
  const planned = planImport(found, target, context, readSources(context.file, context.policies));
  const written = dryRun ? nothingWritten : write(context, planned);
  const refused = planned.flatMap(({ why }) => why ?? []);
  const nothing =
    planned.length === 0 && problems.length === 0
      ? [`${file} has no setting of Switchhook, and no server of an older desktop.`]
      : [];
  return {
    exit: exitOf(written.exit, [...refused, ...problems, ...nothing]),
    lines: planned.flatMap((one) => takenWords(one, dryRun, written.failed)),
    errors: [...refused, ...problems, ...nothing, ...written.errors],
    json: {
      file,
      dryRun,
      values: planned.map(({ why, ...one }) => ({
        ...one,
        taken: why === null && !written.failed.has(one.target),
        why,
      })),
      problems,
    },
  };
}

interface Written {
  readonly exit: ExitCode;
  readonly errors: readonly string[];
  /** For whom nothing could be written. */
  readonly failed: ReadonlySet<Target>;
}

const nothingWritten: Written = { exit: exitCodes.done, errors: [], failed: new Set() };

function write(context: SettingsContext, planned: readonly PlannedValue[]): Written {
  let written = nothingWritten;
  for (const target of ['machine', 'user'] as const) {
    const change = changeFor(planned, target);
    if (change.size === 0) continue;
    const done = writeSettings(context, target, change);
    if (done.ok) {
      written = { ...written, errors: [...written.errors, ...done.value.notices] };
    } else {
      const code = done.error.type === 'refused' ? exitCodes.refused : exitCodes.notWritten;
      written = {
        exit: code > written.exit ? code : written.exit,
        errors: [...written.errors, done.error.message],
        failed: new Set([...written.failed, target]),
      };
    }
  }
  return written;
}

function exitOf(written: ExitCode, wrong: readonly string[]): ExitCode {
  if (written !== exitCodes.done) return written;
  return wrong.length === 0 ? exitCodes.done : exitCodes.refused;
}

function takenWords(one: PlannedValue, dryRun: boolean, failed: ReadonlySet<Target>): readonly string[] {
  if (one.why !== null || failed.has(one.target)) return [];
  const verb = dryRun ? 'would be' : 'is';
  const whom = one.target === 'machine' ? 'this computer' : 'the user';
  return [`${one.key} ${verb} ${valueWords(one.value)} for ${whom} ("${one.name}", ${one.at})`];
}
