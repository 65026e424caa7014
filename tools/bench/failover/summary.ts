import { type Durations, durationsOf, durationsText } from '../durations.ts';
import type { Aim, Measured } from '../measurement.ts';
import { caseName, type FailoverCase } from './cases.ts';
import type { RunFigures } from './run.ts';

/** One line of the table: docs/qa.md says what each field is. */
export interface CaseFigures extends FailoverCase {
  readonly runs: number;
  readonly detectMs: Durations;
  readonly restoredMs: Durations;
  readonly audioGapMs: Durations;
  readonly callsLost: number;
  readonly ghosts: number;
  readonly stateDifferences: number;
  readonly agentHearsGapMs: Durations;
  readonly callerHearsGapMs: Durations;
  readonly quietGapMs: Durations;
  readonly concealedMs: Durations;
  readonly mediaLateMs: Durations;
  readonly windowLateMs: Durations;
  /** The runs in which this computer itself was on time with sound; null: none was. */
  readonly punctual: {
    readonly runs: number;
    readonly restoredMs: Durations;
    readonly audioGapMs: Durations;
  } | null;
}

/** A computer that is later with sound than this makes holes of its own, and is late with all else, milliseconds. */
const punctualMs = 40;

/** What p95 is to stay under, milliseconds. */
const aims = { detect: { kill: 100, freeze: 3_000 }, restored: 250, audioGap: 100 } as const;

/** The longest hole of the worse direction. */
export function audioGap({ agentHearsGap, callerHearsGap }: RunFigures): number {
  return Math.max(agentHearsGap, callerHearsGap);
}

export function caseFigures(which: FailoverCase, runs: readonly RunFigures[]): CaseFigures {
  const of = (value: (run: RunFigures) => number): Durations => durationsOf(runs.map(value));
  const sum = (value: (run: RunFigures) => number): number => runs.reduce((so, run) => so + value(run), 0);
  return {
    ...which,
    runs: runs.length,
    detectMs: of(({ detect }) => detect),
    restoredMs: of(({ restored }) => restored),
    audioGapMs: of(audioGap),
    callsLost: sum(({ isCallLost }) => (isCallLost ? 1 : 0)),
    ghosts: sum(({ ghosts }) => ghosts.length),
    stateDifferences: sum(({ differences }) => differences.length),
    agentHearsGapMs: of(({ agentHearsGap }) => agentHearsGap),
    callerHearsGapMs: of(({ callerHearsGap }) => callerHearsGap),
    quietGapMs: of(({ quietGap }) => quietGap),
    concealedMs: of(({ concealed }) => concealed),
    mediaLateMs: of(({ mediaLate }) => mediaLate),
    windowLateMs: of(({ windowLate }) => windowLate),
    punctual: punctualOf(runs),
  };
}

function punctualOf(runs: readonly RunFigures[]): CaseFigures['punctual'] {
  const punctual = runs.filter(({ mediaLate, windowLate }) => Math.max(mediaLate, windowLate) < punctualMs);
  return punctual.length === 0
    ? null
    : {
        runs: punctual.length,
        restoredMs: durationsOf(punctual.map(({ restored }) => restored)),
        audioGapMs: durationsOf(punctual.map(audioGap)),
      };
}

export function summedUp(cases: readonly CaseFigures[], runtime: string): Measured {
  return {
    figures: { cases, runtime },
    lines: [`failover on ${runtime}`, ...cases.flatMap(caseLines)],
    aims: cases.flatMap(aimsOf),
  };
}

/** One run in words, for whoever watches. */
export function runText(run: RunFigures): string {
  const late = Math.max(run.mediaLate, run.windowLate).toFixed(0);
  return [
    `known after ${run.detect} ms, whole ${run.restored} ms later`,
    `longest hole ${run.agentHearsGap} ms at the agent, ${run.callerHearsGap} ms at the caller (${run.quietGap} ms before; ${run.concealed} ms made up, sound up to ${late} ms late)`,
    ...(run.isCallLost ? ['CALL LOST'] : []),
    ...run.ghosts.map((ghost) => `GHOST ${ghost}`),
    ...run.differences.map((difference) => `DIFFERENCE ${difference}`),
  ].join('; ');
}

function caseLines(figures: CaseFigures): readonly string[] {
  const { callsLost, ghosts, stateDifferences } = figures;
  return [
    `  ${caseName(figures)}, ${figures.runs} runs`,
    `    detected: ${durationsText(figures.detectMs)}`,
    `    whole after detection: ${durationsText(figures.restoredMs)}`,
    `    longest hole in the sound: ${durationsText(figures.audioGapMs)}`,
    `      ${punctualText(figures.punctual)}`,
    `    calls lost ${callsLost}, ghosts ${ghosts}, differences of state ${stateDifferences}`,
  ];
}

function punctualText(punctual: CaseFigures['punctual']): string {
  return punctual === null
    ? 'this computer was late with sound itself in every run'
    : `in the ${punctual.runs} runs in which this computer was on time with sound: hole ${durationsText(punctual.audioGapMs)}; whole after ${durationsText(punctual.restoredMs)}`;
}

function aimsOf(figures: CaseFigures): readonly Aim[] {
  const name = caseName(figures);
  const ms = (what: string, measured: number, under: number): Aim => ({
    what: `${name}: p95 of ${what}`,
    measured,
    under,
    unit: 'ms',
  });
  const none = (what: string, measured: number): Aim => ({
    what: `${name}: ${what}`,
    measured,
    under: 1,
    unit: 'in all',
  });
  return [
    ms('detection', figures.detectMs.p95, aims.detect[figures.fault]),
    ms('being whole after it', figures.restoredMs.p95, aims.restored),
    ms('the longest hole in the sound', figures.audioGapMs.p95, aims.audioGap),
    none('calls lost', figures.callsLost),
    none('ghosts', figures.ghosts),
    none('differences of state', figures.stateDifferences),
  ];
}
