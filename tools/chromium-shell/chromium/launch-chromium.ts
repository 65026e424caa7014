import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { openAppWindow } from './app-window.ts';
import { type ChromiumStart, chromiumSwitches } from './chromium-switches.ts';
import { ChromiumConnection } from './connection.ts';
import { environmentFor } from './npm-chromium.ts';

/** A Chromium that answers. */
export type RunningChromium = {
  readonly connection: ChromiumConnection;
  /** Its version, such as `153.0.8010.0`. */
  readonly version: string;
  /** Opens a window with nothing of a browser around its page. Undefined where no windows can be seen. */
  readonly openAppWindow: ((address: string) => Promise<void>) | undefined;
};

/** A killed predecessor holds the profile until it has noticed that its pipe is closed. */
const profileWaitMs = 5_000;
const retryAfterMs = 100;

/**
 * Starts Chromium and waits until it answers. Rejects with its path and last words when it does not; tries
 * again for five seconds when it ends at once, which is what it does while the profile is held by another.
 */
export async function launchChromium(executable: string, start: ChromiumStart): Promise<RunningChromium> {
  const giveUpAt = performance.now() + profileWaitMs;
  for (;;) {
    try {
      return await launchOnce(executable, start);
    } catch (error) {
      if (performance.now() > giveUpAt) throw error;
      await delay(retryAfterMs);
    }
  }
}

async function launchOnce(executable: string, start: ChromiumStart): Promise<RunningChromium> {
  const child = spawn(executable, chromiumSwitches(start), {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    env: environmentFor(executable),
    // A group of its own: Ctrl-C in the terminal must reach the main process alone, which quits in order.
    detached: true,
  });
  const lastWords = relayStandardError(child);
  try {
    await once(child, 'spawn');
    const connection = new ChromiumConnection(child);
    const { product } = await connection.send('Browser.getVersion');
    return {
      connection,
      version: product.split('/')[1] ?? product,
      openAppWindow: start.headed
        ? (address) => openAppWindow(executable, start.profile, address)
        : undefined,
    };
  } catch (cause) {
    const why = lastWords() || (cause instanceof Error ? cause.message : String(cause));
    throw new Error(
      `Chromium shell: ${executable} did not start. ${why}\n` +
        'Set SWITCHHOOK_CHROMIUM to the path of a Chromium that runs on this machine.',
      { cause },
    );
  }
}

/**
 * Passes on the one line that Playwright and DevTools wait for; the rest, which is noise about D-Bus and
 * fonts on most machines, only with `SWITCHHOOK_CHROMIUM_LOG=1`. Answers with the last lines, for an error.
 */
function relayStandardError(child: ChildProcess): () => string {
  const kept: string[] = [];
  if (!(child.stderr instanceof Readable)) return () => '';
  createInterface({ input: child.stderr }).on('line', (line) => {
    kept.splice(0, kept.length - 4);
    kept.push(line);
    const isWanted = process.env.SWITCHHOOK_CHROMIUM_LOG === '1' || line.startsWith('DevTools listening on ');
    if (isWanted) process.stderr.write(`${line}\n`);
  });
  return () => kept.join('\n');
}
