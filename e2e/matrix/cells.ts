import { type FaultName, faultNames } from './faults.ts';
import { type PhaseName, phaseNames } from './phases.ts';
import { type TargetName, targetNames } from './targets.ts';

/** One cell of the fault matrix: what is hit, what is done to it, and what the agent is doing. */
export interface Cell {
  readonly fault: FaultName;
  readonly target: TargetName;
  readonly phase: PhaseName;
}

/** Every cell of these targets and faults, in every phase; all of them where nothing is given. */
export function cellsOf(
  only: { readonly targets?: readonly TargetName[]; readonly faults?: readonly FaultName[] } = {},
): readonly Cell[] {
  const { targets = targetNames, faults = faultNames } = only;
  return targets.flatMap((target) =>
    faults.flatMap((fault) => phaseNames.map((phase) => ({ fault, target, phase }))),
  );
}

export function cellName({ fault, target, phase }: Cell): string {
  return `${fault} of ${target}, ${phase}`;
}

/** Whether the desk's program is killed, and started again: then it has only what is on disk and at the servers. */
export function beginsAnew({ fault, target }: Cell): boolean {
  return target === 'whole app' && (fault === 'kill' || fault === 'flap');
}

const noLine =
  'a window has no line of its own to be slow or cut: it speaks with main inside the computer; the lines that the phone window opens end at the SIP edges, and are cut there';

/** Why a cell makes no sense; null: it is run. */
export function whyNotApplicable({ fault, target }: Cell): string | null {
  const isWindow = target === 'desk window' || target === 'phone window';
  return isWindow && (fault === 'slow' || fault === 'cut') ? noLine : null;
}
