import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { cpuOf, spentSince } from '../linux-processes.ts';
import type { Bench } from '../measurement.ts';
import type { Replies } from '../tier/client.ts';
import { startEcho } from '../tier/echo.ts';
import type { BareAsked } from './bare-clients.ts';

/** What the same sockets and texts cost with bare `ws` at both ends, in as many processes of clients. */
export interface Bare {
  /** From the first connection until the last client has heard everything, milliseconds. */
  readonly allMs: number;
  readonly clientCpuS: number | null;
  readonly serverCpuS: number | null;
}

/** As long as what a desk says and hears on its way to the other server: SetSessionMode, then the login. */
const turns = [
  { say: textOf('m', 190), hears: [textOf('-', 170), textOf('-', 130), textOf('-', 110)] },
  { say: textOf('l', 240), hears: [textOf('-', 70), textOf('-', 330), textOf('-', 110), textOf('-', 80)] },
];

/** Measures them on this computer, now: what remains of the herd's time is ours. */
export async function measureBare(sockets: number, processes: number, { atEnd }: Bench): Promise<Bare> {
  const echo = await startEcho();
  atEnd(echo.stop);
  await echo.answerWith(Object.fromEntries(turns.map(({ say, hears }) => [say.charAt(0), hears])) as Replies);
  const clients = await Promise.all(Array.from({ length: processes }, startClients));
  const pids = clients.map(({ pid }) => pid ?? 0);
  const before = { client: cpuOf(pids), server: cpuOf([echo.pid]) };
  const began = performance.now();
  await Promise.all(
    clients.map((client, index) => {
      const share = Math.floor(sockets / processes) + (index < sockets % processes ? 1 : 0);
      return moved(client, {
        address: echo.address,
        sockets: share,
        turns: turns.map(({ say, hears }) => ({ say, answers: hears.length })),
      });
    }),
  );
  const bare = {
    allMs: Math.round(performance.now() - began),
    clientCpuS: spentSince(before.client, pids),
    serverCpuS: spentSince(before.server, [echo.pid]),
  };
  for (const client of clients) client.disconnect();
  await echo.stop();
  return bare;
}

async function startClients(): Promise<ChildProcess> {
  const child = fork(path.join(import.meta.dirname, 'bare-clients.ts'));
  await once(child, 'message');
  return child;
}

/** Rejects where the process ends over it. */
function moved(client: ChildProcess, asked: BareAsked): Promise<void> {
  return new Promise((resolve, reject) => {
    client.once('message', () => resolve());
    client.once('exit', () => reject(new Error('A process of bare clients ended.')));
    client.send(asked);
  });
}

function textOf(first: string, length: number): string {
  return first.padEnd(length, '.');
}
