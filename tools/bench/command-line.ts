import { parseArgs } from 'node:util';
import { fail, ok, type Result } from '../../contract/result.ts';
import type { Measurement } from './measurement.ts';

/** What somebody asks of the bench. */
export interface BenchAsked {
  readonly measurement: Measurement;
  readonly runs: number;
  /** Of the measurement's cases, those that were asked for; all where none was. */
  readonly cases: readonly string[];
  /** Whether what an earlier run has finished is forgotten. */
  readonly fresh: boolean;
  /** Nothing on stdout but the JSON line. */
  readonly json: boolean;
  /** Uses the build in out/ as it is. */
  readonly built: boolean;
}

const mostRuns = 1_000_000;

export function usage(measurements: readonly Measurement[]): string {
  const width = Math.max(...measurements.map(({ name }) => name.length));
  const names = measurements.map(
    ({ name, what, run, defaultRuns }) =>
      `  ${name.padEnd(width)}  ${what}\n  ${' '.repeat(width)}  A run is ${run}; ${defaultRuns} of them unless --runs says otherwise.\n`,
  );
  return `Takes one measurement. Progress and aims go to stderr; the last line on stdout is one JSON object.

  npm run bench -- NAME [OPTIONS]

${names.join('')}
  --runs N   how often
  --case C   one of a measurement's cases, or those that begin so (cti, cti/shared); more than once for more
  --fresh    of matrix: forgets the cells that an earlier run has finished
  --json     nothing on stdout but the JSON object
  --built    uses the build in out/ as it is
  --help     this text
`;
}

/** Reads the command line, or says what is wrong with it and what was expected. */
export function readCommandLine(
  argv: readonly string[],
  measurements: readonly Measurement[],
): Result<BenchAsked | 'help', string> {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(argv);
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  if (values.help) return ok('help');
  const names = measurements.map(({ name }) => name).join(', ');
  const [name, ...more] = positionals;
  if (name === undefined) return fail(`Say which measurement: ${names}.`);
  const measurement = measurements.find((one) => one.name === name);
  if (!measurement) return fail(`There is no measurement ${JSON.stringify(name)}: there are ${names}.`);
  if (more.length > 0) return fail(`One measurement at a time: ${more.join(', ')} came after ${name}.`);
  const runs = values.runs === undefined ? measurement.defaultRuns : Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1 || runs > mostRuns)
    return fail(`--runs ${values.runs}: expected a whole number from 1 to ${mostRuns}.`);
  const cases = casesOf(measurement, values.case);
  if (!cases.ok) return cases;
  return ok({
    measurement,
    runs,
    cases: cases.value,
    fresh: values.fresh,
    json: values.json,
    built: values.built,
  });
}

/** `cti/shared` stands for every case that begins with these words. */
function casesOf(
  { name, cases = [] }: Measurement,
  asked: readonly string[],
): Result<readonly string[], string> {
  const fits = (one: string, wanted: string): boolean => one === wanted || one.startsWith(`${wanted}/`);
  const unknown = asked.find((wanted) => !cases.some((one) => fits(one, wanted)));
  if (unknown !== undefined) {
    const there = cases.length === 0 ? 'has none' : `has ${cases.join(', ')}`;
    return fail(`There is no case ${JSON.stringify(unknown)}: ${name} ${there}.`);
  }
  return ok(asked.length === 0 ? cases : cases.filter((one) => asked.some((wanted) => fits(one, wanted))));
}

function parse(argv: readonly string[]) {
  return parseArgs({
    args: [...argv],
    options: {
      runs: { type: 'string' },
      case: { type: 'string', multiple: true, default: [] },
      fresh: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      built: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
    allowPositionals: true,
    strict: true,
  });
}
