import type { ServerKind } from '../../contract/servers/server-kind.ts';
import type { DeskFollower, DeskStep } from '../desk/desk-follower.ts';
import type { Input } from '../desk/inputs.ts';
import type { DeskIdentity } from '../desk/model.ts';
import type { Log } from '../log/log.ts';
import type { PairFollower } from '../servers/pair-follower.ts';
import type { Timers } from '../timers.ts';
import { DeskTwin, type LoggedInBy } from './desk-twin.ts';
import { Journal, type JournalLimits } from './journal.ts';
import { maskError } from './masking/error.ts';
import { type AppNote, type Entry, recordingFormat } from './recording.ts';
import { openSegmentFiles, type SegmentFiles, segmentFile } from './segment-files.ts';

/** What bounds a recorder, where nothing else is said. docs/it.md tells them. */
export const recorderLimits = {
  /** A file is finished at 4 MiB and packed, to about a twentieth. */
  segment: 4 * 1_024 * 1_024,
  memory: 2 * 1_024 * 1_024,
  batchMs: 500,
  /** Heartbeats, which an idle desk has several of a second: its disk may sleep meanwhile. */
  uneventfulMs: 5_000,
  retryMs: 30_000,
  /** All finished files together. */
  largest: 32 * 1_024 * 1_024,
  longestMs: 7 * 24 * 3_600_000,
} as const;

export interface FlightRecorderOptions {
  /** `<userData>/recorder`; made when it is needed. */
  readonly folder: string;
  /** Version of Switchhook. */
  readonly app: string;
  readonly now: () => number;
  readonly timers: Timers;
  /** Names this run: short and unlike others. */
  readonly recording: string;
  readonly log: Log;
  readonly limits?: Partial<JournalLimits>;
  /** How long finished files are kept, milliseconds; `recorderLimits.longestMs`, where nothing else is given. */
  readonly keepMs?: number;
  /** Where its files are; the folder's, where nothing else is given. */
  readonly files?: SegmentFiles;
}

/** Records what a desk does, without its secrets. It follows one desk for as long as that runs. */
export interface FlightRecorder extends DeskFollower {
  note(what: AppNote): void;
  /** An error that nobody had foreseen; what was recorded before it is written at once. */
  failed(error: unknown): void;
  /** Resolves when all that was recorded is on disk, or could not be put there. */
  flush(): Promise<void>;
  /** The process ends now: what is left is written at once. Never throws. */
  flushNow(): void;
  /** The newest lines, for where they could not be written; null: they could be. */
  unwritten(): readonly string[] | null;
  close(): Promise<void>;
}

/** How long the last lines may take on their way to a slow disk, milliseconds. */
const closingMs = 1_000;

/** A recording tells the computer's time zone when it is so old, milliseconds. */
const zoneAfterMs = 1_000;

export function createFlightRecorder(options: FlightRecorderOptions): FlightRecorder {
  return new Recorder(options);
}

class Recorder implements FlightRecorder {
  readonly #options: FlightRecorderOptions;
  #twin: DeskTwin | null = null;
  #journal: Journal | null = null;
  /** Notes that come before there is a desk. */
  #early: Entry[] = [];
  #coming: Input | null = null;
  #named: LoggedInBy | null = null;
  /** The computer's time zone, once it is told. */
  #zone: string | null = null;
  #begunAt = 0;
  #broken = false;

  constructor(options: FlightRecorderOptions) {
    this.#options = options;
  }

