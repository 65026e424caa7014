import { readdirSync, readFileSync } from 'node:fs';
import type { ProcessMetric } from 'electron';
import { host } from '../../core/host.ts';

type Process = { readonly pid: number; readonly parent: number; readonly commandLine: string };

const typeByChromium: Readonly<Record<string, ProcessMetric['type']>> = {
  renderer: 'Tab',
  'gpu-process': 'GPU',
  zygote: 'Zygote',
  utility: 'Utility',
};

/** Bytes of a memory page, as /proc counts it; 4 kB on every machine that Chromium's headless shell runs on. */
const pageKib = 4;

/**
 * Memory of this process and all that it has started, Chromium's and utility processes, read from /proc.
 * Where there is no /proc, this process alone. CPU is not measured.
 */
export function processMetrics(): ProcessMetric[] {
  const own = metric(process.pid, 'Browser', Math.round(process.memoryUsage.rss() / 1024));
  const all = listProcesses();
  const children = descendants(process.pid, all).flatMap((child) => {
    const kib = residentKib(child.pid);
    return kib === undefined ? [] : [{ ...metric(child.pid, typeOf(child), kib), ...serviceOf(child) }];
  });
  return [own, ...children];
}

function metric(pid: number, type: ProcessMetric['type'], workingSetSize: number): ProcessMetric {
  const cpu = { percentCPUUsage: 0, idleWakeupsPerSecond: 0 };
  return { pid, type, cpu, creationTime: 0, memory: { workingSetSize, peakWorkingSetSize: workingSetSize } };
}

function typeOf(child: Process): ProcessMetric['type'] {
  if (child.pid === host.chromiumIfRunning?.connection.pid) return 'Unknown'; // Chromium's own browser process
  const type = /--type=([a-z-]+)/.exec(child.commandLine)?.[1];
  return type === undefined ? 'Utility' : (typeByChromium[type] ?? 'Unknown');
}

function serviceOf(child: Process): { serviceName?: string } {
  const serviceName = /--utility-sub-type=([\w.]+)/.exec(child.commandLine)?.[1];
  return serviceName === undefined ? {} : { serviceName };
}

function descendants(root: number, all: readonly Process[]): Process[] {
  const children = all.filter(({ parent }) => parent === root);
  return children.flatMap((child) => [child, ...descendants(child.pid, all)]);
}

function listProcesses(): Process[] {
  try {
    return readdirSync('/proc').flatMap((entry) => {
      const found = /^\d+$/.test(entry) ? readProcess(Number(entry)) : undefined;
      return found === undefined ? [] : [found];
    });
  } catch {
    return [];
  }
}

function readProcess(pid: number): Process | undefined {
  try {
    const parent = Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]);
    return { pid, parent, commandLine: readFileSync(`/proc/${pid}/cmdline`, 'utf8') };
  } catch {
    return undefined; // it has ended since it was listed
  }
}

function residentKib(pid: number): number | undefined {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * pageKib;
  } catch {
    return undefined;
  }
}
