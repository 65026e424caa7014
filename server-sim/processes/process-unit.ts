import type { ServerLog } from '../host/server-log.ts';
import type { ServerState, ServerStatus, ServerUnit } from '../host/server-unit.ts';
import { ControlRefusal } from '../links/switch-control.ts';
import type { Prepared, Surroundings } from './protocols/server.ts';
import { endInOrder, type ServerLife } from './server-life.ts';

export interface ProcessUnitOptions {
  readonly name: string;
  readonly kind: string;
  readonly side: 'A' | 'B' | null;
  /** Starts a process and has it take its ports. */
  readonly begin: (onChanged: (status: ServerStatus) => void) => Promise<BegunLife>;
  /** Opens what it asks the tier for, before it serves. */
  readonly attach: (life: ServerLife) => void;
  readonly surroundings: () => Surroundings;
  /** It takes links at another port from now on. */
  readonly onLinkPort?: (port: number | null) => Promise<void>;
  /** It was frozen, or goes on, or is gone. */
  readonly onFrozen: (pid: number, isFrozen: boolean) => void;
  readonly log: ServerLog;
}

export interface BegunLife {
  readonly life: ServerLife;
  readonly prepared: Prepared;
  /** `host:port` where desks connect to; null where they do not. */
  readonly address: string | null;
}

/** A server in a process of its own: killed by SIGKILL, frozen by SIGSTOP, and the rest by its own host. */
export interface ProcessUnit extends ServerUnit {
  /** Starts its process, which takes its ports and waits. */
  claim(): Promise<void>;
  address(): string | null;
  /** Its process; null while it is down. */
  life(): ServerLife | null;
  /** The process that can be asked now: it is there, and not frozen. */
  awake(): ServerLife | null;
}

export function createProcessUnit(options: ProcessUnitOptions): ProcessUnit {
  return new ServerProcessUnit(options);
}

