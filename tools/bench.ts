import { existsSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import path from 'node:path';
import { call } from './bench/app/call.ts';
import { login } from './bench/app/login.ts';
import { capacity } from './bench/capacity/capacity.ts';
import { type BenchAsked, readCommandLine, usage } from './bench/command-line.ts';
import { crash } from './bench/crash/crash.ts';
import { createEndings } from './bench/endings.ts';
import { failover } from './bench/failover/failover.ts';
import { fuzz } from './bench/fuzz/fuzz.ts';
import { herd } from './bench/herd/herd.ts';
import { matrix } from './bench/matrix/matrix.ts';
import { aimText, type Measured } from './bench/measurement.ts';
import { sessions } from './bench/sessions/sessions.ts';
import { settings } from './bench/settings/settings.ts';
import { start } from './bench/start/start.ts';
import { tier } from './bench/tier/tier.ts';
import { build } from './build.ts';
import { root } from './run-step.ts';

const measurements = [
  login,
  call,
  start,
  tier,
  failover,
  matrix,
  herd,
  crash,
  fuzz,
  capacity,
  sessions,
  settings,
];

const asked = readCommandLine(process.argv.slice(2), measurements);
if (!asked.ok) {
  say(`${asked.error}\nnpm run bench -- --help lists names and options.`);
  process.exit(2);
}
if (asked.value === 'help') process.stdout.write(usage(measurements));
else process.exit(await take(asked.value));

/** Takes the measurement; resolves with the exit code: 0 when it was taken, whatever it came to. */
async function take({ measurement, runs, cases, fresh, json, built }: BenchAsked): Promise<number> {
  if (measurement.needsApp && !(await haveApp(built))) return 1;
  const loadBefore = loadNow();
  const endings = createEndings();
  let measured: Measured;
  try {
    measured = await measurement.measure({
      runs,
      cases,
      fresh,
      say: (progress) => say(`${measurement.name}: ${progress}`),
      atEnd: endings.add,
    });
  } catch (error) {
    say(
      `${measurement.name} could not be measured: ${error instanceof Error ? error.message : String(error)}`,
    );
    return 1;
  } finally {
    await endings.end();
  }
  const machine = { cores: availableParallelism(), load: { before: loadBefore, after: loadNow() } };
  if (!json) process.stdout.write(measured.lines.map((line) => `${line}\n`).join(''));
  for (const aim of measured.aims) say(aimText(aim));
  say(
    `load of this computer's ${machine.cores} cores: ${machine.load.before} before, ${machine.load.after} after`,
  );
  process.stdout.write(`${JSON.stringify({ ...measured.figures, machine })}\n`);
  return 0;
}

/** The app's build: made now, or found where it was asked to be taken as it is. */
async function haveApp(built: boolean): Promise<boolean> {
  if (!built) {
    say('building the app…');
    return build();
  }
  const entry = path.join(root, 'out/main/index.js');
  if (existsSync(entry)) return true;
  say(`There is no build (${path.relative(root, entry)}): run npm run build first, or leave --built out.`);
  return false;
}

/** The mean number of waiting and running processes in the last minute; 0 on Windows, which has none. */
function loadNow(): number {
  return Math.round((loadavg()[0] ?? 0) * 100) / 100;
}

function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
