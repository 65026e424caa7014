import { statfsSync } from 'node:fs';
import os from 'node:os';
import { type ChromiumStart, isLoopbackOnly } from './chromium-switches.ts';

/** What of this machine Chromium must be told. */
export function machineFacts(): Pick<ChromiumStart, 'hasX11' | 'loopbackOnly' | 'sharedMemory'> {
  const isLinux = process.platform === 'linux';
  return {
    hasX11: isLinux && Boolean(process.env.DISPLAY),
    loopbackOnly: isLoopbackOnly(os.networkInterfaces()),
    sharedMemory: isLinux ? freeIn('/dev/shm') : null,
  };
}

/** Free bytes; 0 where there is no such folder. */
function freeIn(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return 0;
  }
}
