import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openAgentWorld } from '../../../e2e/matrix/agent-world.ts';
import { openAppWorld } from '../../../e2e/matrix/app-world.ts';
import { type Cell, cellName, cellsOf, whyNotApplicable } from '../../../e2e/matrix/cells.ts';
import { type OwnWorld, runCell } from '../../../e2e/matrix/run-cell.ts';
import { isServerTarget, serverTargets } from '../../../e2e/matrix/targets.ts';
import { root } from '../../run-step.ts';
import type { Bench, Measured, Measurement } from '../measurement.ts';
import { type FinishedCells, openFinishedCells } from './finished-cells.ts';
import { matrixTable } from './table.ts';

export const matrix: Measurement = {
  name: 'matrix',
  what: 'Every cell of the fault matrix: what fails, how, and what the agent is doing. Goes on where it was broken off. Aim: none fails.',
  run: 'the whole matrix',
  defaultRuns: 1,
  needsApp: true,
  measure,
};

/** Cells that a run has finished; the next run goes on from there. */
const file = path.join(root, 'out', 'bench', 'matrix.ndjson');

/** Cells that are played in the same kind of world, side by side in so many of them. */
interface Hall {
  readonly lanes: number;
  open(folder: string): Promise<OwnWorld>;
  has(cell: Cell): boolean;
}

const edgesOf = ({ target }: Cell): 'shared' | 'separate' =>
  isServerTarget(target) ? serverTargets[target].sipEdges : 'shared';

/** Servers with the desk that has no screen; what is of the app with the app, one at a time. */
const halls: readonly Hall[] = [
  ...(['shared', 'separate'] as const).map(
    (edges): Hall => ({
      lanes: 2,
      open: (folder) => openAgentWorld(edges, folder),
      has: (cell) => isServerTarget(cell.target) && edgesOf(cell) === edges,
    }),
  ),
  {
    lanes: 1,
    open: (folder) => openAppWorld('shared', folder),
    has: ({ target }) => !isServerTarget(target),
  },
];

async function measure(bench: Bench): Promise<Measured> {
  if (bench.runs > 1) throw new Error('every cell is played once; --fresh plays them again');
  const finished = await openFinishedCells(file, bench.fresh);
  const all = cellsOf();
  const applicable = all.filter((cell) => whyNotApplicable(cell) === null);
  const left = applicable.filter((cell) => !finished.of(cell));
  if (left.length < applicable.length)
    bench.say(`${applicable.length - left.length} cells are finished already; --fresh begins anew`);
  for (const hall of halls) await playHall(hall, left.filter(hall.has), bench, finished, applicable);
  const failed = applicable.filter((cell) => (finished.of(cell)?.broken.length ?? 0) > 0).length;
  const notApplicable = all.length - applicable.length;
  return {
    figures: { cells: all.length, failed, notApplicable },
    lines: matrixTable(finished.of),
    aims: [{ what: 'cells that failed', measured: failed, under: 1, unit: 'in all' }],
  };
}

async function playHall(
  { lanes, open }: Hall,
  cells: readonly Cell[],
  { say, atEnd }: Bench,
  finished: FinishedCells,
  applicable: readonly Cell[],
): Promise<void> {
  const left = [...cells];
  const playLane = async (): Promise<void> => {
    const folder = await mkdtemp(path.join(tmpdir(), 'switchhook-matrix-'));
    atEnd(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
    const world = await open(folder);
    atEnd(world.close);
    for (let cell = left.shift(); cell; cell = left.shift()) {
      const broken = await play(cell, world);
      await finished.add({ cell, broken });
      const done = applicable.filter((one) => finished.of(one)).length;
      const outcome =
        broken.length === 0 ? 'ok' : `FAILED: ${broken.map(({ promise }) => promise).join(', ')}`;
      say(`${done} of ${applicable.length}: ${cellName(cell)}: ${outcome}`);
    }
    await world.close();
  };
  await Promise.all(Array.from({ length: Math.min(lanes, left.length) }, playLane));
}

/** A desk that cannot even be brought into the phase has broken its promise to be whole. */
async function play(cell: Cell, world: OwnWorld): ReturnType<typeof runCell> {
  try {
    return await runCell(cell, world);
  } catch (error) {
    return [{ promise: 'whole', what: error instanceof Error ? error.message : String(error) }];
  }
}
