import type { DeskState } from '../../contract/desk/desk-state.ts';
import { sessionDifferences } from '../support/session-differences.ts';
import { stateDifferences } from '../support/state-differences.ts';
import type { Control } from '../support/tier.ts';
import { until } from '../support/until.ts';
import { beginsAnew, type Cell } from './cells.ts';
import { type Fault, faults, type Victim } from './faults.ts';
import type { Click } from './mid-request.ts';
import { type Phase, phases, type Reached } from './phases.ts';
import { type Broken, dishonest, type PromiseName } from './promises.ts';
import { agent, type MatrixDesk, type Scene, taken } from './scene.ts';
import { type AppTargetName, isServerTarget, serverInUse, serverTargets, serverVictim } from './targets.ts';

/** Where cells are played: a tier in which nothing has happened yet, and desks for it. */
export interface World {
  readonly control: Control;
  openDesk(): Promise<OpenedDesk>;
}

/** A world that has a tier of its own, which ends with it. */
export interface OwnWorld extends World {
  close(): Promise<void>;
}

/** A desk, and what is hit where the target is a part of it; a desk with no windows has none. */
export interface OpenedDesk {
  readonly desk: MatrixDesk;
  readonly victimOf: ((target: AppTargetName) => Victim) | null;
}

/** A cell that is being played. */
interface Play {
  readonly cell: Cell;
  readonly scene: Scene;
  readonly phase: Phase;
  readonly reached: Reached;
  readonly before: DeskState;
  readonly click: Click | null;
}

/**
 * Plays one cell and resolves with the promises that it broke; none: it is as it should be. Rejects where the desk could
 * not even be brought into the phase.
 */
export async function runCell(cell: Cell, world: World): Promise<readonly Broken[]> {
  await world.control.reset();
  const opened = await world.openDesk();
  const { desk } = opened;
  try {
    const scene: Scene = { control: world.control, desk, target: cell.target };
    const phase = phases[cell.phase];
    const fault = faults[cell.fault];
    const reached = await phase.reach(scene);
    const before = await desk.state();
    const victim = victimOf(opened, scene, before);
    desk.forget();
    const blow = { name: cell.fault, fault, victim };
    const click = phase.hit ? await phase.hit(scene, blow, reached) : null;
    if (!phase.hit) await fault.hit(victim);
    const play: Play = { cell, scene, phase, reached, before, click };
    const broken = await inTheFault(play);
    await fault.end(victim);
    return [...broken, ...(await afterTheFault(play))];
  } finally {
    await desk.close();
  }
}

function victimOf({ victimOf: partOf }: OpenedDesk, { control, target }: Scene, before: DeskState): Victim {
  if (isServerTarget(target)) {
    return serverVictim(control, serverInUse(serverTargets[target].kind, before));
  }
  if (!partOf) throw new Error(`This desk has no ${target}.`);
  return partOf(target);
}

async function inTheFault(play: Play): Promise<readonly Broken[]> {
  const { cell, scene, phase, reached, before, click } = play;
  const whole = await kept('whole', () => becomesWhole(play));
  // Without it nothing else can be true.
  if (whole.length > 0) return whole;
  return [
    ...(await kept('once', () => (click ? doneOnce(click) : Promise.resolve()))),
    ...(await kept('equal', () => areEqual(scene))),
    ...(await kept('sound', () => phase.sound?.(scene, reached) ?? Promise.resolve())),
    ...(await kept('no ghosts', () => noGhosts(scene))),
    ...dishonest(cell, before, scene.desk.shown()).map((what): Broken => ({ promise: 'honest', what })),
    ...(await kept('goes on', () => phase.goOn(scene, reached))),
  ];
}

async function afterTheFault({ scene, click }: Play): Promise<readonly Broken[]> {
  return kept('at peace', async () => {
    if (click) await doneOnce(click);
    await areEqual(scene);
    await noGhosts(scene);
  });
}

async function kept(promise: PromiseName, keep: () => Promise<unknown>): Promise<readonly Broken[]> {
  try {
    await keep();
    return [];
  } catch (error) {
    return [{ promise, what: error instanceof Error ? error.message : String(error) }];
  }
}

/** What of the pair is wanted: that the desk has left a server that died, and stayed with one that is only slow. */
async function becomesWhole({ cell, scene, phase, reached, before }: Play): Promise<void> {
  await scene.desk.until(`${cell.phase}, whole again`, (state) => {
    const { agent: shown, phone } = state;
    const isConnected = shown === null || (shown.known === 'live' && phone.registration === 'registered');
    return (
      isConnected &&
      isOnItsSide(cell, faults[cell.fault], before, state) &&
      phase.is(state, reached, beginsAnew(cell))
    );
  });
}

function isOnItsSide({ target, phase }: Cell, { moves }: Fault, before: DeskState, now: DeskState): boolean {
  // What holds a login at its step is no fault of the matrix, and is left for the other server too.
  if (!isServerTarget(target) || phase === 'logging in') return true;
  const { kind } = serverTargets[target];
  const used = before.connections[kind].inUse;
  const uses = now.connections[kind].inUse;
  return used === null || (moves ? uses !== null && uses !== used : uses === used);
}

async function doneOnce({ outcome, times }: Click): Promise<void> {
  taken('what was clicked', await outcome);
  await until('how often it was done', times, (count) => count === 1, 2_000);
}

async function areEqual({ control, desk }: Scene): Promise<void> {
  await until(
    'what differs between desk and tier',
    async () => {
      const shown = await desk.state();
      return [
        ...stateDifferences(shown, await control.agent(agent.id)),
        ...sessionDifferences(shown, await control.sessionsOf(agent.id)),
      ];
    },
    (differences) => differences.length === 0,
    5_000,
  );
}

async function noGhosts({ control }: Scene): Promise<void> {
  const ghosts = await control.ghosts();
  if (ghosts.length > 0) throw new Error(`There are ghosts: ${JSON.stringify(ghosts)}`);
}
