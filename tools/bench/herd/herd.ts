import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AgentSnapshot } from '../../../contract/cti/agent.ts';
import type { DeskState } from '../../../contract/desk/desk-state.ts';
import { differenceText, stateDifferences } from '../../../e2e/support/state-differences.ts';
import { type RunningTier, startTier } from '../../../e2e/support/tier.ts';
import { type Durations, durationsOf, durationsText } from '../durations.ts';
import { cpuOf, spentSince } from '../linux-processes.ts';
import type { Bench, Measured, Measurement } from '../measurement.ts';
import { type BenchCentre, benchCentre } from '../tier/bench-scenario.ts';
import { type Bare, measureBare } from './bare.ts';
import { type DeskProcess, startDeskProcess } from './desk-process.ts';
import { type Move, watchMoves } from './moves.ts';

export const herd: Measurement = {
  name: 'herd',
  what: 'all desks of a CTI server that is killed: until each is whole on the other. Aim: 2 s after detection.',
  run: 'a desk',
  defaultRuns: 2_000,
  needsApp: false,
  measure,
};

const processes = 4;
/** So many desks of a process log in at once: an ordinary morning, not what is measured. */
const atOnce = 8;
const peripheralId = 5_000;
/** All desks together may take so long, milliseconds. */
const loginLimitMs = 300_000;
const moveLimitMs = 120_000;

async function measure(bench: Bench): Promise<Measured> {
  const { runs: desks, say, atEnd } = bench;
  const centre = benchCentre(desks, peripheralId);
  const folder = await mkdtemp(path.join(tmpdir(), 'switchhook-herd-'));
  atEnd(() => rm(folder, { recursive: true, force: true }));
  const bare = await measureBare(desks, processes, bench);
  const tier = await startHerdTier(centre, folder, bench);
  const herds = await Promise.all(
    Array.from({ length: Math.min(processes, desks) }, () => startDeskProcess()),
  );
  for (const each of herds) atEnd(each.end);
  // So that all of them are on one side.
  await tier.control.server('cti-b', 'stop');
  await logIn(herds, tier, centre, folder, say);
  await tier.control.server('cti-b', 'start');
  const { moves, clientCpuS, serverCpuS } = await killAndWait(herds, tier, desks, say);
  const states = (await Promise.all(herds.map((each) => each.states()))).flat();
  const differences = await differencesOf(states, tier);
  for (const difference of differences.slice(0, 20)) say(difference);
  return summedUp({ desks, moves, differences: differences.length, clientCpuS, serverCpuS, bare });
}

async function startHerdTier(
  centre: BenchCentre,
  folder: string,
  { say, atEnd }: Bench,
): Promise<RunningTier> {
  const scenario = path.join(folder, 'herd.yaml');
  await writeFile(scenario, centre.scenario);
  say('starting the tier, each server in a process of its own');
  const tier = await startTier(['--scenario', scenario], { processes: true });
  atEnd(tier.stop);
  return tier;
}

async function logIn(
  herds: readonly DeskProcess[],
  { addresses }: RunningTier,
  { agents }: BenchCentre,
  folder: string,
  say: Bench['say'],
): Promise<void> {
  let loggedIn = 0;
  await new Promise<void>((resolve, reject) => {
    const limit = setTimeout(
      () =>
        reject(
          new Error(`Only ${loggedIn} of ${agents.length} desks logged in within ${loginLimitMs / 1_000} s.`),
        ),
      loginLimitMs,
    );
    for (const [index, each] of herds.entries()) {
      each.listen((told) => {
        if (told.type === 'refused') reject(new Error(`A desk could not log in: ${told.message}`));
        if (told.type !== 'loggedIn') return;
        loggedIn += 1;
        if (loggedIn % 250 === 0) say(`${loggedIn} of ${agents.length} desks are logged in`);
        if (loggedIn < agents.length) return;
        clearTimeout(limit);
        resolve();
      });
      each.ask({
        type: 'begin',
        configuration: addresses.configuration,
        profile: 'Bench',
        loginStrings: agents
          .filter((_, agent) => agent % herds.length === index)
          .map(({ id, password, device }) => `${id};${password};${device}`),
        atOnce,
        folder: path.join(folder, String(index)),
      });
    }
  });
}

