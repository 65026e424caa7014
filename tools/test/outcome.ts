/** What came of one stage of the tests. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What failed, each as one finds it: file and name. Nameless where a stage failed as a whole. */
  readonly failures: readonly string[];
}

/** An outcome with its stage, and how long it took. */
export interface StageOutcome extends Outcome {
  readonly stage: string;
  readonly ms: number;
}

/** How many failures are named at the end: with the stages they fit into the last 30 lines of a log. */
const namedFailures = 18;

/** A stage that failed before it could count anything, and why. */
export function failedWhole(why: string): Outcome {
  return { passed: 0, failed: 1, skipped: 0, failures: [why] };
}

/** The end of a run: a line a stage, what failed under it, and at last `N passed, N failed, N skipped`. */
export function closingLines(outcomes: readonly StageOutcome[]): readonly string[] {
  let room = namedFailures;
  const lines = outcomes.flatMap(({ stage, failures, ms, ...counts }) => {
    const named = failures.slice(0, room);
    room -= named.length;
    const unnamed = failures.length - named.length;
    return [
      `${counts.failed === 0 ? 'ok    ' : 'FAILED'}  ${stage}: ${countText(counts)}, ${Math.round(ms / 1000)} s`,
      ...named.map((failure) => `          ${failure}`),
      ...(unnamed > 0 ? [`          and ${unnamed} more, above`] : []),
    ];
  });
  return [...lines, '', countText(total(outcomes))];
}

/** A run has passed when something did and nothing failed. */
export function hasPassed(outcomes: readonly Outcome[]): boolean {
  const { passed, failed } = total(outcomes);
  return passed > 0 && failed === 0;
}

type Counts = Omit<Outcome, 'failures'>;

function total(outcomes: readonly Counts[]): Counts {
  const none: Counts = { passed: 0, failed: 0, skipped: 0 };
  return outcomes.reduce(
    (sum, { passed, failed, skipped }) => ({
      passed: sum.passed + passed,
      failed: sum.failed + failed,
      skipped: sum.skipped + skipped,
    }),
    none,
  );
}

function countText({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
