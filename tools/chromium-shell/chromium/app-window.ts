import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pageDomain } from '../core/scheme-addresses.ts';
import { environmentFor } from './npm-chromium.ts';

/** How long a second Chromium may take to hand its window over to the one that runs, milliseconds. */
const handOverMs = 10_000;

/**
 * The switches that have a Chromium with this profile, once it runs, open an app's window: a title bar and a page,
 * no tab strip and no address. The debugging protocol can open none; a second Chromium on the same profile can ask
 * for one, and ends at once.
 */
export function appWindowSwitches(profile: string, address: string): string[] {
  return [
    `--user-data-dir=${profile}`,
    // One that finds no other runs itself: then it ends with this process, as the pipe closes.
    '--remote-debugging-pipe',
    // Without it Chromium refuses to start as root, before it looks for the one that runs.
    '--no-sandbox',
    // The first such window warns of --no-sandbox in a bar, unless the one who asks for it is a test.
    '--test-type',
    `--app=${address}`,
  ];
}

/**
 * The address that a new app's window comes with: one of a kind, for it is all by which the window is known. It is
 * never loaded. Its host is what task bars group by, and of one site with the app's own pages, so that these are drawn
 * by the process that Chromium has started for it.
 */
export function appWindowAddress(id: string): string {
  return `https://window.${pageDomain}/#${id}`;
}

/**
 * Asks for an app's window. Resolves when the running Chromium has the wish; rejects with the last words of a second one
 * that could not tell it, or that has found none and now runs itself.
 */
export async function openAppWindow(executable: string, profile: string, address: string): Promise<void> {
  const child = spawn(executable, appWindowSwitches(profile, address), {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    env: environmentFor(executable),
    timeout: handOverMs,
  });
  const lastWords: string[] = [];
  child.stdio[2]?.on('data', (text) => lastWords.push(String(text)));
  const [code, signal] = await once(child, 'close');
  if (code === 0) return;
  throw new Error(
    `${executable} opened no window (${signal ?? code}): ${lastWords.join('').slice(-600).trim()}`,
  );
}
