import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { errorCode } from './file-failure.ts';

/** A holder keeps it for a few milliseconds: one of this age has died, or its computer has. */
const staleMs = 10_000;
/** So long somebody waits; then he goes on without it, for a desk may not hang. */
const longestWaitMs = 2_000;
const betweenTriesMs = 2;
/** On Windows a lock that is just being removed is denied, as one in a folder that cannot be written is for ever. */
const deniedMs = 50;

/**
 * Runs `change`, which reads a file and writes it, while no other process does so: two that read the same and write
 * one after the other would lose what the first one wrote. A holder that was killed holds nobody up. Where no lock can
 * be made (a folder that cannot be written) it runs all the same, and its own write tells why.
 */
export function exclusively<Value>(file: string, change: () => Value): Value {
  const lock = `${file}.lock`;
  const mine = `${hostname()} ${process.pid} ${randomUUID()}`;
  const isHeld = take(lock, mine);
  try {
    return change();
  } finally {
    if (isHeld && contentOf(lock) === mine) rmSync(lock, { force: true });
  }
}

function take(lock: string, mine: string): boolean {
  const began = performance.now();
  for (;;) {
    try {
      writeFileSync(lock, mine, { flag: 'wx', mode: 0o600 });
      return true;
    } catch (error) {
      const longest = errorCode(error) === 'EEXIST' ? longestWaitMs : deniedMs;
      if (performance.now() - began > longest) return false;
    }
    if (isStale(lock)) remove(lock);
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, betweenTriesMs);
  }
}

function isStale(lock: string): boolean {
  const holder = contentOf(lock);
  if (holder === null) return false;
  const [host, pid] = holder.split(' ');
  if (host === hostname() && pid !== undefined && !isRunning(Number(pid))) return true;
  try {
    return Date.now() - statSync(lock).mtimeMs > staleMs;
  } catch {
    return false;
  }
}

/** Of two who find it stale, the second may catch the lock that the first has made meanwhile: he puts it back. */
function remove(lock: string): void {
  const stale = contentOf(lock);
  const aside = `${lock}.${randomUUID()}`;
  try {
    renameSync(lock, aside);
    if (contentOf(aside) !== stale) linkSync(aside, lock);
  } catch {
    // Somebody else has removed it, or has it by now.
  }
  rmSync(aside, { force: true });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

function contentOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
