import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { WebSocket } from 'ws';
import { type RunningTier, startTier } from '../../../e2e/support/tier.ts';
import type { Bench, Measured, Measurement } from '../measurement.ts';
import { type BenchCentre, benchCentre } from './bench-scenario.ts';
import { connect, repliesOf } from './client.ts';
import { peripheralId } from './cti-conversation.ts';
import { type Echo, startEcho } from './echo.ts';
import { type Rate, rateOf } from './rates.ts';
import { openSubjects, type Subjects } from './subjects.ts';
import { type Compared, comparedInWords, type Kind, kinds, summedUp } from './summary.ts';

export const tier: Measurement = {
  name: 'tier',
  what: 'REGISTER and INVITE transactions and CTI events a second, against a bare ws echo of the same messages. No aim.',
  run: 'two seconds of each with the tier, and two with the echo',
  defaultRuns: 3,
  needsApp: false,
  measure: (bench) => measureTier(bench, { sliceMs: 2_000, warmUpMs: 500 }),
};

/** Milliseconds of each work, with the tier and with the echo. */
export interface Slices {
  readonly sliceMs: number;
  /** Before anything counts: code is compiled as it runs. */
  readonly warmUpMs: number;
}

/** Clients at once, each with one transaction at a time. */
const connections = 40;

/** The tier and the echo, each in a process of its own, and their clients, in ours. */
interface Stage {
  readonly tierPid: number | null;
  readonly subjects: Subjects;
  readonly echo: Echo;
  readonly echoSockets: readonly WebSocket[];
}

export async function measureTier(bench: Bench, { sliceMs, warmUpMs }: Slices): Promise<Measured> {
  const { say, runs } = bench;
  say('starting the tier and the echo, each in a process of its own');
  const stage = await openStage(bench);
  say('warming up');
  for (const kind of kinds) await compare(stage, kind, warmUpMs);
  const rounds: { readonly kind: Kind; readonly compared: Compared }[] = [];
  for (let run = 1; run <= runs; run += 1) {
    for (const kind of kinds) {
      const compared = await compare(stage, kind, sliceMs);
      say(`run ${run} of ${runs}, ${kind}: ${comparedInWords(compared)}`);
      rounds.push({ kind, compared });
    }
  }
  say('calls with media');
  const callWithMedia: Rate = await rateOf(stage.subjects.callWithMedia, stage.tierPid, sliceMs);
  return summedUp({ rounds, callWithMedia, runs, connections });
}

async function openStage(bench: Bench): Promise<Stage> {
  const { atEnd } = bench;
  const centre = benchCentre(connections, peripheralId);
  const running = await startTier(['--scenario', await scenarioFile(centre, bench)]);
  atEnd(running.stop);
  const echo = await startEcho();
  atEnd(echo.stop);
  const subjects = await openSubjects(running.addresses, centre);
  const echoSockets = await Promise.all(subjects.event.map(() => connect(echo.address, null)));
  atEnd(async () => {
    for (const { socket } of [...subjects.register, ...subjects.event]) socket.terminate();
    for (const socket of echoSockets) socket.terminate();
  });
  return { tierPid: await pidOfTier(running), subjects, echo, echoSockets };
}

async function scenarioFile({ scenario }: BenchCentre, { atEnd }: Bench): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'switchhook-bench-'));
  atEnd(() => rm(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'bench.yaml');
  await writeFile(file, scenario);
  return file;
}

/** Processor time can be told on Linux alone. */
async function pidOfTier({ control }: RunningTier): Promise<number | null> {
  if (process.platform !== 'linux') return null;
  const { processes } = await control.get<{ processes: readonly { pid: number }[] }>('/processes');
  return processes[0]?.pid ?? null;
}

/** The same texts to the tier and to the echo, one after the other. */
async function compare(stage: Stage, kind: Kind, milliseconds: number): Promise<Compared> {
  const { tierPid, subjects, echo, echoSockets } = stage;
  const clients = subjects[kind];
  const [first] = clients;
  if (!first) throw new Error('There is no client.');
  await echo.answerWith(await repliesOf(first));
  const tierRate = await rateOf(clients, tierPid, milliseconds);
  const echoing = clients.flatMap(({ echoed }, index) => {
    const socket = echoSockets[index];
    return socket ? [{ socket, conversation: echoed }] : [];
  });
  const echoPid = tierPid === null ? null : echo.pid;
  return { tier: tierRate, echo: await rateOf(echoing, echoPid, milliseconds) };
}
