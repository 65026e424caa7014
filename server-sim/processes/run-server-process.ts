import { createLineLog } from '../host/log-book.ts';
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
  // Nobody reads any more when the tier is gone; the channel tells that.
  process.stdout.on('error', () => undefined);
  const log = createLineLog((line) => process.stdout.write(line));
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
