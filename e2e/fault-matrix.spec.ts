import { mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import { appCells } from './matrix/app-cells.ts';
import { openAppWorld } from './matrix/app-world.ts';
import { cellName } from './matrix/cells.ts';
import { type OwnWorld, runCell } from './matrix/run-cell.ts';
import { isServerTarget, serverTargets } from './matrix/targets.ts';
import { expect, test } from './support/test.ts';

for (const sipEdges of ['shared', 'separate'] as const) {
  test.describe(`the fault matrix through the app, SIP edges ${sipEdges}`, () => {
    let world: OwnWorld;
    test.beforeAll(async ({ scratch }) => {
      world = await openAppWorld(sipEdges, await mkdtemp(path.join(scratch, 'matrix-')));
    });
    test.afterAll(() => world.close());

    const cells = appCells.filter(
      ({ target }) => (isServerTarget(target) ? serverTargets[target].sipEdges : 'shared') === sipEdges,
    );
    for (const cell of cells) {
      test(cellName(cell), async () => {
        // Processes are stopped and found by what Linux alone has.
        const isOfApp = !isServerTarget(cell.target) && cell.fault !== 'slow' && cell.fault !== 'cut';
        test.skip(isOfApp && process.platform !== 'linux', 'needs SIGSTOP and /proc');
        expect(await runCell(cell, world)).toEqual([]);
      });
    }
  });
}