  begins(identity: DeskIdentity, now: number): void {
    this.#guard(() => {
      const twin = new DeskTwin(identity, now);
      this.#twin = twin;
      this.#begunAt = this.#options.timers.monotonic();
      this.#journal = this.#openJournal(twin);
      for (const entry of this.#early) this.#journal.write(entry);
      this.#early = [];
    });
  }

  comes(input: Input): void {
    this.#guard(() => {
      this.#leftUnfinished();
      this.#coming = this.#twin?.mask(input) ?? null;
    });
  }

  became(step: DeskStep): void {
    this.#guard(() => {
      const input = this.#coming;
      this.#coming = null;
      if (!input || !this.#twin) return;
      for (const entry of this.#twin.step(input, step)) this.#write(entry, step.now);
      this.#tellNames(step);
    });
  }

  pair(kind: ServerKind): PairFollower {
    const record = (entry: (twin: DeskTwin) => Entry): void =>
      this.#guard(() => {
        if (this.#twin) this.#write(entry(this.#twin));
      });
    return {
      decided: (happening, effects) => record((twin) => twin.pairDecision(kind, happening, effects)),
      asked: (request, sent) => record((twin) => twin.pairRequest(kind, request, sent)),
    };
  }

  note(what: AppNote): void {
    this.#guard(() => this.#write({ kind: 'note', what }));
  }

  failed(error: unknown): void {
    this.#guard(() => this.#write({ kind: 'error', ...maskError(error) }));
    this.flushNow();
  }

  async flush(): Promise<void> {
    await this.#journal?.flush();
  }

  flushNow(): void {
    this.#guard(() => {
      this.#leftUnfinished();
      this.#journal?.flushNow();
    });
  }

  unwritten(): readonly string[] | null {
    const journal = this.#journal;
    return journal && journal.trouble !== null ? journal.lines : null;
  }

  async close(): Promise<void> {
    this.#guard(() => {
      this.#leftUnfinished();
      this.#tellZone(0);
    });
    const journal = this.#journal;
    this.#journal = null;
    if (journal) await within(this.#options.timers, closingMs, journal.close());
  }

  #openJournal(twin: DeskTwin): Journal {
    const { folder, app, now, timers, recording, log, limits } = this.#options;
    const keeping = {
      largest: recorderLimits.largest,
      longestMs: this.#options.keepMs ?? recorderLimits.longestMs,
    };
    const startedAt = now();
    return new Journal({
      files: this.#options.files ?? openSegmentFiles(folder, keeping, now),
      limits: { ...recorderLimits, ...limits },
      now,
      timers,
      log,
      fileOf: (segment) => segmentFile(folder, startedAt, recording, segment),
      head: (segment) => ({
        kind: 'segment',
        format: recordingFormat,
        recording,
        segment,
        app,
        zone: this.#zone,
        model: twin.model,
      }),
    });
  }

  #write(entry: Entry, at?: number): void {
    if (this.#journal) {
      this.#journal.write(entry, at, isUneventful(entry));
      this.#tellZone(zoneAfterMs);
    } else if (!this.#twin) this.#early.push(entry);
  }

  /**
   * To learn the time zone takes 15 ms, for the runtime reads its calendars: not while the app starts.
   * @param afterMs told once the recording is so old
   */
  #tellZone(afterMs: number): void {
    const { timers } = this.#options;
    if (this.#zone !== null || timers.monotonic() - this.#begunAt < afterMs) return;
    this.#zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    this.#write({ kind: 'zone', zone: this.#zone });
  }

  /** The desk failed over what came last, or the process ends in the middle of it. */
  #leftUnfinished(): void {
    if (this.#coming) this.#write({ kind: 'unfinished', input: this.#coming });
    this.#coming = null;
  }

  #tellNames({ model: { view, attempt } }: DeskStep): void {
    if (view.login.phase !== 'logged-in' || !attempt || !this.#twin) return;
    const { agentId, device } = attempt.login;
    if (agentId === this.#named?.agentId && device === this.#named.device) return;
    this.#named = { agentId, device };
    this.#write({ kind: 'names', names: this.#twin.names(this.#named) });
  }

  /** A recorder that fails costs the recording, never the desk. */
  #guard(record: () => void): void {
    try {
      record();
    } catch (error) {
      this.#coming = null;
      if (!this.#broken)
        this.#options.log.error(`The flight recorder failed: ${maskError(error).message}`, {
          frames: maskError(error).frames,
        });
      this.#broken = true;
    }
  }
}

/** A heartbeat's answer that changed nothing, or what nobody waits for. */
function isUneventful(entry: Entry): boolean {
  if (entry.kind === 'zone') return true;
  if (entry.kind !== 'step' || entry.effects || entry.changes || !('event' in entry.input)) return false;
  const { event } = entry.input;
  return event.type === 'message' && event.message.type === 'HeartbeatConf';
}

/** Resolves when that is done, or its time is over. */
function within(timers: Timers, ms: number, done: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = timers.setTimeout(resolve, ms);
    done.then(resolve, reject).finally(() => timers.clearTimeout(timer));
  });
}
