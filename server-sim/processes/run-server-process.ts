import { createLineLog } from '../host/log-book.ts';
import type { ServerLog } from '../host/server-log.ts';
import { parentChannel } from './link/ipc-channel.ts';
import { splitChannel } from './link/split-channel.ts';
import { openServer } from './server-commands.ts';

/**
 * Runs one server of the tier until it is stopped, or the tier is gone. Its log goes to stdout, a JSON object a line.
 *
 * @param name `cti-a`: its title in process lists.
 * @returns the exit code, where it could not begin.
 */
export async function runServerProcess(name: string): Promise<number> {
  const channel = parentChannel();
  if (!channel) {
    process.stderr.write('A server of the tier is started by the tier: npm run sim -- --processes\n');
    return 2;
  }
  process.title = `switchhook-sim ${name}`;
  const log = stdoutLog();
  const server = openServer(
    splitChannel(channel, (what) => log.error(`The tier sent ${what}`)),
    log,
  );
  await Promise.race([
    new Promise<void>((resolve) => channel.onClosed(resolve)).then(() => endAll(server.frozenSiblings())),
    untilTerminated().then(() => server.stop()),
  ]);
  process.exit(0);
}

/** What is logged in one turn of the event loop goes out as one write: a write to a pipe is waited for. */
function stdoutLog(): ServerLog {
  const { stdout } = process;
  let isCorked = false;
  const uncork = (): void => {
    if (isCorked) stdout.uncork();
    isCorked = false;
  };
  // Nobody reads any more when the tier is gone; the channel tells that.
  stdout.on('error', () => undefined);
  process.once('exit', uncork);
  return createLineLog((line) => {
    if (!isCorked) {
      stdout.cork();
      setImmediate(uncork);
    }
    isCorked = true;
    stdout.write(line);
  });
}

/** Ctrl-C, and a terminal that is closed, go to the whole group: the tier ends its servers in order. */
function untilTerminated(): Promise<void> {
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
  return new Promise((resolve) => process.once('SIGTERM', () => resolve()));
}

/** A stopped process does not notice that the tier is gone: its siblings see to it. */
function endAll(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // A sibling was quicker.
    }
  }
}
