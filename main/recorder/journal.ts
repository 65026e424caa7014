import { errorCode, reasonOf } from '../files/file-failure.ts';
import type { Log } from '../log/log.ts';
import type { TimerHandle, Timers } from '../timers.ts';
import { MemoryRing } from './memory-ring.ts';
import type { Entry, RecordedLine } from './recording.ts';
import type { SegmentFiles } from './segment-files.ts';

/** What a journal is bounded by. */
export interface JournalLimits {
  /** Characters of a segment, after which the next one is begun. */
  readonly segment: number;
  /** Characters of lines in memory. */
  readonly memory: number;
  /** How long a line may wait before it is written, milliseconds. */
  readonly batchMs: number;
  /** The same of a line that tells of nothing new. */
  readonly uneventfulMs: number;
  /** After a write that failed: how long until the next try, milliseconds. */
  readonly retryMs: number;
}

export interface JournalOptions {
  readonly files: SegmentFiles;
  readonly limits: JournalLimits;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly timers: Timers;
  readonly log: Log;
  /** The file of a segment, from 1. */
  readonly fileOf: (segment: number) => string;
  /** The first line of a segment: the desk as it is after all that was recorded so far. */
  readonly head: (segment: number) => Entry;
}

interface Batch {
  readonly file: string;
  /** It begins its file. */
  readonly begins: boolean;
  readonly lines: string[];
}

/**
 * A recording's lines, on their way to disk in batches: whoever writes a line never waits for one. What cannot be
 * written is counted, stays in memory for as long as it fits, and costs nothing else.
 */
export class Journal {
  readonly #options: JournalOptions;
  readonly #ring: MemoryRing;
  #seq = 0;
  #segment = 0;
  /** The file of this segment. */
  #file = '';
  #size = 0;
  #waiting: Batch[] = [];
  /** On its way to disk now. */
  #underWay: readonly Batch[] = [];
  #writing: Promise<void> | null = null;
  #timer: TimerHandle | null = null;
  /** When it goes off, by the clock that only grows. */
  #dueAt = 0;
  #trouble: string | null = null;
  /** Lines that could not be written since one could. */
  #lost = 0;
  /** What the log was told last: it is told once, however long it lasts. */
  #told: string | null = null;
  #closed = false;

  constructor(options: JournalOptions) {
    this.#options = options;
    this.#ring = new MemoryRing(options.limits.memory);
    this.#beginSegment();
  }

  /** Why lines are lost now; null: they are not. */
  get trouble(): string | null {
    return this.#trouble;
  }

  /** The newest lines, whether they were written or not. */
  get lines(): readonly string[] {
    return this.#ring.lines();
  }

  /**
   * @param at when it was; now, where nothing else is said
   * @param isUneventful it tells of nothing new: it may wait for one that does
   */
  write(entry: Entry, at: number = this.#options.now(), isUneventful = false): void {
    if (this.#closed) return;
    this.#put(entry, at, isUneventful);
    if (this.#size >= this.#options.limits.segment) this.#beginSegment();
  }

  /** Resolves when all that was recorded until now is on disk, or could not be put there. */
  async flush(): Promise<void> {
    await this.#writing;
    await this.#drain();
  }

  /** The process is about to end: writes what is left at once. Never throws. */
  flushNow(): void {
    const left = [...this.#underWay, ...this.#waiting];
    this.#waiting = [];
    for (const { file, lines } of left) {
      try {
        this.#options.files.appendNow(file, lines.join(''));
      } catch {
        // Nowhere is left to tell it.
      }
    }
  }

  async close(): Promise<void> {
    this.write({ kind: 'end' });
    this.#closed = true;
    await this.flush();
    this.#options.timers.clearTimeout(this.#timer);
  }

  #beginSegment(): void {
    this.#segment += 1;
    this.#file = this.#options.fileOf(this.#segment);
    this.#size = 0;
    this.#put(this.#options.head(this.#segment), this.#options.now());
  }

  #put(entry: Entry, at: number, isUneventful = false): void {
    const { timers, limits } = this.#options;
    this.#seq += 1;
    const mono = Math.round(timers.monotonic() * 10) / 10;
    const stamped: RecordedLine = { seq: this.#seq, at, mono, ...entry };
    const line = `${JSON.stringify(stamped)}\n`;
    this.#size += line.length;
    this.#ring.push(line);
    if (this.#trouble !== null) {
      this.#lost += 1;
      return;
    }
    const last = this.#waiting.at(-1);
    if (last?.file === this.#file) last.lines.push(line);
    else this.#waiting.push({ file: this.#file, begins: entry.kind === 'segment', lines: [line] });
    this.#writeWithin(isUneventful ? limits.uneventfulMs : limits.batchMs);
  }

  #writeWithin(ms: number): void {
    const { timers } = this.#options;
    const dueAt = timers.monotonic() + ms;
    if (this.#timer !== null && this.#dueAt <= dueAt) return;
    timers.clearTimeout(this.#timer);
    this.#dueAt = dueAt;
    this.#timer = timers.setTimeout(() => this.#due(), ms);
  }

  #due(): void {
    this.#timer = null;
    void this.#drain();
  }

  #drain(): Promise<void> {
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = null;
    });
    return this.#writing;
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      this.#underWay = this.#waiting;
      this.#waiting = [];
      try {
        for (const { file, lines } of this.#underWay) await this.#options.files.append(file, lines.join(''));
        this.#lost = 0;
        this.#told = null;
        if (this.#underWay.at(-1)?.begins) await this.#tidy();
      } catch (error) {
        this.#failed(error, [...this.#underWay, ...this.#waiting]);
      }
      this.#underWay = [];
    }
  }

  /** Nothing is lost when this fails: old files stay longer than they should. */
  async #tidy(): Promise<void> {
    const { files, fileOf, log } = this.#options;
    try {
      await files.tidy(fileOf(this.#segment));
    } catch (error) {
      log.warn(`The flight recorder could not tidy its folder: ${reasonOf(error)}.`);
    }
  }

  /** Lines are lost: what follows them could not be understood, so the next that is written begins a segment. */
  #failed(error: unknown, batches: readonly Batch[]): void {
    const { log, limits, timers } = this.#options;
    const why = errorCode(error) ?? reasonOf(error);
    this.#lost += batches.reduce((sum, { lines }) => sum + lines.length, 0);
    this.#waiting = [];
    if (this.#told !== why) {
      log.warn(
        `The flight recorder cannot write (${why}). The desk works as before; the newest is kept in memory.`,
      );
    }
    this.#told = why;
    this.#trouble = why;
    timers.clearTimeout(this.#timer);
    this.#timer = this.#closed ? null : timers.setTimeout(() => this.#tryAgain(), limits.retryMs);
  }

  #tryAgain(): void {
    const why = this.#trouble ?? '';
    this.#timer = null;
    this.#trouble = null;
    this.#beginSegment();
    this.write({ kind: 'gap', lost: this.#lost, why });
  }
}
