import { othersRunning, processFamily } from '../linux-processes.ts';
import type { AppProcesses } from './probed-app.ts';

/** Memory of an app's processes by what they do, MiB; `total` is all of them. */
export type MemoryByRole = Readonly<Record<string, number>> & { readonly total: number };

export interface AppMemory {
  readonly byRole: MemoryByRole;
  /** Nobody else ran the same browser: what is shared was shared within the app alone. */
  readonly alone: boolean;
}

/**
 * Memory of a process and all that it has started. On Linux the proportional set size, whose sum is what the app
 * takes; elsewhere the working sets that the runtime tells.
 *
 * @param windowRole role of a window, by its page's path.
 */
export function memoryOf(root: number, told: AppProcesses, windowRole: (path: string) => string): AppMemory {
  const drawn = windowRoles(told, windowRole);
  if (process.platform !== 'linux') {
    const sizes = told.metrics.map(({ pid, kind, service, workingSetKib }) => ({
      role: kind === 'Browser' ? 'main' : (drawn.get(pid) ?? (service || kind.toLowerCase())),
      kib: workingSetKib,
    }));
    return { byRole: summed(sizes), alone: true };
  }
  const family = processFamily(root);
  const sizes = family.map(({ pid, commandLine, pssKib }) => ({
    role: pid === root ? 'main' : (drawn.get(pid) ?? roleIn(commandLine)),
    kib: pssKib,
  }));
  return { byRole: summed(sizes), alone: othersRunning(family) === 0 };
}

function summed(sizes: readonly { readonly role: string; readonly kib: number }[]): MemoryByRole {
  const byRole = new Map<string, number>();
  for (const { role, kib } of sizes) byRole.set(role, (byRole.get(role) ?? 0) + kib / 1024);
  const rounded = Object.fromEntries([...byRole].map(([role, mib]) => [role, tenths(mib)]));
  return { total: tenths([...byRole.values()].reduce((sum, mib) => sum + mib, 0)), ...rounded };
}

/** Two windows may share a process: it then has both roles. The shell says 0 where it cannot tell. */
function windowRoles(
  { windows }: AppProcesses,
  roleOf: (path: string) => string,
): ReadonlyMap<number, string> {
  const roles = new Map<number, string>();
  for (const { path, pid } of windows) {
    const shared = roles.get(pid);
    roles.set(pid, shared === undefined ? roleOf(path) : `${shared}+${roleOf(path)}`);
  }
  roles.delete(0);
  return roles;
}

/** What a process of Chromium's does, from its command line. */
export function roleIn(commandLine: string): string {
  const type = /--type=([a-z-]+)/.exec(commandLine)?.[1];
  switch (type) {
    case undefined:
      // Chromium's own first process, which in Electron is the main process itself.
      return /crashpad/.test(commandLine) ? 'crashHandler' : 'browser';
    case 'renderer':
      return 'otherRenderers';
    case 'gpu-process':
      return 'gpu';
    case 'zygote':
      return 'zygotes';
    case 'utility':
      // `network.mojom.NetworkService`
      return /--utility-sub-type=([a-z_]+)/i.exec(commandLine)?.[1] ?? 'utility';
    default:
      return type;
  }
}

function tenths(mib: number): number {
  return Math.round(mib * 10) / 10;
}
