import { ControlRefusal } from '../links/switch-control.ts';
import type { LaneMode } from './lane.ts';
import type { ServerLog } from './server-log.ts';
import type { ServerState, ServerStatus, ServerUnit } from './server-unit.ts';

/** A server from its start to its end, as it is made to fail. */
export interface UnitRun {
  setMode(mode: LaneMode): void;
  connections(): number;
  /** With whatever farewell it has. */
  farewell(): Promise<void>;
  /** Without one: its memory goes. */
  reset(): Promise<void>;
}

/** A server that can be made to fail. */
export interface UnitParts {
  readonly name: string;
  readonly kind: string;
  readonly side: 'A' | 'B' | null;
  readonly address: () => string | null;
  /** Begins a new life, which remembers nothing of the last. */
  readonly begin: () => Promise<UnitRun>;
  /** Lets go of what is taken before its start and while it is down. */
  readonly release: () => Promise<void>;
  /** What it can be made mute to. */
  readonly requests: readonly string[];
  /** What it can be made to do wrong. */
  readonly misbehaviours: readonly string[];
  readonly log: ServerLog;
}

export interface UnitHost extends ServerUnit {
  status(): ServerStatus;
  /** Whether a request of this name is to stay without an answer. */
  isMuteTo(name: string): boolean;
  /** Whether it does this wrong now. */
  misbehavesBy(kind: string): boolean;
  /** Does something between two changes of its state. */
  inTurn<Result>(work: () => Promise<Result>): Promise<Result>;
}

const shortestFlapMs = 50;
const longestDelayMs = 60_000;

export function createUnitHost(parts: UnitParts): UnitHost {
  return new FaultyUnit(parts);
}

