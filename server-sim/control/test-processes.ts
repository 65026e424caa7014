import { readFile } from 'node:fs/promises';

/** Whether a process is there and not only its entry, which stays until somebody has asked how it ended (zombie). */
export async function isAlive(pid: number): Promise<boolean> {
  const state = await stateOf(pid);
  return state !== null && state !== 'Z' && state !== 'X';
}

/** Linux: R runs, S sleeps, T is stopped (SIGSTOP), Z has ended; null: there is no such process (proc(5)). */
export async function stateOf(pid: number): Promise<string | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).charAt(0);
  } catch {
    return null;
  }
}

/**
 * Resolves when the process is stopped (SIGSTOP). A signal is taken before the next instruction of the process; that it
 * was, shows only when the process had its turn.
 */
export async function stopped(pid: number): Promise<void> {
  const deadline = performance.now() + 10_000;
  for (let state = await stateOf(pid); state !== 'T'; state = await stateOf(pid)) {
    if (performance.now() > deadline) throw new Error(`Process ${pid} is ${state}, not stopped`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** What a process is called in process lists. */
export async function titleOf(pid: number): Promise<string> {
  return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ').trim();
}
