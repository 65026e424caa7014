import type { ChoosableState } from './agent.ts';

/** Whether two choices are one: the same state, and for Not Ready the same reason. */
export function sameChoice(one: ChoosableState, other: ChoosableState): boolean {
  if (one.state !== other.state) return false;
  return one.state !== 'NotReady' || other.state !== 'NotReady' || one.reasonCode === other.reasonCode;
}
