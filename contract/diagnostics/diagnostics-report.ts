import * as z from 'zod';
import { serverKind, side } from '../wire/common.ts';

/** What is checked of each configured server, in this order. */
export const serverChecks = ['name', 'port', 'protocol', 'role', 'certificate', 'clock'] as const;
/** What is checked of this computer and of the desk on it. */
export const computerChecks = [
  'cluster-name',
  'microphone',
  'speaker',
  'licence',
  'folder',
  'disk-space',
] as const;
export type ServerCheck = (typeof serverChecks)[number];
export type ComputerCheck = (typeof computerChecks)[number];
export type CheckName = ServerCheck | ComputerCheck;

export const outcomes = ['pass', 'fail', 'unknown'] as const;
export type Outcome = (typeof outcomes)[number];

/** A configured server, or the computer itself. */
export const checkTarget = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('server'),
    kind: serverKind,
    /** What it is set as; both where both addresses are the same, or profiles differ. */
    sides: z.array(side).min(1),
    /** As it is set. */
    address: z.string(),
    /** Where the address comes from, as words that follow "from": "the cluster"; null: nobody set it. */
    source: z.string().nullable(),
  }),
  z.object({ type: z.literal('computer') }),
]);
export type CheckTarget = Readonly<z.infer<typeof checkTarget>>;
export type ServerTarget = Extract<CheckTarget, { type: 'server' }>;

const plannedCheck = z.object({ check: z.enum([...serverChecks, ...computerChecks]), target: checkTarget });
/** A check that is to be made. */
export type PlannedCheck = Readonly<z.infer<typeof plannedCheck>>;

const checkResult = plannedCheck.extend({
  outcome: z.enum(outcomes),
  /** What was found, as a sentence. */
  found: z.string(),
  /** What to do about it, as a sentence; null: nothing. */
  remedy: z.string().nullable(),
  /** How long the check took, milliseconds. */
  ms: z.number().nonnegative(),
});
/** What came of a check. `unknown`: it could not be made, or does not apply; that is no fault. */
export type CheckResult = Readonly<z.infer<typeof checkResult>>;

/** A run of all checks. Results come one by one, in any order; instants are by this computer's clock. */
export const diagnosticsReport = z.object({
  startedAt: z.number(),
  /** Null while it runs. */
  endedAt: z.number().nullable(),
  planned: z.array(plannedCheck),
  results: z.array(checkResult),
});
export interface DiagnosticsReport {
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly planned: readonly PlannedCheck[];
  readonly results: readonly CheckResult[];
}

/** The same for a planned check and its result, and for no other of a run. */
export function checkKey({ check, target }: PlannedCheck): string {
  return target.type === 'server' ? `${target.kind} ${target.address} ${check}` : `computer ${check}`;
}

/** How many results had which outcome. */
export function outcomeCounts({
  results,
}: Pick<DiagnosticsReport, 'results'>): Readonly<Record<Outcome, number>> {
  const count = (wanted: Outcome): number => results.filter(({ outcome }) => outcome === wanted).length;
  return { pass: count('pass'), fail: count('fail'), unknown: count('unknown') };
}