class ServerProcessUnit implements ProcessUnit {
  readonly name: string;
  readonly #options: ProcessUnitOptions;
  readonly #listeners = new Set<(status: ServerStatus) => void>();
  #begun: BegunLife | null = null;
  #isServing = false;
  #isEnding = false;
  /** As the process told it last, or as it is known of it here. */
  #known: ServerStatus;
  /** What it was before it was frozen. */
  #before: ServerStatus | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: ProcessUnitOptions) {
    const { name, kind, side } = options;
    this.#options = options;
    this.name = name;
    this.#known = {
      name,
      kind,
      side,
      state: 'stopped',
      since: Date.now(),
      address: null,
      pid: null,
      slowedByMs: null,
      muteTo: [],
      misbehaves: [],
      flapMs: null,
      connections: 0,
    };
  }

  status(): ServerStatus | Promise<ServerStatus> {
    const life = this.#isServing ? this.awake() : null;
    return life ? life.server.ask('status', {}).catch(() => this.#known) : this.#known;
  }

  address(): string | null {
    return this.#known.address;
  }

  life(): ServerLife | null {
    return this.#begun?.life ?? null;
  }

  awake(): ServerLife | null {
    return this.#before ? null : this.life();
  }

  onChange(listener: (status: ServerStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  claim(): Promise<void> {
    return this.#inTurn(async () => void (await this.#claimed()));
  }

  start(): Promise<void> {
    return this.#inTurn(() => this.#goUp());
  }

  stop(): Promise<void> {
    return this.#inTurn(async () => {
      const begun = this.#begun;
      if (!begun) return this.#enter('stopped');
      // A stopped process cannot say farewell before it goes on.
      if (this.#before) this.#wake(begun.life);
      this.#isEnding = true;
      await endInOrder(begun.life);
      this.#forget();
      this.#enter('stopped');
    });
  }

  kill(): Promise<void> {
    return this.#inTurn(async () => {
      const begun = this.#begun;
      this.#forget();
      this.#enter('killed');
      if (!begun) return;
      begun.life.signal('SIGKILL');
      await begun.life.ended;
    });
  }

  freeze(): Promise<void> {
    return this.#inTurn(async () => {
      const { life } = this.#live();
      if (this.#before) return;
      const before = this.#known;
      if (!stopProcess(life)) {
        throw new ControlRefusal(
          `${this.name} cannot be frozen: this system has no SIGSTOP. Run the tier without --processes.`,
        );
      }
      this.#before = before;
      this.#options.onFrozen(life.pid, true);
      this.#enter('frozen');
    });
  }

  thaw(): Promise<void> {
    return this.#inTurn(async () => {
      const { life } = this.#live();
      const before = this.#before;
      if (!before) return;
      this.#wake(life);
      // In one process a server is frozen in place of what was done to it before; so it is here.
      if (before.state === 'slowed') await life.server.ask('slow', { ms: 0 });
      if (before.state === 'cut') await life.server.ask('mend', {});
    });
  }

  cut(): Promise<void> {
    return this.#asked((life) => life.server.ask('cut', {}));
  }

  mend(): Promise<void> {
    return this.#asked((life) => life.server.ask('mend', {}), 'cut');
  }

  slow(ms: number): Promise<void> {
    return this.#asked((life) => life.server.ask('slow', { ms }), ms === 0 ? 'slowed' : null);
  }

  mute(types: readonly string[]): Promise<void> {
    return this.#asked((life) => life.server.ask('mute', { types }));
  }

  misbehave(kinds: readonly string[]): Promise<void> {
    return this.#asked((life) => life.server.ask('misbehave', { kinds }));
  }

  flap(periodMs: number): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.#begun) await this.#goUp();
      const { life } = this.#live();
      if (this.#before) this.#wake(life);
      await life.server.ask('flap', { ms: periodMs });
    });
  }

  recover(): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.#begun) return this.#goUp();
      if (this.#before) this.#wake(this.#begun.life);
      await this.#begun.life.server.ask('recover', {});
    });
  }

  async #goUp(): Promise<void> {
    if (this.#before) throw new ControlRefusal(`${this.name} is frozen, not down: thaw it first.`);
    const { life } = await this.#claimed();
    if (this.#isServing) return await life.server.ask('start', {});
    this.#options.attach(life);
    await life.server.ask('serve', this.#options.surroundings());
    this.#isServing = true;
  }

  async #claimed(): Promise<BegunLife> {
    if (this.#begun) return this.#begun;
    const begun = await this.#options.begin((status) => this.#told(begun, status));
    this.#begun = begun;
    this.#known = { ...this.#known, address: begun.address };
    void begun.life.ended.then(({ code, signal }) => {
      if (this.#begun !== begun || this.#isEnding) return;
      this.#options.log.error(`${this.name} ended by itself`, { code, signal });
      this.#forget();
      this.#enter(code === 0 ? 'stopped' : 'killed');
    });
    await this.#options.onLinkPort?.(begun.prepared.linkPort);
    return begun;
  }

  /** Asks the process's own host. `onlyFrom`: ends that state, and changes nothing in any other. */
  #asked(work: (life: ServerLife) => Promise<void>, onlyFrom: ServerState | null = null): Promise<void> {
    return this.#inTurn(async () => {
      const { life } = this.#live();
      if (!this.#before) return await work(life);
      if (onlyFrom === null) throw new ControlRefusal(`${this.name} is frozen: thaw it first.`);
    });
  }

  #live(): BegunLife {
    const { state } = this.#known;
    if (this.#begun && this.#isServing && state !== 'killed' && state !== 'stopped') return this.#begun;
    throw new ControlRefusal(`${this.name} is ${state}: start it first.`);
  }

  #wake(life: ServerLife): void {
    const before = this.#before;
    if (!before) return;
    life.signal('SIGCONT');
    this.#before = null;
    this.#options.onFrozen(life.pid, false);
    this.#tell({ ...before, since: Date.now() });
  }

  #forget(): void {
    if (this.#begun && this.#before) this.#options.onFrozen(this.#begun.life.pid, false);
    this.#begun = null;
    this.#isServing = false;
    this.#isEnding = false;
    this.#before = null;
  }

  #told(begun: BegunLife, status: ServerStatus): void {
    if (this.#begun === begun) this.#tell(status);
  }

  #enter(state: ServerState): void {
    const isNew = this.#known.state !== state;
    const down = { pid: null, muteTo: [], misbehaves: [], flapMs: null, connections: 0 };
    const known = { ...this.#known, state, slowedByMs: null, ...(this.#begun ? {} : down) };
    if (isNew) this.#tell({ ...known, since: Date.now() });
    else this.#known = known;
  }

  #tell(status: ServerStatus): void {
    this.#known = status;
    for (const listener of this.#listeners) listener(status);
  }

  /** One thing at a time: a kill during a start comes after it. */
  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }
}

/** False where this system cannot: Windows has no such signal. */
function stopProcess(life: ServerLife): boolean {
  try {
    return life.signal('SIGSTOP');
  } catch {
    return false;
  }
}
