import type { ElectronApplication } from '@playwright/test';
import { processFamily } from '../../tools/bench/linux-processes.ts';

/** The app's process and all that descend from it: Linux alone. */
export function processesOf(application: ElectronApplication): readonly number[] {
  return processFamily(application.process().pid ?? 0).map(({ pid }) => pid);
}

/** One that has ended meanwhile takes none. */
export function signalAll(processes: readonly number[], name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
  for (const pid of processes) {
    try {
      process.kill(pid, name);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }
}

/** Stopped processes, as a computer's that sleeps; the time is the fault, and nothing waits for anything in it. */
export async function standStill(processes: readonly number[], forMs: number): Promise<void> {
  signalAll(processes, 'SIGSTOP');
  await new Promise((resolve) => setTimeout(resolve, forMs));
  signalAll(processes, 'SIGCONT');
}
