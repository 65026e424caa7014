import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cellName, cellsOf } from '../matrix/cells.ts';
import { type OwnWorld, runCell } from '../matrix/run-cell.ts';
import { type ServerTargetName, serverTargets } from '../matrix/targets.ts';
import { openWorld } from './matrix-world.ts';

/** So many tiers, each with its own desks, play cells side by side: most of a cell is waiting for silence to be noticed. */
const lanes = 3;

/** Kill and freeze of one kind of server in every phase, with the desk that has no screen. */
export function testHeadlessCells(target: ServerTargetName): void {
  const free: OwnWorld[] = [];
  const waiting: ((world: OwnWorld) => void)[] = [];
  let worlds: readonly OwnWorld[] = [];

  beforeAll(async () => {
    const { sipEdges } = serverTargets[target];
    worlds = await Promise.all(Array.from({ length: lanes }, () => openWorld(sipEdges)));
    free.push(...worlds);
  });
  afterAll(async () => {
    await Promise.all(worlds.map((world) => world.close()));
  });

  async function inFreeWorld<Result>(play: (world: OwnWorld) => Promise<Result>): Promise<Result> {
    const world = free.pop() ?? (await new Promise<OwnWorld>((resolve) => waiting.push(resolve)));
    try {
      return await play(world);
    } finally {
      const next = waiting.shift();
      if (next) next(world);
      else free.push(world);
    }
  }

  describe.concurrent(`the fault matrix: ${target}`, () => {
    const cells = cellsOf({ targets: [target], faults: ['kill', 'freeze'] });
    test.for(cells.map((cell) => ({ cell, name: cellName(cell) })))(
      '$name',
      { timeout: 120_000 },
      async ({ cell }) => {
        expect(await inFreeWorld((world) => runCell(cell, world))).toEqual([]);
      },
    );
  });
}
