import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A process as /proc tells of it: Linux alone. One that has ended meanwhile is left out everywhere. */
export interface LinuxProcess {
  readonly pid: number;
  readonly commandLine: string;
  /** Its program's file. */
  readonly program: string;
  /** Proportional set size: what it shares is divided among all who share it. KiB. */
  readonly pssKib: number;
}

/** A process and all that descend from it. */
export function processFamily(root: number): readonly LinuxProcess[] {
  const children = new Map<number, number[]>();
  for (const pid of allProcesses()) {
    const parent = parentOf(pid);
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const family = (pid: number): readonly number[] => [pid, ...(children.get(pid) ?? []).flatMap(family)];
  return family(root).flatMap((pid) => readProcess(pid) ?? []);
}

/** Ticks of a second in /proc: 100 on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** Processor time that a process has used so far, all its threads, seconds. */
export function cpuSeconds(pid: number): number {
  // utime and stime (proc(5), fields 14 and 15).
  const fields = statOf(pid);
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** Processor time that these processes have used so far together, seconds; null where it cannot be told. */
export function cpuOf(pids: readonly number[]): number | null {
  if (process.platform !== 'linux') return null;
  return pids.reduce((sum, pid) => sum + cpuSeconds(pid), 0);
}

/** What they have used since `cpuOf` said that, seconds, to a hundredth; null where it cannot be told. */
export function spentSince(before: number | null, pids: readonly number[]): number | null {
  const now = cpuOf(pids);
  return now === null || before === null ? null : Math.round((now - before) * 100) / 100;
}

/** How many other processes run one of the family's programs, and so make its shares of them smaller. */
export function othersRunning(family: readonly LinuxProcess[]): number {
  const own = new Set(family.map(({ pid }) => pid));
  // The Node that runs the bench and the tier is shared in every run alike.
  const programs = new Set(family.map(({ program }) => program).filter((file) => file !== process.execPath));
  return allProcesses().filter((pid) => !own.has(pid) && programs.has(programOf(pid) ?? '')).length;
}

function allProcesses(): readonly number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number);
}

function readProcess(pid: number): LinuxProcess | null {
  try {
    const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    const pssKib = Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0);
    return { pid, commandLine, program: programOf(pid) ?? '', pssKib };
  } catch {
    return null;
  }
}

function parentOf(pid: number): number | null {
  try {
    return Number(statOf(pid)[1]);
  } catch {
    return null;
  }
}

/** The fields of /proc/PID/stat from the third on: after the name, which is in brackets and may hold anything. */
function statOf(pid: number): readonly string[] {
  return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
}

function programOf(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/exe`);
  } catch {
    return null;
  }
}
