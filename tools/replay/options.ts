import { parseArgs } from 'node:util';
import { fail, ok, type Result } from '../../contract/result.ts';

/** A step of a recording: which run of the desk (null: the last one), and which of its lines. */
export interface StepName {
  readonly run: number | null;
  readonly seq: number;
}

/** A moment: an instant, or a time of the day on which the recording ends. */
export type Time =
  | { readonly type: 'instant'; readonly at: number }
  | {
      readonly type: 'time-of-day';
      readonly hours: number;
      readonly minutes: number;
      readonly milliseconds: number;
    };

export interface ReplayOptions {
  readonly bundle: string;
  readonly json: boolean;
  readonly until: StepName | null;
  readonly at: Time | null;
}

export const replayUsage = `Goes through a recording of the desk again, step by step: what came, what the desk asked for, what changed.

  npm run replay -- BUNDLE [OPTIONS]

  BUNDLE        a support bundle (switchhook-support-….zip), a desk's folder, or a file of its recorder/
  --until SEQ   stops after this step and shows the desk as it was then; RUN/SEQ where there are several runs
  --at TIME     the same for a time: 14:05, 14:05:30.250 or 2026-01-31T14:05:30Z
  --json        one JSON object at the end and nothing else: {"inputs","states","differences":[…],"damage":[…]}
  --help        this text

Each input is put to the desk of this version of Switchhook again. Exit code 1: it came to another state than was
recorded, or the recording is damaged; each place is named. 2: the options are wrong.
`;

/** Reads the options, or says which is wrong and what was expected. */
export function readReplayOptions(argv: readonly string[]): Result<ReplayOptions | 'help', string> {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(argv);
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  if (values.help) return ok('help');
  const [bundle, ...more] = positionals;
  if (bundle === undefined || more.length > 0) return fail('One BUNDLE is needed.');
  const until = values.until === undefined ? null : readStep(values.until);
  if (until === undefined) return fail(`--until ${values.until}: expected a step's number, 120 or 2/120.`);
  const at = values.at === undefined ? null : readTime(values.at);
  if (at === undefined) return fail(`--at ${values.at}: expected 14:05, 14:05:30 or 2026-01-31T14:05:30Z.`);
  if (until && at) return fail('--until and --at exclude each other.');
  return ok({ bundle, json: values.json, until, at });
}

function parse(argv: readonly string[]) {
  return parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      until: { type: 'string' },
      at: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
}

function readStep(text: string): StepName | undefined {
  const [, run, seq] = /^(?:(\d{1,9})\/)?(\d{1,9})$/.exec(text) ?? [];
  return seq === undefined ? undefined : { run: run === undefined ? null : Number(run), seq: Number(seq) };
}

function readTime(text: string): Time | undefined {
  const [, hours, minutes, seconds] =
    /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d(?:\.\d{1,3})?))?$/.exec(text) ?? [];
  if (hours !== undefined) {
    const milliseconds = Math.round(Number(seconds ?? 0) * 1_000);
    return { type: 'time-of-day', hours: Number(hours), minutes: Number(minutes), milliseconds };
  }
  const at = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : { type: 'instant', at };
}
