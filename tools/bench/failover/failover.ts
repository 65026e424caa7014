import process from 'node:process';
import type { Bench, Measured, Measurement } from '../measurement.ts';
import { caseName, type Edges, type FailoverCase, failoverCases } from './cases.ts';
import { loseServer, type RunFigures, settled } from './run.ts';
import { clearUp, openStage, type Stage, talk } from './stage.ts';
import { type CaseFigures, caseFigures, runText, summedUp } from './summary.ts';

export const failover: Measurement = {
  name: 'failover',
  what: 'From the death of a CTI server or a SIP edge in mid-call to the whole desk, with the hole in the sound. Aims: p95 of detection under 3000 ms (freeze) and 100 ms (kill), whole 250 ms later, hole under 100 ms; no call lost, no ghost, no difference of state.',
  run: 'a loss of the server in use for each case, in a call that goes on',
  defaultRuns: 30,
  needsApp: true,
  cases: failoverCases.map(caseName),
  measure,
};

async function measure(bench: Bench): Promise<Measured> {
  if (process.platform === 'win32') {
    throw new Error('Windows has no SIGSTOP, by which a server is frozen: measure on Linux or macOS.');
  }
  const wanted = failoverCases.filter((one) => bench.cases.includes(caseName(one)));
  const figures: CaseFigures[] = [];
  let runtime = '';
  for (const edges of ['shared', 'separate'] as const satisfies readonly Edges[]) {
    const cases = wanted.filter((one) => one.edges === edges);
    if (cases.length === 0) continue;
    const stage = await openStage(bench, edges);
    runtime = stage.runtime;
    for (const which of cases) figures.push(caseFigures(which, await runCase(bench, stage, which)));
    await stage.close();
  }
  return summedUp(figures, runtime);
}

/** All runs of a case in one call, as long as that lives. */
async function runCase(
  { runs, say }: Bench,
  stage: Stage,
  which: FailoverCase,
): Promise<readonly RunFigures[]> {
  const measured: RunFigures[] = [];
  let callId = await talk(stage);
  for (let run = 1; run <= runs; run += 1) {
    await settled(stage);
    const figures = await loseServer(stage, which, callId);
    say(`${caseName(which)}, run ${run} of ${runs}: ${runText(figures)}`);
    measured.push(figures);
    if (!figures.isCallLost) continue;
    await settled(stage);
    await clearUp(stage);
    callId = await talk(stage);
  }
  await settled(stage);
  await clearUp(stage);
  return measured;
}
