import { clockTime, dayOf } from '../../state/times.ts';

/** "Due 10:30"; with the day where it is another than today. */
export function dueWords(dueAt: number, now: number): string {
  const time = clockTime(dueAt);
  return sameDay(dueAt, now) ? `Due ${time}` : `Due ${dayOf(dueAt, now)}, ${time}`;
}

/** Whether two instants are of one day, by this computer's calendar. */
export function sameDay(one: number, other: number): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}
