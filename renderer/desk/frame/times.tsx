import { useServerTime } from '../../state/desk-context.tsx';
import { clockTime, duration, secondsSince, secondsUntil } from '../../state/times.ts';

/** Time gone by since an instant of the servers' clock, as `m:ss`. */
export function Elapsed({ since }: { readonly since: number }) {
  return useServerTime((now) => duration(secondsSince(since, now)));
}

/** Time still to go, as `m:ss`. */
export function Remaining({ until }: { readonly until: number }) {
  return useServerTime((now) => duration(secondsUntil(until, now)));
}

/** Seconds still to go, as a number of seconds. */
export function SecondsLeft({ until }: { readonly until: number }) {
  return useServerTime((now) => `${secondsUntil(until, now)} s`);
}

/** The clock of the toolbar, by the servers' time. */
export function Clock() {
  const time = useServerTime(clockTime);
  return <time className="numeric agent ink-2 text-sm push">{time}</time>;
}
