import { useServerTime } from '../../state/desk-context.tsx';
import { clockTime, duration, secondsLeft, secondsSince } from '../../state/times.ts';

/** Time gone by since an instant of the servers' clock, as `m:ss`. */
export function Elapsed({ since }: { readonly since: number }) {
  return useServerTime((now) => duration(secondsSince(since, now)));
}

/** Time still to go, as `m:ss`. */
export function Remaining({ from, until }: { readonly from: number; readonly until: number }) {
  return useServerTime((now) => duration(secondsLeft(from, until, now)));
}

/** Seconds still to go, as a number of seconds. */
export function SecondsLeft({ from, until }: { readonly from: number; readonly until: number }) {
  return useServerTime((now) => `${secondsLeft(from, until, now)} s`);
}

/** The clock of the toolbar, by the servers' time. */
export function Clock() {
  const time = useServerTime(clockTime);
  return <time className="numeric agent ink-2 text-sm push">{time}</time>;
}
