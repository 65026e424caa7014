// Every command of this project begins here, on whatever Node (20.19 or later) a fresh machine has: it brings what
// is locked, then hands over to the Node that the project pins. Plain JavaScript, because that Node runs no TypeScript.
import { spawn } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { setUp } from './set-up.mjs';
import { passOn, whenToldToStop } from './told-to-stop.mjs';

const root = path.resolve(import.meta.dirname, '..');

/** Command name → the file that the pinned Node runs. */
const commands = {
  start: 'tools/start.ts',
  test: 'tools/test.ts',
  demo: 'tools/demo.ts',
  sim: 'server-sim/index.ts',
  agent: 'main/agent.ts',
  replay: 'tools/replay.ts',
  settings: 'main/switchhook-settings.ts',
  bench: 'tools/bench.ts',
  build: 'tools/build.ts',
  package: 'tools/package.ts',
  check: 'tools/check.ts',
  policies: 'tools/policies.ts',
};

const [name = '', ...options] = process.argv.slice(2);
const file = Object.hasOwn(commands, name) ? commands[name] : undefined;
if (file === undefined) {
  process.stderr.write(`There is no command "${name}". Known: ${Object.keys(commands).join(', ')}.\n`);
  process.exit(2);
}

let command = null;
// Until the command runs there is nothing to end in order.
whenToldToStop((why) => (command === null ? process.exit(1) : passOn(command, why)));

const node = await setUp(root);
command = spawn(node, ['--disable-warning=ExperimentalWarning', path.join(root, file), ...options], {
  stdio: 'inherit',
  env: { ...process.env, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ''}` },
});
command.on('error', (error) => {
  process.stderr.write(`${node} cannot be run: ${error.message}\n`);
  process.exit(1);
});
command.on('exit', (code, signal) => process.exit(code ?? 128 + (os.constants.signals[signal] ?? 0)));