class FaultyUnit implements UnitHost {
  readonly name: string;
  readonly #parts: UnitParts;
  readonly #listeners = new Set<(status: ServerStatus) => void>();
  #run: UnitRun | null = null;
  #state: ServerState = 'stopped';
  #since = Date.now();
  #slowedByMs: number | null = null;
  #muteTo: readonly string[] = [];
  #misbehaves: readonly string[] = [];
  #flap: { readonly ms: number; readonly timer: NodeJS.Timeout } | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parts: UnitParts) {
    this.#parts = parts;
    this.name = parts.name;
  }

  status(): ServerStatus {
    const { name, kind, side, address } = this.#parts;
    return {
      name,
      kind,
      side,
      state: this.#state,
      since: this.#since,
      address: address(),
      pid: process.pid,
      slowedByMs: this.#slowedByMs,
      muteTo: this.#muteTo,
      misbehaves: this.#misbehaves,
      flapMs: this.#flap?.ms ?? null,
      connections: this.#run?.connections() ?? 0,
    };
  }

  onChange(listener: (status: ServerStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  isMuteTo(name: string): boolean {
    return this.#muteTo.includes(name);
  }

  misbehavesBy(kind: string): boolean {
    return this.#misbehaves.includes(kind);
  }

  async start(): Promise<void> {
    this.#steady();
    await this.inTurn(() => {
      if (this.#run && this.#state !== 'up') {
        throw new ControlRefusal(`${this.name} is ${this.#state}, not down: thaw, mend or stop it first.`);
      }
      return this.#goUp();
    });
  }

  async stop(): Promise<void> {
    this.#steady();
    await this.inTurn(() => this.#goDown('stopped'));
  }

  async kill(): Promise<void> {
    this.#steady();
    await this.inTurn(() => this.#goDown('killed'));
  }

  freeze(): Promise<void> {
    return this.#fail('frozen', { type: 'hold' });
  }

  thaw(): Promise<void> {
    return this.#goBack('frozen');
  }

  cut(): Promise<void> {
    return this.#fail('cut', { type: 'lose' });
  }

  mend(): Promise<void> {
    return this.#goBack('cut');
  }

  async slow(ms: number): Promise<void> {
    if (!(ms >= 0 && ms <= longestDelayMs)) {
      throw new ControlRefusal(`${this.name} can be slowed by 0 to ${longestDelayMs} ms, not by ${ms}.`);
    }
    await (ms === 0 ? this.#goBack('slowed') : this.#fail('slowed', { type: 'delay', ms }));
  }

  mute(types: readonly string[]): Promise<void> {
    return this.inTurn(async () => {
      this.#awake();
      const { requests, log } = this.#parts;
      refuseUnknown(
        types,
        requests,
        (name, all) => `${this.name} is never asked ${name}: it is asked ${all}.`,
      );
      this.#muteTo = [...new Set(types)];
      log.info(`${this.name} is mute to ${this.#muteTo.join(', ') || 'nothing'}`);
      this.#tell();
    });
  }

  misbehave(kinds: readonly string[]): Promise<void> {
    return this.inTurn(async () => {
      this.#awake();
      const { misbehaviours, log } = this.#parts;
      refuseUnknown(
        kinds,
        misbehaviours,
        (name, all) => `${this.name} cannot misbehave by ${name}: it can by ${all}.`,
      );
      this.#misbehaves = [...new Set(kinds)];
      log.info(`${this.name} misbehaves: ${this.#misbehaves.join(', ') || 'no more'}`);
      this.#tell();
    });
  }

  async flap(periodMs: number): Promise<void> {
    if (!(periodMs >= shortestFlapMs)) {
      throw new ControlRefusal(
        `${this.name} can flap every ${shortestFlapMs} ms or more, not every ${periodMs}.`,
      );
    }
    this.#steady();
    await this.inTurn(() => this.#turnOver());
    this.#keepFlapping(periodMs);
  }

  async recover(): Promise<void> {
    this.#steady();
    await this.inTurn(async () => {
      const wasFaulty = this.#muteTo.length > 0 || this.#misbehaves.length > 0;
      this.#muteTo = [];
      this.#misbehaves = [];
      if (!this.#run) await this.#goUp();
      else if (this.#state !== 'up') this.#passAgain(this.#run);
      else if (wasFaulty) this.#tell();
    });
  }

  inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }

  async #goUp(): Promise<void> {
    if (this.#run) return;
    this.#run = await this.#parts.begin();
    this.#enter('up');
  }

  async #goDown(how: 'stopped' | 'killed'): Promise<void> {
    const run = this.#run;
    // A stopped process cannot say farewell before it goes on (SIGCONT before SIGTERM).
    if (how === 'stopped' && this.#state === 'frozen') run?.setMode({ type: 'pass' });
    this.#run = null;
    this.#muteTo = [];
    this.#misbehaves = [];
    if (this.#state !== how) this.#enter(how);
    if (!run) await this.#parts.release();
    else if (how === 'stopped') await run.farewell();
    else await run.reset();
  }

  #turnOver(): Promise<void> {
    return this.#run ? this.#goDown('killed') : this.#goUp();
  }

  #fail(state: ServerState, mode: LaneMode): Promise<void> {
    return this.inTurn(async () => {
      const run = state === 'frozen' ? this.#live() : this.#awake();
      if (this.#state === state && mode.type !== 'delay') return;
      run.setMode(mode);
      this.#enter(state, mode.type === 'delay' ? mode.ms : null);
    });
  }

  #goBack(from: ServerState): Promise<void> {
    return this.inTurn(async () => {
      const run = this.#live();
      if (this.#state === from) this.#passAgain(run);
    });
  }

  #passAgain(run: UnitRun): void {
    run.setMode({ type: 'pass' });
    this.#enter('up');
  }

  #live(): UnitRun {
    if (!this.#run) throw new ControlRefusal(`${this.name} is ${this.#state}: start it first.`);
    return this.#run;
  }

  /** A frozen server is a stopped process: nothing else can be done to it. */
  #awake(): UnitRun {
    const run = this.#live();
    if (this.#state === 'frozen') throw new ControlRefusal(`${this.name} is frozen: thaw it first.`);
    return run;
  }

  #keepFlapping(ms: number): void {
    const timer = setTimeout(() => {
      this.#keepFlapping(ms);
      this.inTurn(() => this.#turnOver()).catch((error: unknown) =>
        this.#parts.log.error(`${this.name} could not come back`, { error }),
      );
    }, ms);
    this.#flap = { ms, timer };
  }

  #steady(): void {
    clearTimeout(this.#flap?.timer);
    this.#flap = null;
  }

  #enter(state: ServerState, slowedByMs: number | null = null): void {
    this.#state = state;
    this.#slowedByMs = slowedByMs;
    this.#since = Date.now();
    this.#parts.log.info(`${this.name} is ${state}`, slowedByMs === null ? {} : { slowedByMs });
    this.#tell();
  }

  #tell(): void {
    const status = this.status();
    for (const listener of this.#listeners) listener(status);
  }
}

/** Throws where one of them is not known, in these words: it by its name, and all that are known. */
function refuseUnknown(
  wanted: readonly string[],
  known: readonly string[],
  words: (name: string, all: string) => string,
): void {
  const unknown = wanted.find((one) => !known.includes(one));
  if (unknown === undefined) return;
  throw new ControlRefusal(words(JSON.stringify(unknown.slice(0, 60)), known.join(', ') || 'nothing'));
}
