import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.ts';
import { chromiumShellEnvironment } from './chromium-shell/environment.ts';
import { type ResolvedChromium, resolveChromium } from './chromium-shell/resolve-chromium.ts';
import { electronIsPresent, fetchElectron } from './electron-binary.ts';
import { installed, root, runStep } from './run-step.ts';
import { chooseStart, hasDisplay, type Runtime, type RuntimesFound } from './runtime-choice.ts';

const usage = `Starts Switchhook with its simulated server tier, ready to log in.

  npm start [-- OPTIONS]

  --scenario FILE      what the simulated tier is: a shipped name or a YAML file (default: billing)
  --control PORT       the port of the tier's control page (default: a free one, written in the log); a script that
                       uses it chooses the token too: SWITCHHOOK_SIM_TOKEN in the environment
  --config HOST:PORT   uses these configuration servers, not the simulated tier; may be given twice
  --data DIR           keeps settings, notes and logs there (default: the user's own folder)
  --policies FILE      a .reg file with policies, which rank below this computer's own; more than once: the
                       strongest first
  --no-fetch           does not try to fetch Electron's binary where it is absent
  --built              uses the build in out/ as it is
  --help               this text

It uses Electron's own binary where it is present or can be fetched; otherwise a Chromium shell over an installed
Chromium, or over the one from npm. Where there is no display it runs the demo instead, and says so.
`;

/** How long Electron's binary may take to come before the Chromium shell is used, milliseconds. */
const fetchMs = 60_000;

async function start(): Promise<number> {
  const { values } = parseArgs({
    options: {
      scenario: { type: 'string' },
      control: { type: 'string' },
      config: { type: 'string', multiple: true },
      data: { type: 'string' },
      policies: { type: 'string', multiple: true },
      'no-fetch': { type: 'boolean', default: false },
      built: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  if (!values.built) {
    say('Building the app…');
    if (!(await build())) return 1;
  }
  const display = hasDisplay(process.platform, process.env);
  const mayFetch = display && !values['no-fetch'];
  const electron = electronIsPresent() || (mayFetch && (await fetchElectron(fetchMs, say)));
  // Only where Electron does not do, for the one from npm is unpacked at its first use.
  const chromium = electron && display ? null : await findChromium();
  const choice = chooseStart({ electron, display, chromium: kindOf(chromium) });
  switch (choice.kind) {
    case 'app':
      return runApp(choice.on, chromium, [
        ...(values.config ? values.config.map((address) => `--config=${address}`) : ['--simulator']),
        ...(values.policies ?? []).map((file) => `--policies=${file}`),
        ...(['scenario', 'control', 'data'] as const).flatMap((name) =>
          values[name] === undefined ? [] : [`--${name}=${values[name]}`],
        ),
      ]);
    case 'demo':
      return demoInstead(choice.why);
    case 'nothing':
      say(`${choice.why}.${typeof chromium === 'string' ? `\n${chromium}` : ''}`);
      return 1;
  }
}

/** The Chromium for the shell, or why there is none. Rejects where a wrong one is named. */
async function findChromium(): Promise<ResolvedChromium | string> {
  try {
    return await resolveChromium();
  } catch (error) {
    if (process.env.SWITCHHOOK_CHROMIUM) throw error;
    return error instanceof Error ? error.message : String(error);
  }
}

function kindOf(chromium: ResolvedChromium | string | null): RuntimesFound['chromium'] {
  if (chromium === null || typeof chromium === 'string') return 'none';
  return chromium.headlessOnly ? 'headless' : 'with windows';
}

async function runApp(
  on: Runtime,
  chromium: ResolvedChromium | string | null,
  options: readonly string[],
): Promise<number> {
  const onShell = on === 'chromium-shell';
  if (onShell && chromium !== null && typeof chromium !== 'string')
    say(`Electron's binary is not here: using the Chromium shell over ${chromium.path}`);
  const environment = onShell ? { ...chromiumShellEnvironment(), SWITCHHOOK_HEADED: '1' } : {};
  // Electron's sandbox does not start as root.
  const asRoot = !onShell && process.platform === 'linux' && process.getuid?.() === 0;
  const ran = await runStep(installed('electron'), [...(asRoot ? ['--no-sandbox'] : []), root, ...options], {
    ...process.env,
    ...environment,
  });
  return ran.code;
}

/** The same story with no screen: the pictures it leaves are what would have been seen. */
async function demoInstead(why: string): Promise<number> {
  say(`${why}, so the demo runs instead; its screenshots are in out/demo/.`);
  const { code } = await runStep(path.join(root, 'tools/demo.ts'), ['--built']);
  return code;
}

function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}

try {
  process.exit(await start());
} catch (error) {
  say(`${error instanceof Error ? error.message : String(error)}\nnpm start -- --help lists the options.`);
  process.exit(2);
}
