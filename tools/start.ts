import { spawn } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.ts';
import { chromiumShellEnvironment } from './chromium-shell/environment.ts';
import { resolveChromium } from './chromium-shell/resolve-chromium.ts';
import { electronIsPresent, fetchElectron } from './electron-binary.ts';
import { root, runStep } from './run-step.ts';

const usage = `Starts Switchhook with its simulated server tier, ready to log in.

  npm start [-- OPTIONS]

  --scenario FILE      what the simulated tier is: a shipped name or a YAML file (default: billing)
  --control PORT       the port of the tier's control page (default: a free one, written in the log)
  --config HOST:PORT   uses these configuration servers, not the simulated tier; may be given twice
  --data DIR           keeps settings, notes and logs there (default: the user's own folder)
  --no-fetch           does not try to fetch Electron's binary where it is absent
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
      'no-fetch': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  say('Building the app…');
  if (!(await build())) return 1;
  const real =
    electronIsPresent() || (!values['no-fetch'] && hasDisplay() && (await fetchElectron(fetchMs, say)));
  const options = [
    ...(values.config ? values.config.map((address) => `--config=${address}`) : ['--simulator']),
    ...(['scenario', 'control', 'data'] as const).flatMap((name) =>
      values[name] === undefined ? [] : [`--${name}=${values[name]}`],
    ),
  ];
  if (!hasDisplay()) return demoInstead('There is no display here');
  if (real) return run(options, process.env);
  const chromium = await resolveChromium();
  if (chromium.headlessOnly)
    return demoInstead('There is no Electron, and the only Chromium here shows no windows');
  say(`Electron's binary is not here: using the Chromium shell over ${chromium.path}`);
  return run(options, { ...process.env, ...chromiumShellEnvironment(), SWITCHHOOK_HEADED: '1' });
}

function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

async function run(options: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  // Its command line is a script of its package: run so, it starts on every system without a shell between.
  const electron = path.join(root, 'node_modules', 'electron', 'cli.js');
  const child = spawn(process.execPath, [electron, root, ...options], { stdio: 'inherit', env: environment });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 0)));
}

/** The same story with no screen: the pictures it leaves are what would have been seen. */
async function demoInstead(why: string): Promise<number> {
  say(`${why}, so the demo runs instead; its screenshots are in out/demo/.`);
  const { code } = await runStep(process.execPath, ['tools/demo.ts', '--built']);
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
