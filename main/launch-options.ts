import { parseArgs } from 'node:util';
import { fail, ok, type Result } from '../contract/result.ts';
import { parseAddress } from '../contract/servers/address.ts';

/** What the app may be told when it is started. */
export interface LaunchOptions {
  /** Starts the simulated tier beside the app and uses it. */
  readonly simulator: boolean;
  /** Options that are handed on to the tier, as they are. */
  readonly tier: readonly string[];
  /** A folder of its own for settings, notes and logs; null: the user's. */
  readonly data: string | null;
  /** Configuration servers that take the place of those in the settings. */
  readonly configuration: { readonly a: string; readonly b: string } | null;
  /** .reg files with policies, the strongest first; below this computer's own. */
  readonly policies: readonly string[];
}

/** Reads the app's own options; Electron's and Chromium's are passed over. */
export function readLaunchOptions(argv: readonly string[]): Result<LaunchOptions, string> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      simulator: { type: 'boolean', default: false },
      scenario: { type: 'string' },
      control: { type: 'string' },
      data: { type: 'string' },
      config: { type: 'string', multiple: true },
      policies: { type: 'string', multiple: true },
    },
    strict: false,
    allowPositionals: true,
  });
  const configs = (Array.isArray(values.config) ? values.config : []).map(String);
  if (configs.length > 2)
    return fail('--config may be given twice at most: the primary and the secondary server.');
  for (const config of configs) {
    // A side may be blank, as in the settings.
    const address = config === '' ? null : parseAddress(config);
    if (address && !address.ok) return fail(`--config: ${address.error.message}`);
  }
  const tier = (['scenario', 'control'] as const).flatMap((name) =>
    typeof values[name] === 'string' ? [`--${name}`, values[name]] : [],
  );
  return ok({
    simulator: values.simulator === true,
    tier,
    data: typeof values.data === 'string' ? values.data : null,
    configuration: configs.length === 0 ? null : { a: configs[0] ?? '', b: configs[1] ?? '' },
    policies: given(values.policies),
  });
}

/** An option that is given without its value counts as not given. */
function given(values: unknown): readonly string[] {
  const all: readonly unknown[] = Array.isArray(values) ? values : [];
  return all.filter((value) => typeof value === 'string').filter((value) => value !== '');
}
