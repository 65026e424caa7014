import {
  type Damage,
  type Difference,
  type FollowedLine,
  follow,
  openRecording,
  replay,
  type SegmentSource,
  stepWords,
} from '../../main/replay.ts';
import type { ReplayOptions, StepName } from './options.ts';

/** Where a replay writes, and how it tells what time zone sentences are to be made in. */
export interface ReplayWorld {
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
  readonly inZone: (zone: string) => void;
}

/** The end of a replay. */
interface Outcome {
  inputs: number;
  states: number;
  readonly differences: Difference[];
  readonly damage: Damage[];
  last: FollowedLine | null;
}

/** Replays a bundle; the exit code: 0 the same again, 1 not the same or damaged. */
export async function runReplay(options: ReplayOptions, world: ReplayWorld): Promise<number> {
  const opened = await openRecording(options.bundle);
  if (!opened.ok) {
    world.complain(opened.error);
    return 1;
  }
  const isAfter = await endOf(opened.value, options, world);
  const outcome: Outcome = { inputs: 0, states: 0, differences: [], damage: [], last: null };
  for await (const replayed of replay(opened.value)) {
    if (replayed.type === 'damage') {
      outcome.damage.push(replayed.damage);
      if (!options.json) world.say(damageWords(replayed.damage));
      continue;
    }
    const { line, differences } = replayed;
    if (isAfter(line)) break;
    if (line.line.kind === 'segment' && line.line.zone !== null) world.inZone(line.line.zone);
    count(outcome, line, differences);
    if (!options.json)
      for (const text of [stepWords(line), ...differences.map(differenceWords)]) world.say(text);
  }
  tellEnd(outcome, options, world);
  return outcome.differences.length + outcome.damage.length > 0 ? 1 : 0;
}

function count(outcome: Outcome, followed: FollowedLine, differences: readonly Difference[]): void {
  const { line } = followed;
  if (line.kind === 'step') {
    outcome.inputs += 1;
    if (line.changes) outcome.states += 1;
  }
  outcome.differences.push(...differences);
  outcome.last = followed;
}

function tellEnd(
  { inputs, states, differences, damage, last }: Outcome,
  options: ReplayOptions,
  world: ReplayWorld,
): void {
  const asked = options.until !== null || options.at !== null;
  const desk = asked ? { desk: last?.after ?? null } : {};
  if (options.json) {
    world.say(JSON.stringify({ inputs, states, differences, damage, ...desk }));
    return;
  }
  if (asked) world.say(JSON.stringify(last?.after ?? null, null, 2));
  const same = differences.length === 0 ? 'no differences' : `${differences.length} differences`;
  const whole = damage.length === 0 ? '' : `, damaged in ${damage.length} places`;
  world.say(`${inputs} inputs, ${states} changes of state, ${same}${whole}.`);
}

/** Whether a line comes after the place where the replay is to stop. */
async function endOf(
  sources: readonly SegmentSource[],
  { until, at }: ReplayOptions,
  world: ReplayWorld,
): Promise<(line: FollowedLine) => boolean> {
  if (until) return afterStep(until, until.run ?? (await lastOf(sources)).run);
  if (!at) return () => false;
  if (at.type === 'instant') return afterInstant(at.at);
  const last = await lastOf(sources);
  world.inZone(last.zone);
  return afterInstant(new Date(last.at).setHours(at.hours, at.minutes, 0, at.milliseconds));
}

function afterStep({ seq }: StepName, run: number): (line: FollowedLine) => boolean {
  return (line) => line.run > run || (line.run === run && line.line.seq > seq);
}

function afterInstant(instant: number): (line: FollowedLine) => boolean {
  return ({ line }) => line.at > instant;
}

/** Of the last line: its run, its time and its computer's time zone. */
async function lastOf(
  sources: readonly SegmentSource[],
): Promise<{ readonly run: number; readonly at: number; readonly zone: string }> {
  let last = { run: 1, at: 0, zone: 'UTC' };
  for await (const followed of follow(sources)) {
    if (followed.type === 'damage') continue;
    const { run, line } = followed.line;
    last = { run, at: line.at, zone: (line.kind === 'segment' ? line.zone : null) ?? last.zone };
  }
  return last;
}

function damageWords({ file, place, message }: Damage): string {
  return `!!! ${file}${place === null ? '' : `, line ${place}`}: ${message}`;
}

function differenceWords({ file, place, at, recorded, replayed }: Difference): string {
  const words = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 200);
  return `    !!! ${file}, line ${place}: at ${at} recorded ${words(recorded)}, replayed ${words(replayed)}`;
}
