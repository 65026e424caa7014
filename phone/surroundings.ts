/** The clock's alarm, handed in: the runtime's own in the app, held in tests. */
export interface PhoneTimers {
  /** Calls `run` once, `ms` milliseconds from now. */
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
}

/** Where the phone tells what it does: one sentence a call. No password ever comes here. */
export interface PhoneLog {
  debug(sentence: string): void;
  info(sentence: string): void;
  warn(sentence: string): void;
}

/** What the phone needs of the world besides sockets and media. */
export interface Surroundings {
  /** Milliseconds of a clock that only grows, whatever is done to the computer's date. */
  readonly now: () => number;
  /** In [0, 1). */
  readonly random: () => number;
  readonly timers: PhoneTimers;
  readonly log: PhoneLog;
}

/** Every wait has an end: the promise, or an error that names what took too long. */
export function within<Value>(
  timers: PhoneTimers,
  ms: number,
  what: string,
  promise: Promise<Value>,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = timers.setTimeout(() => reject(new Error(`${what} took longer than ${seconds(ms)}`)), ms);
    promise.then(resolve, reject).finally(() => timers.clearTimeout(timer));
  });
}

/** Resolves after so many milliseconds. */
export function pause(timers: PhoneTimers, ms: number): Promise<void> {
  return new Promise((resolve) => timers.setTimeout(resolve, ms));
}

/** "2.5 s", for sentences. */
export function seconds(ms: number): string {
  return `${Math.round(ms / 100) / 10} s`;
}

/** What an error says; whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
