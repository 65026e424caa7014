import { appendFile, mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { type Cell, cellName } from '../../../e2e/matrix/cells.ts';
import type { Broken } from '../../../e2e/matrix/promises.ts';

/** A cell that was played, and what it broke. */
export interface FinishedCell {
  readonly cell: Cell;
  readonly broken: readonly Broken[];
}

/** The file of finished cells: a line each, so that a run that is broken off loses none. */
export interface FinishedCells {
  of(cell: Cell): FinishedCell | undefined;
  add(finished: FinishedCell): Promise<void>;
}

/** @param fresh whether what an earlier run finished is forgotten */
export async function openFinishedCells(file: string, fresh: boolean): Promise<FinishedCells> {
  if (fresh) await rm(file, { force: true });
  await mkdir(path.dirname(file), { recursive: true });
  const finished = new Map((await readLines(file)).map((one) => [cellName(one.cell), one]));
  return {
    of: (cell) => finished.get(cellName(cell)),
    async add(one) {
      finished.set(cellName(one.cell), one);
      // A line of its own, whatever a run that was broken off left before it.
      await appendFile(file, `\n${JSON.stringify(one)}\n`);
    },
  };
}

async function readLines(file: string): Promise<readonly FinishedCell[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    // The last one may be cut off.
    try {
      return line === '' ? [] : [JSON.parse(line) as FinishedCell];
    } catch {
      return [];
    }
  });
}
