import { type Cell, cellName, cellsOf, whyNotApplicable } from '../../../e2e/matrix/cells.ts';
import { faultNames } from '../../../e2e/matrix/faults.ts';
import { phaseNames } from '../../../e2e/matrix/phases.ts';
import { promiseNames, promises } from '../../../e2e/matrix/promises.ts';
import { targetNames } from '../../../e2e/matrix/targets.ts';
import type { FinishedCell } from './finished-cells.ts';

/** Wide enough for the longest name and a space. */
const widthOf = (names: readonly string[]): number => Math.max(...names.map(({ length }) => length)) + 2;

/** The matrix for people: a row for each target and fault, a column for each phase, and what its words mean. */
export function matrixTable(finishedOf: (cell: Cell) => FinishedCell | undefined): readonly string[] {
  const rowWidth = widthOf(targetNames) + widthOf(faultNames);
  const width = widthOf(phaseNames);
  const row = (target: string, fault: string, words: readonly string[]): string =>
    [
      target.padEnd(widthOf(targetNames)),
      fault.padEnd(widthOf(faultNames)),
      ...words.map((word) => word.padEnd(width)),
    ]
      .join('')
      .trimEnd();
  const rows = targetNames.flatMap((target) =>
    faultNames.map((fault) =>
      row(
        target,
        fault,
        phaseNames.map((phase) => wordOf({ fault, target, phase }, finishedOf)),
      ),
    ),
  );
  return [
    row('', '', phaseNames),
    '-'.repeat(rowWidth + width * phaseNames.length),
    ...rows,
    '',
    ...failures(finishedOf),
    ...reasons(),
    'Of a cell that is ok:',
    ...promiseNames.map((name) => `  ${name}: ${promises[name].says}`),
  ];
}

function wordOf(cell: Cell, finishedOf: (cell: Cell) => FinishedCell | undefined): string {
  if (whyNotApplicable(cell) !== null) return '-';
  const finished = finishedOf(cell);
  if (!finished) return '?';
  return finished.broken.length === 0 ? 'ok' : 'FAILED';
}

function failures(finishedOf: (cell: Cell) => FinishedCell | undefined): readonly string[] {
  const lines = cellsOf().flatMap((cell) => {
    const broken = finishedOf(cell)?.broken ?? [];
    return broken.map(({ promise, what }) => `  ${cellName(cell)}: ${promise}: ${what}`);
  });
  return lines.length === 0 ? [] : ['FAILED:', ...lines, ''];
}

function reasons(): readonly string[] {
  const why = new Set(cellsOf().flatMap((cell) => whyNotApplicable(cell) ?? []));
  return why.size === 0 ? [] : ['-:', ...[...why].map((reason) => `  ${reason}`), ''];
}
