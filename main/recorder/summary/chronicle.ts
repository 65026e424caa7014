import { never } from '../../../contract/result.ts';
import type { DeskModel } from '../../desk/model.ts';
import type { FollowedLine } from '../follow.ts';
import type { Damage } from '../read-segment.ts';
import type { AppNote } from '../recording.ts';
import { deskSentences } from './desk-story.ts';
import { lossWords, type ServerLoss, ServerLosses } from './server-losses.ts';
import type { Told } from './words.ts';

/** What a recording tells of a stretch of time. */
export interface Chronicle {
  readonly sentences: readonly Told[];
  readonly losses: readonly ServerLoss[];
  readonly damage: readonly Damage[];
  /** What masked names stand for: agent IDs and devices. */
  readonly names: Readonly<Record<string, string>>;
  /** The desk at the end; null: not known. */
  readonly last: DeskModel | null;
}

/** Gathers a chronicle, line by line. Lines before `since` only tell how things were. */
export class Chronicler {
  readonly #since: number;
  readonly #sentences: Told[] = [];
  readonly #losses = new ServerLosses();
  readonly #damage: Damage[] = [];
  #names: Readonly<Record<string, string>> = {};
  #last: DeskModel | null = null;

  constructor(since: number) {
    this.#since = since;
  }

  /** A line of another version may be of another shape: that is told, and the rest goes on. */
  take(followed: FollowedLine): void {
    try {
      this.#take(followed);
    } catch {
      const { file, place } = followed;
      this.#damage.push({ file, place, message: 'this version of Switchhook does not understand it' });
    }
  }

  #take(followed: FollowedLine): void {
    const { line, after } = followed;
    this.#losses.take(followed);
    this.#last = after;
    if (line.kind === 'names') this.#names = { ...this.#names, ...line.names };
    if (line.at < this.#since) return;
    for (const sentence of sentencesOf(followed)) this.#sentences.push({ at: line.at, sentence });
  }

  damaged(damage: Damage): void {
    this.#damage.push(damage);
  }

  chronicle(): Chronicle {
    const losses = this.#losses.all.filter(({ at }) => at >= this.#since);
    const lost = losses.map((loss): Told => ({ at: loss.at, sentence: lossWords(loss) }));
    return {
      // A loss is told where it began, before what came of it.
      sentences: [...lost, ...this.#sentences].toSorted((one, other) => one.at - other.at),
      losses,
      damage: this.#damage,
      names: this.#names,
      last: this.#last,
    };
  }
}

function sentencesOf({ line, before, after }: FollowedLine): readonly string[] {
  switch (line.kind) {
    case 'step':
      return before && after ? deskSentences(before.view, after.view, line.effects ?? []) : [];
    case 'segment':
      return line.segment === 1 ? [`Switchhook ${line.app} was started.`] : [];
    case 'unfinished':
      return [`The desk did not finish with what came: ${line.input.type}.`];
    case 'error':
      return [
        `An error nobody had foreseen: ${line.name}: ${line.message} (${line.frames[0] ?? 'elsewhere'})`,
      ];
    case 'gap':
      return [`${line.lost} lines of the recording could not be written (${line.why}).`];
    case 'astray':
      return [`From here on the recorded states are not the desk's own (${line.where}).`];
    case 'note':
      return [noteWords(line.what)];
    case 'end':
      return ['Switchhook was closed.'];
    case 'names':
    case 'pair':
    case 'zone':
      return [];
    case 'asked':
      return line.sent ? [] : [`${line.request} could not be sent: no ${line.servers} server was connected.`];
    default:
      return never(line);
  }
}

function noteWords(note: AppNote): string {
  const words: Readonly<Record<AppNote, string>> = {
    'app-started': 'The app is ready.',
    'app-closing': 'The app is being closed.',
    'computer-sleeps': 'The computer goes to sleep.',
    'computer-wakes': 'The computer wakes.',
    'screen-locked': 'The screen is locked.',
    'screen-unlocked': 'The screen is unlocked.',
    'network-changed': 'The network has changed.',
    'desk-window-gone': 'The desk window is gone; it is loaded again.',
    'phone-window-gone': 'The phone window is gone; it is opened again.',
  };
  return words[note] ?? `Note: ${note}.`;
}
