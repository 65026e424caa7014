/** Seconds from then to now, never below none. */
export function secondsSince(then: number, now: number): number {
  return Math.max(0, Math.floor((now - then) / 1_000));
}

/**
 * Seconds still to go of a time that began at `from`: the last one is counted to its end. Never below none, and never
 * more than there were, on a computer whose clock is a little behind the servers'.
 */
export function secondsLeft(from: number, until: number, now: number): number {
  return Math.max(0, Math.ceil((until - Math.max(now, from)) / 1_000));
}

/** `m:ss`, from an hour `h:mm:ss`. */
export function duration(seconds: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0
    ? `${hours}:${two(minutes)}:${two(seconds % 60)}`
    : `${minutes}:${two(Math.floor(seconds % 60))}`;
}

/** For screen readers: "1 minute 12 seconds", "48 seconds". */
export function spokenDuration(seconds: number): string {
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = Math.floor(seconds % 60);
  const parts = [counted(hours, 'hour'), counted(minutes, 'minute'), counted(rest, 'second')].filter(Boolean);
  return parts.length > 0 ? parts.join(' ') : '0 seconds';
}

function counted(count: number, unit: string): string {
  return count === 0 ? '' : `${count} ${unit}${count === 1 ? '' : 's'}`;
}

const hourMinute = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const toTheSecond = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });
const dayMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const monthOnly = new Intl.DateTimeFormat('en-GB', { month: 'long' });
const dayMonthYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/** `09:40`, for the clock. */
export function clockTime(at: number): string {
  return hourMinute.format(at);
}

/** `09:40:38`, where something happened. */
export function clockTimeToTheSecond(at: number): string {
  return toTheSecond.format(at);
}

/** `22 Apr`, with the year where it is another than now's. */
export function dayOf(at: number, now: number): string {
  return new Date(at).getFullYear() === new Date(now).getFullYear()
    ? dayMonth.format(at)
    : dayMonthYear.format(at);
}

/** `February`. */
export function monthOf(at: number): string {
  return monthOnly.format(at);
}

/** How long ago, roughly, for what ages slowly: "3 days", "2 hours", "less than a minute". */
export function age(at: number, now: number): string {
  const minutes = Math.floor((now - at) / 60_000);
  if (minutes < 1) return 'less than a minute';
  if (minutes < 60) return counted(minutes, 'minute');
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? counted(hours, 'hour') : counted(Math.floor(hours / 24), 'day');
}
