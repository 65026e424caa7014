import type { RecentCall } from '../../../contract/desk/desk-state.ts';
import { duration } from '../../state/times.ts';

/** The name, else the number, else that it was hidden. */
export function recentWho({ name, number }: Pick<RecentCall, 'name' | 'number'>): string {
  return name || number || 'Unknown caller';
}

/** How a call went: how long, else why it was not answered. */
export function recentOutcome({ talkedMs, end }: Pick<RecentCall, 'talkedMs' | 'end'>): string {
  return talkedMs === null ? end : duration(Math.floor(talkedMs / 1_000));
}
