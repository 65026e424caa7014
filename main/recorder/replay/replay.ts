import type { Effect } from '../../desk/effects.ts';
import type { DeskModel } from '../../desk/model.ts';
import { changesBetween, type Path } from '../changes.ts';
import { brief, replayedStep } from '../desk-twin.ts';
import { type FollowedLine, follow } from '../follow.ts';
import { maskError } from '../masking/error.ts';
import type { Damage, SegmentSource } from '../read-segment.ts';
import { completed } from './older-desk.ts';

/** Where this version of the code does something else than what was recorded. */
export interface Difference {
  /** Which run of the desk, from 1, and which of its lines. */
  readonly run: number;
  readonly seq: number;
  readonly file: string;
  readonly place: number;
  /** In the desk's state, or in `effects`. */
  readonly at: string;
  readonly recorded: unknown;
  readonly replayed: unknown;
}

export type Replayed =
  | { readonly type: 'line'; readonly line: FollowedLine; readonly differences: readonly Difference[] }
  | { readonly type: 'damage'; readonly damage: Damage };

/**
 * Goes through recordings again: each input is put to the desk's transition, on the state as it was recorded before it,
 * with the moment and the ids of then; so one difference is one difference, and does not drag others behind it. What a
 * desk of then did not have yet is no difference.
 */
export async function* replay(sources: readonly SegmentSource[]): AsyncGenerator<Replayed, void, undefined> {
  for await (const followed of follow(sources)) {
    if (followed.type === 'damage') yield followed;
    else yield { ...followed, differences: differencesOf(followed.line) };
  }
}

function differencesOf(followed: FollowedLine): readonly Difference[] {
  const { line } = followed;
  if (line.kind !== 'step' || !followed.before || !followed.after) return [];
  const before = completed(followed.before);
  const after = completed(followed.after);
  const at = (path: string, recorded: unknown, replayed: unknown): Difference => ({
    run: followed.run,
    seq: line.seq,
    file: followed.file,
    place: followed.place,
    at: path,
    recorded,
    replayed,
  });
  let replayed: { readonly model: DeskModel; readonly effects: readonly Effect[] };
  try {
    replayed = replayedStep(before, line.input, line.at, line.ids ?? []);
  } catch (error) {
    const { name, message } = maskError(error);
    return [at('the transition', 'a step', `${name}: ${message}`)];
  }
  const effects = replayed.effects.map(brief);
  return [
    ...compared(after, replayed.model, [], at),
    ...compared(line.effects ?? [], effects, ['effects'], at),
  ];
}

function compared(
  recorded: unknown,
  replayed: unknown,
  under: Path,
  difference: (path: string, recorded: unknown, replayed: unknown) => Difference,
): readonly Difference[] {
  return changesBetween(recorded, replayed).map((change) => {
    const path = [...under, ...change.at];
    if ('to' in change) return difference(path.join('/'), valueAt(recorded, change.at), change.to);
    if ('gone' in change) return difference(path.join('/'), valueAt(recorded, change.at), null);
    const { from, remove, insert } = change;
    const list = valueAt(recorded, change.at);
    const was = Array.isArray(list) ? list.slice(from, from + remove) : list;
    return difference([...path, from].join('/'), was, insert);
  });
}

function valueAt(value: unknown, at: Path): unknown {
  return at.reduce<unknown>(
    (so, key) =>
      (typeof so === 'object' && so !== null ? (so as Record<string | number, unknown>)[key] : undefined) ??
      null,
    value,
  );
}
