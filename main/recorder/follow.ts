import type { DeskModel } from '../desk/model.ts';
import { changesBetween, withChanges } from './changes.ts';
import { type Damage, type PlacedLine, readSegment, type SegmentSource } from './read-segment.ts';

/** A line of a recording and the desk before and after it, as it was recorded. */
export interface FollowedLine extends PlacedLine {
  /** Which run of the desk, from 1, in the order in which they began. */
  readonly run: number;
  /** Null: not known, for what was before is missing. */
  readonly before: DeskModel | null;
  readonly after: DeskModel | null;
}

export type Followed =
  | { readonly type: 'line'; readonly line: FollowedLine }
  | { readonly type: 'damage'; readonly damage: Damage };

/** Goes through recordings line by line, with the desk as it was at each. What is missing or damaged is told. */
export async function* follow(sources: readonly SegmentSource[]): AsyncGenerator<Followed, void, undefined> {
  const follower = new Follower();
  for (const source of sources) {
    const { lines, damage } = await readSegment(source);
    for (const one of damage) yield { type: 'damage', damage: one };
    for (const placed of lines) yield* follower.take(placed);
  }
}

class Follower {
  #recording: string | null = null;
  #run = 0;
  #seq = 0;
  #model: DeskModel | null = null;

  *take(placed: PlacedLine): Generator<Followed, void, undefined> {
    const { line, file, place } = placed;
    if (line.kind === 'segment') {
      const goesOn = line.recording === this.#recording;
      if (goesOn && line.seq <= this.#seq) return;
      const damage = goesOn && line.seq === this.#seq + 1 ? this.#notAsRecorded(line.model) : null;
      if (damage !== null) yield { type: 'damage', damage: { file, place, message: damage } };
      if (!goesOn) this.#run += 1;
      this.#recording = line.recording;
      yield this.#line(placed, line.model);
      return;
    }
    // Lines that were kept in memory may be on disk too.
    if (this.#recording === null || line.seq <= this.#seq) return;
    if (line.seq !== this.#seq + 1 && this.#model !== null) {
      this.#model = null;
      const message = `lines ${this.#seq + 1} to ${line.seq - 1} are missing before it`;
      yield { type: 'damage', damage: { file, place, message } };
    }
    const known = this.#model;
    const after = known && line.kind === 'step' ? withChanges(known, line.changes ?? []) : known;
    yield this.#line(placed, after as DeskModel | null);
  }

  #line(placed: PlacedLine, after: DeskModel | null): Followed {
    const before = this.#model;
    this.#seq = placed.line.seq;
    this.#model = after;
    return { type: 'line', line: { ...placed, run: this.#run, before, after } };
  }

  /** A segment begins with the desk whole, which must be what its changes came to. */
  #notAsRecorded(model: DeskModel): string | null {
    if (this.#model === null) return null;
    const [first] = changesBetween(this.#model, model);
    return first
      ? `the desk it begins with is another than the lines before it came to, at ${first.at.join('/')}`
      : null;
  }
}
