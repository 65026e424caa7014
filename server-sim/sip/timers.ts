/** Stops a timer; after it has run or been stopped this does nothing. */
export type StopTimer = () => void;

/** Time as the SIP stack sees it, handed in so that tests can hold it. */
export interface SipTimers {
  /** Milliseconds since 1970. */
  now(): number;
  after(milliseconds: number, run: () => void): StopTimer;
}

/** RFC 3261, section 17.1.1.1 and table 4, in milliseconds. */
export const T1 = 500;
export const T2 = 4_000;
/** Timers B, F, H and (RFC 6026) L and M: 64 times T1. */
export const TRANSACTION_TIMEOUT = 64 * T1;

export const systemTimers: SipTimers = {
  now: () => Date.now(),
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};
