import { isWhole } from './attempt.ts';
import { type DeskModel, type Pending, type Step, step } from './model.ts';

/**
 * Whether nothing of the agent's is under way that a change of server could disturb: no call and no wrap-up, no chat and
 * no action item, no state that is chosen or comes next, no request that waits for its answer, no login or logout. Manual
 * sessions are of no server, and may stay open all day.
 */
export function isAtRest(model: DeskModel): boolean {
  const { view, attempt, pending } = model;
  if (view.sessions.some(({ kind }) => kind !== 'manual') || Object.values(pending).some(isOfAgent))
    return false;
  if (attempt === null) return view.login.phase === 'logged-out' || view.login.phase === 'displaced';
  if (view.login.phase !== 'logged-in' || !isWhole(attempt)) return false;
  const { agent } = view;
  const isResting = agent?.state === 'Ready' || agent?.state === 'NotReady';
  return agent?.known === 'live' && isResting && agent.chosen === null && agent.next === null;
}

const ofConnection: readonly Pending['about'][] = [
  'session',
  'login',
  'licence',
  'communication-session',
  'typing',
];

/** What a connection asks for itself when it is new is over when the desk is whole. */
function isOfAgent({ about }: Pending): boolean {
  return !ofConnection.includes(about);
}

/** Tells the server pairs when that changes: coming home to a preferred server waits for it. */
export function withRestTold(before: DeskModel, done: Step): Step {
  const isIdle = isAtRest(done.model);
  if (isIdle === isAtRest(before)) return done;
  return step(done.model, { type: 'tellIdle', isIdle }, ...done.effects);
}
