/** One measurement that can be asked for by name. */
export interface Measurement {
  readonly name: string;
  /** What is measured and against which aim, for --help. */
  readonly what: string;
  /** What one of `--runs` is. */
  readonly run: string;
  readonly defaultRuns: number;
  /** Whether it measures the built app, so that there must be a build. */
  readonly needsApp: boolean;
  /** What it can be narrowed down to by `--case`; left out: nothing. */
  readonly cases?: readonly string[];
  measure(bench: Bench): Promise<Measured>;
}

/** What a measurement is given. */
export interface Bench {
  readonly runs: number;
  /** Which of the measurement's cases; all where nobody chose. */
  readonly cases: readonly string[];
  /** Whether what an earlier run has finished is forgotten, where a measurement keeps that. */
  readonly fresh: boolean;
  /** Tells how far it is. */
  say(progress: string): void;
  /** Is done when the measurement is over, however it ends; what was given last is done first. */
  atEnd(end: () => Promise<unknown>): void;
}

export interface Measured {
  /** The fields of the JSON line. */
  readonly figures: object;
  /** The same for people. */
  readonly lines: readonly string[];
  readonly aims: readonly Aim[];
}

/** What the product wants to reach: told as met or missed, never asserted, for machines differ. */
export interface Aim {
  readonly what: string;
  readonly measured: number;
  /** It is met under this. */
  readonly under: number;
  readonly unit: 'ms' | 'times' | 'in all';
}

export function aimText({ what, measured, under, unit }: Aim): string {
  const word = measured < under ? 'met' : 'MISSED';
  return `aim ${word}: ${what} ${measured} ${unit}, to be under ${under} ${unit}`;
}
