import { parseArgs } from 'node:util';
import { fail, ok, type Result } from '../contract/result.ts';
import { parseAddress } from '../contract/servers/address.ts';

/** What an earlier run left in its folder is written into a support bundle; no desk is started. */
export interface BundleOptions {
  readonly type: 'bundle';
  /** The desk's folder. */
  readonly data: string;
  readonly into: string;
}

/** Options of the headless desk. */
export interface AgentOptions {
  readonly type: 'desk';
  readonly configuration: { readonly a: string; readonly b: string };
  readonly profile: string;
  /** `-`: the first line of stdin. */
  readonly login: string;
  /** Null: no softphone; a phone beside the desk is controlled by CTI alone. */
  readonly media: string | null;
  readonly takeOver: boolean;
  /** Where notes and the last download are kept; null: a folder that goes with the process. */
  readonly data: string | null;
  /** .reg files with policies, the strongest first; below this computer's own. */
  readonly policies: readonly string[];
}

export const agentUsage = `The same desk with no screen. JSON lines in on stdin (commands), JSON lines out on stdout.

  npm run agent -- --config HOST:PORT [--config HOST:PORT] --profile NAME --login -

  --config HOST:PORT   a configuration server; twice: the primary and the secondary
  --profile NAME       the connection profile to log in with
  --login STRING|-     the login string; - reads it from the first line of stdin
  --media none|tone|FILE.wav
                       a softphone whose microphone is silent, a tone (tone:HERTZ chooses it), or a WAV file;
                       without it the desk controls a phone beside it
  --take-over          takes the agent over where he is logged in at another desk
  --data DIR           keeps notes and settings there
  --policies FILE      a .reg file with policies, which rank below this computer's own; more than once: the
                       strongest first
  --support-bundle DIR with --data alone: writes a support bundle of what the desk of that folder has recorded into
                       DIR, says which file it is, and ends; for a desk that does not run any more, or the app's
  --help               this text

docs/qa.md describes the lines.
`;

/** Reads the options, or says which is wrong and what was expected. */
export function readAgentOptions(
  argv: readonly string[],
): Result<AgentOptions | BundleOptions | 'help', string> {
  let values: ReturnType<typeof parse>;
  try {
    values = parse(argv);
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
  if (values.help) return ok('help');
  if (values['support-bundle'] !== undefined) {
    return values.data
      ? ok({ type: 'bundle', data: values.data, into: values['support-bundle'] })
      : fail('--support-bundle needs --data DIR, the folder of the desk.');
  }
  return deskOptions(values);
}

function deskOptions(values: ReturnType<typeof parse>): Result<AgentOptions, string> {
  const configs = values.config ?? [];
  if (configs.length === 0 || configs.length > 2) return fail('--config HOST:PORT is needed, once or twice.');
  for (const config of configs) {
    const address = parseAddress(config);
    if (!address.ok) return fail(`--config: ${address.error.message}.`);
  }
  if (!values.profile) return fail('--profile NAME is needed.');
  if (values.login === undefined) return fail('--login is needed; - reads the login string from stdin.');
  return ok({
    type: 'desk',
    configuration: { a: configs[0] ?? '', b: configs[1] ?? '' },
    profile: values.profile,
    login: values.login,
    media: values.media ?? null,
    takeOver: values['take-over'],
    data: values.data ?? null,
    policies: values.policies ?? [],
  });
}

function parse(argv: readonly string[]) {
  return parseArgs({
    args: [...argv],
    options: {
      config: { type: 'string', multiple: true },
      profile: { type: 'string' },
      login: { type: 'string' },
      media: { type: 'string' },
      'take-over': { type: 'boolean', default: false },
      data: { type: 'string' },
      policies: { type: 'string', multiple: true },
      'support-bundle': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
    strict: true,
  }).values;
}
