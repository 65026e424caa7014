import { fail, ok, type Result } from '../../contract/result.ts';
import {
  declaredSettings,
  isSettingKey,
  keyOfPolicy,
  type SettingKey,
} from '../../contract/settings/declared-settings.ts';
import { blankOption, type OptionValues, readWords } from './command-words.ts';
import { parseValue } from './parse-value.ts';
import type { Target } from './targets.ts';
import { type CommandName, commandNames } from './usage.ts';

export type Command =
  | { readonly type: 'get'; readonly keys: readonly SettingKey[] }
  | { readonly type: 'set'; readonly key: SettingKey; readonly value: unknown; readonly target: Target }
  | { readonly type: 'unset'; readonly key: SettingKey; readonly target: Target }
  | { readonly type: 'explain'; readonly key: SettingKey }
  | {
      readonly type: 'import';
      readonly file: string;
      readonly target: Target | null;
      readonly dryRun: boolean;
    }
  | {
      readonly type: 'export';
      readonly format: 'reg' | 'json';
      readonly target: Target;
      readonly out: string | null;
    }
  | { readonly type: 'check' }
  | { readonly type: 'heal'; readonly cluster: string | null };

export type CommandLine =
  | { readonly type: 'help'; readonly of: CommandName | null }
  | { readonly type: 'version' }
  | {
      readonly type: 'command';
      readonly command: Command;
      readonly json: boolean;
      /** Null: the user's usual folder. */
      readonly data: string | null;
      readonly policies: readonly string[];
      /** Null: this computer's own policies, wherever it keeps them. */
      readonly policyFolder: string | null;
    };

/** Reads the command line, or says what is wrong with it, a sentence. */
export function readCommandLine(argv: readonly string[]): Result<CommandLine, string> {
  const read = readWords(argv);
  if (!read.ok) return read;
  const { words: all, values } = read.value;
  if (values.version) return ok({ type: 'version' });
  // "help set" is "set --help", as elsewhere.
  const [name, ...words] = all[0] === 'help' ? all.slice(1) : all;
  const known = commandNames.find((one) => one === name);
  const asksForHelp = values.help || all[0] === 'help' || argv.length === 0;
  if (asksForHelp && (known || name === undefined)) return ok({ type: 'help', of: known ?? null });
  if (!known) return fail(noCommand(name));
  const blank = blankOption(values);
  if (blank !== null) return fail(`--${blank} is blank: give it a value, or leave it out.`);
  const stray = strayOption(known, values);
  if (stray !== null) return fail(`The command ${known} has no option --${stray}.`);
  const command = commandOf(known, words, values);
  if (!command.ok) return command;
  return ok({
    type: 'command',
    command: command.value,
    json: values.json,
    data: values.data ?? null,
    policies: values.policies ?? [],
    policyFolder: values['policy-folder'] ?? null,
  });
}

function noCommand(name: string | undefined): string {
  const wrong = name === undefined ? 'A command is missing.' : `There is no command "${name}".`;
  return `${wrong} Known: ${commandNames.join(', ')}.`;
}

/** Options that not every command has. */
const ownOptions: Readonly<
  Record<'machine' | 'user' | 'dry-run' | 'format' | 'out' | 'cluster', readonly CommandName[]>
> = {
  machine: ['set', 'unset', 'import', 'export'],
  user: ['set', 'unset', 'import', 'export'],
  'dry-run': ['import'],
  format: ['export'],
  out: ['export'],
  cluster: ['heal'],
};

function strayOption(name: CommandName, values: OptionValues): string | null {
  const given = (Object.keys(ownOptions) as (keyof typeof ownOptions)[]).filter((option) => {
    const value = values[option];
    return value !== undefined && value !== false;
  });
  return given.find((option) => !ownOptions[option].includes(name)) ?? null;
}

function commandOf(
  name: CommandName,
  words: readonly string[],
  values: OptionValues,
): Result<Command, string> {
  if (values.machine && values.user) return fail('--machine and --user exclude each other.');
  const target: Target | null = values.machine ? 'machine' : values.user ? 'user' : null;
  const usual = target ?? 'user';
  const longest = mostWords[name];
  if (words.length > longest) return fail(`"${words[longest]}" is more than ${name} takes.`);
  const [first] = words;
  switch (name) {
    case 'get': {
      const keys = allOf(words.map(keyOf));
      return keys.ok ? ok({ type: name, keys: keys.value }) : keys;
    }
    case 'set':
      return setOf(words, usual);
    case 'unset': {
      const key = keyOf(first);
      return key.ok ? ok({ type: name, key: key.value, target: usual }) : key;
    }
    case 'explain': {
      const key = keyOf(first);
      return key.ok ? ok({ type: name, key: key.value }) : key;
    }
    case 'import':
      return first === undefined || first.trim() === ''
        ? fail('import needs a FILE.')
        : ok({ type: name, file: first, target, dryRun: values['dry-run'] });
    case 'export':
      return exportOf(values, usual);
    case 'check':
      return ok({ type: name });
    case 'heal':
      return ok({ type: name, cluster: values.cluster ?? null });
  }
}

/** How many words may stand behind a command. */
const mostWords: Readonly<Record<CommandName, number>> = {
  get: Number.POSITIVE_INFINITY,
  set: Number.POSITIVE_INFINITY,
  unset: 1,
  explain: 1,
  import: 1,
  export: 0,
  check: 0,
  heal: 0,
};

function exportOf({ format = 'reg', out }: OptionValues, target: Target): Result<Command, string> {
  return format === 'reg' || format === 'json'
    ? ok({ type: 'export', format, target, out: out ?? null })
    : fail(`--format is reg or json, not "${format}".`);
}

function setOf([name, ...texts]: readonly string[], target: Target): Result<Command, string> {
  const key = keyOf(name);
  if (!key.ok) return key;
  const value = parseValue(declaredSettings[key.value].kind, texts);
  return value.ok
    ? ok({ type: 'set', key: key.value, value: value.value, target })
    : fail(`set ${key.value}: ${value.error}`);
}

/** A setting by its key, or by the name of its policy in whatever case. */
function keyOf(name: string | undefined): Result<SettingKey, string> {
  if (name === undefined) return fail('A KEY is missing; get lists them all.');
  const key = isSettingKey(name) ? name : keyOfPolicy(name);
  return key === null ? fail(`There is no setting "${name}"; get lists them all.`) : ok(key);
}

function allOf<Value>(results: readonly Result<Value, string>[]): Result<readonly Value[], string> {
  const values: Value[] = [];
  for (const result of results) {
    if (!result.ok) return result;
    values.push(result.value);
  }
  return ok(values);
}
