import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { ServerLog } from '../host/server-log.ts';
import type { ServerStatus } from '../host/server-unit.ts';
import type { Channel } from './link/channel.ts';
import { childChannel } from './link/ipc-channel.ts';
import { createLink, type Link } from './link/link.ts';
import { splitChannel } from './link/split-channel.ts';
import { serverProtocol } from './protocols/server.ts';

/** How a process ended: its exit code, or the signal that ended it. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** One life of a server's process. */
export interface ServerLife {
  readonly pid: number;
  readonly server: Link<typeof serverProtocol.server>;
  /** A channel to the process, for what the servers of a cluster share. */
  open(part: string): Channel;
  /** False where this system has no such signal, or the process is gone. */
  signal(signal: NodeJS.Signals): boolean;
  /** When it has ended, and everything that it said has been read. */
  readonly ended: Promise<Ending>;
}

export interface LifeOptions {
  readonly name: string;
  /** The file that a server's process runs. */
  readonly entry: string;
  readonly onChanged: (status: ServerStatus) => void;
  /** A line of its log. */
  readonly onLine: (line: string) => void;
  /** What it said on stderr: an error that nobody caught. */
  readonly onComplaint: (text: string) => void;
  readonly log: ServerLog;
}

export function beginLife(options: LifeOptions): ServerLife {
  const { name, entry, onChanged, onLine, onComplaint, log } = options;
  const child = fork(entry, [name], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: ['--disable-warning=ExperimentalWarning'],
    // What Node has compiled before is kept: a third of the start, and 20 MiB of a compiler that is not loaded.
    env: { NODE_COMPILE_CACHE: path.join(tmpdir(), 'node-compile-cache'), ...process.env },
  });
  readLines(child, onLine, onComplaint);
  const channel = childChannel(child);
  const split = splitChannel(channel, (what) => log.error(`${name} sent ${what}`));
  const server = createLink({
    channel: split.open(serverProtocol.name),
    peer: name,
    own: serverProtocol.client,
    other: serverProtocol.server,
    handlers: { calls: {}, news: { changed: onChanged } },
    log,
  });
  return {
    pid: child.pid ?? 0,
    server,
    open: (part) => split.open(part),
    signal: (signal) => child.kill(signal),
    ended: endOf(child, channel, onComplaint),
  };
}

/** Node's own `close` does not come for a child whose channel was closed from here. */
async function endOf(
  child: ChildProcess,
  channel: Channel,
  onComplaint: (text: string) => void,
): Promise<Ending> {
  const closed = [child.stdout, child.stderr].map((stream) => stream && once(stream, 'close'));
  const silent = new Promise<void>((resolve) => channel.onClosed(resolve));
  const ending = await new Promise<Ending>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', (error) => {
      onComplaint(error.message);
      if (child.pid === undefined) resolve({ code: null, signal: null });
    });
  });
  if (child.pid !== undefined) await Promise.all([...closed, silent]);
  return ending;
}

function readLines(
  child: ChildProcess,
  onLine: (line: string) => void,
  onComplaint: (text: string) => void,
): void {
  if (child.stdout) createInterface({ input: child.stdout }).on('line', onLine);
  child.stderr?.setEncoding('utf8').on('data', onComplaint);
}

/** How long a server may take to say farewell and end, milliseconds; then it is ended without. */
const farewellMs = 3_000;

/** Has a process say farewell and end. It must not be frozen. */
export async function endInOrder(life: ServerLife): Promise<void> {
  const late = setTimeout(() => life.signal('SIGKILL'), farewellMs);
  await life.server.ask('stop', {}).catch(() => life.signal('SIGKILL'));
  life.server.close();
  await life.ended;
  clearTimeout(late);
}
