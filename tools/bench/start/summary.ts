import { type Durations, durationsOf, durationsText, median } from '../durations.ts';
import type { Aim, Measured } from '../measurement.ts';
import { type StepName, stepNames } from './probed-app.ts';
import type { AppMemory, MemoryByRole } from './process-memory.ts';

/** One start of an app. */
export interface Started {
  readonly ms: number;
  readonly stepMs: Readonly<Record<StepName, number>>;
  readonly memory: AppMemory;
}

/** All starts, in pairs: each app with the blank one that was started before it. */
export interface Starts {
  readonly apps: readonly Started[];
  readonly blanks: readonly Started[];
  readonly runtime: string;
}

interface ComparableMemory {
  readonly app: MemoryByRole;
  readonly blank: MemoryByRole;
  /** Of how many runs these are the medians, and whether no stranger ran the same browser in them. */
  readonly runs: number;
  readonly alone: boolean;
}

export function summedUp({ apps, blanks, runtime }: Starts): Measured {
  const loginEnabledMs = durationsOf(apps.map(({ ms }) => ms));
  const shownMs = durationsOf(blanks.map(({ ms }) => ms));
  const memory = comparable(apps, blanks);
  const startRatio = hundredths(loginEnabledMs.p50 / shownMs.p50);
  const memoryRatio = hundredths(memory.app.total / memory.blank.total);
  return {
    figures: {
      runs: apps.length,
      loginEnabledMs,
      memoryMiB: memory.app,
      steps: stepsOf(apps),
      blank: { shownMs, memoryMiB: memory.blank, steps: stepsOf(blanks) },
      startRatio,
      memoryRatio,
      memory: {
        is: process.platform === 'linux' ? 'proportional set size' : 'working set',
        runs: memory.runs,
        alone: memory.alone,
      },
      runtime,
    },
    lines: [
      `start, ${apps.length} runs of each on ${runtime}, the tier left out`,
      `  app, to Log in enabled: ${durationsText(loginEnabledMs)}`,
      `  blank windows, to shown: ${durationsText(shownMs)}; the app's p50 is ${startRatio} times that`,
      `  on the way, p50: app ${stepsText(apps)}; blank ${stepsText(blanks)}`,
      ...memoryLines(memory, memoryRatio),
    ],
    aims: aims(startRatio, memoryRatio),
  };
}

function aims(startRatio: number, memoryRatio: number): readonly Aim[] {
  return [
    { what: 'start, p50 against blank', measured: startRatio, under: 1.5, unit: 'times' },
    { what: 'memory against blank', measured: memoryRatio, under: 1.3, unit: 'times' },
  ];
}

function memoryLines({ app, blank, runs, alone }: ComparableMemory, ratio: number): readonly string[] {
  return [
    `  app, memory in MiB: ${rolesText(app)}`,
    `  blank, memory in MiB: ${rolesText(blank)}; the app has ${ratio} times that`,
    alone
      ? `  (memory of the ${runs} runs with no other process of the same browser on this computer)`
      : '  (other processes of the same browser shared memory in every run: these sums are too small)',
  ];
}

/** Memory of the runs in which neither shared its browser's with a stranger; of all, where there is no such run. */
function comparable(apps: readonly Started[], blanks: readonly Started[]): ComparableMemory {
  const pairs = apps.flatMap((app, run) => {
    const blank = blanks[run];
    return blank ? [{ app: app.memory, blank: blank.memory }] : [];
  });
  const undisturbed = pairs.filter(({ app, blank }) => app.alone && blank.alone);
  const alone = undisturbed.length > 0;
  const counted = alone ? undisturbed : pairs;
  return {
    app: medians(counted.map(({ app }) => app.byRole)),
    blank: medians(counted.map(({ blank }) => blank.byRole)),
    runs: counted.length,
    alone,
  };
}

function stepsOf(all: readonly Started[]): Readonly<Record<string, Durations>> {
  const of = (name: StepName): Durations => durationsOf(all.map(({ stepMs }) => stepMs[name]));
  return Object.fromEntries(stepNames.map((name) => [`${name}Ms`, of(name)]));
}

function stepsText(all: readonly Started[]): string {
  return stepNames.map((name) => `${name} ${median(all.map(({ stepMs }) => stepMs[name]))} ms`).join(', ');
}

export function inWords({ ms, memory }: Started): string {
  return `${ms} ms and ${memory.byRole.total} MiB${memory.alone ? '' : ' (shared with others)'}`;
}

/** The middle of each role's memory over all runs; a role that a run does not have counts as nothing there. */
function medians(runs: readonly MemoryByRole[]): MemoryByRole {
  const roles = [...new Set(runs.flatMap((memory) => Object.keys(memory)))];
  const middle = (role: string): number => median(runs.map((memory) => memory[role] ?? 0));
  return { ...Object.fromEntries(roles.map((role) => [role, middle(role)])), total: middle('total') };
}

function rolesText({ total, ...roles }: MemoryByRole): string {
  const largestFirst = Object.entries(roles).sort(([, one], [, other]) => other - one);
  return `${total} (${largestFirst.map(([role, mib]) => `${role} ${mib}`).join(', ')})`;
}

function hundredths(ratio: number): number {
  return Math.round(ratio * 100) / 100;
}
