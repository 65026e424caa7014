import { parseArgs } from 'node:util';
import { fail, ok, type Result } from '../../contract/result.ts';

export type OptionValues = ReturnType<typeof parse>['values'];

/** The words of a command line that are no options, and the options. The error is a sentence. */
export function readWords(
  argv: readonly string[],
): Result<{ readonly words: readonly string[]; readonly values: OptionValues }, string> {
  try {
    const { positionals, values } = parse(argv);
    return ok({ words: positionals.map(asTyped), values });
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

/** A script's variable that nobody has set is no folder: it would be the one that the script happens to be in. */
export function blankOption(values: OptionValues): string | null {
  const blank = Object.entries(values).find(([, value]) =>
    [value].flat().some((one) => typeof one === 'string' && one.trim() === ''),
  );
  return blank?.[0] ?? null;
}

/** Stands before a word that is no option, though it looks like one; nobody can type it. */
const mark = '\0';

function asTyped(word: string): string {
  return word.startsWith(mark) ? word.slice(mark.length) : word;
}

/** A negative number is a value: what may not be negative says so in its own words. */
function marked(argv: readonly string[]): string[] {
  return argv.map((word, index) =>
    /^-\d/.test(word) && !argv[index - 1]?.startsWith('--') ? mark + word : word,
  );
}

function parse(argv: readonly string[]) {
  return parseArgs({
    args: marked(argv),
    options: {
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
      version: { type: 'boolean', default: false },
      machine: { type: 'boolean', default: false },
      user: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      format: { type: 'string' },
      out: { type: 'string' },
      cluster: { type: 'string' },
      data: { type: 'string' },
      policies: { type: 'string', multiple: true },
      'policy-folder': { type: 'string' },
    },
    allowPositionals: true,
    strict: true,
  });
}