/** Every field of every agent, and nobody missing. */
async function differencesOf(
  desks: readonly DeskState[],
  { control }: RunningTier,
): Promise<readonly string[]> {
  const { agents } = await control.get<{ agents: readonly AgentSnapshot[] }>('/agents');
  const byAgent = new Map(desks.map((desk) => [desk.agent?.agentId, desk]));
  const differences: string[] = [];
  for (const { agentId } of agents) {
    const desk = byAgent.get(agentId);
    const found = desk && stateDifferences(desk, await control.agent(agentId)).map(differenceText);
    differences.push(...(found ?? ['no desk has him']).map((what) => `agent ${agentId}: ${what}`));
  }
  return differences;
}

interface Moved {
  readonly moves: readonly Move[];
  readonly clientCpuS: number | null;
  readonly serverCpuS: number | null;
}

async function killAndWait(
  herds: readonly DeskProcess[],
  { control }: RunningTier,
  desks: number,
  say: Bench['say'],
): Promise<Moved> {
  const { processes: servers } = await control.get<{ processes: readonly { pid: number; name: string }[] }>(
    '/processes',
  );
  const working = servers.filter(({ name }) => name !== 'cti-a').map(({ pid }) => pid);
  const clients = herds.map(({ pid }) => pid);
  const before = { client: cpuOf(clients), server: cpuOf(working) };
  say(`killing the CTI server of ${desks} desks`);
  const moved = watchMoves(herds, desks, moveLimitMs);
  const killedAt = performance.timeOrigin + performance.now();
  await control.server('cti-a', 'kill');
  const moves = await moved(killedAt);
  return {
    moves,
    clientCpuS: spentSince(before.client, clients),
    serverCpuS: spentSince(before.server, working),
  };
}

interface Herd extends Moved {
  readonly desks: number;
  readonly differences: number;
  readonly bare: Bare;
}

function summedUp(measured: Herd): Measured {
  const { desks, moves, differences, clientCpuS, serverCpuS, bare } = measured;
  const detectMs: Durations = durationsOf(moves.map((move) => move.detectMs));
  const restoredMs: Durations = durationsOf(moves.map((move) => move.restoredMs));
  const allRestoredMs = Math.round(Math.max(...moves.map((move) => move.detectMs + move.restoredMs)));
  const lastAfterFirst = Math.round(allRestoredMs - Math.min(...moves.map((move) => move.detectMs)));
  return {
    figures: {
      desks,
      allRestoredMs,
      detectMs,
      restoredMs,
      stateDifferences: differences,
      clientCpuS,
      serverCpuS,
      bare,
    },
    lines: [
      `${desks} desks are whole on the other CTI server ${allRestoredMs} ms after the kill`,
      `noticed: ${durationsText(detectMs)}`,
      `whole again after that, by desk: ${durationsText(restoredMs)}`,
      `${differences} fields of agents differ between desk and switch`,
      `processor time: desks ${clientCpuS ?? 'not known'} s, servers ${serverCpuS ?? 'not known'} s`,
      `as many bare WebSockets, with the same texts: ${bare.allMs} ms, processor time ${bare.clientCpuS ?? 'not known'} s and ${bare.serverCpuS ?? 'not known'} s`,
    ],
    aims: [
      {
        what: 'from the first desk that noticed to the last that is whole',
        measured: lastAfterFirst,
        under: 2_000,
        unit: 'ms',
      },
      { what: 'fields that differ', measured: differences, under: 1, unit: 'times' },
    ],
  };
}
