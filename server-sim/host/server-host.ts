import { formatAddress, type ServerAddress } from '../../contract/servers/address.ts';
import type { ServerKind, Side } from '../../contract/servers/server-kind.ts';
import { ControlRefusal } from '../links/switch-control.ts';
import type { SocketService } from './client-link.ts';
import { noPages } from './handshake.ts';
import type { LaneMode } from './lane.ts';
import { messageNames } from './message-names.ts';
import { ownNames } from './own-names.ts';
import { claimPort, type PortClaim } from './port-claim.ts';
import type { ServerLog } from './server-log.ts';
import { type ServerRun, startRun } from './server-run.ts';
import { serverTitle } from './server-title.ts';
import type { ServerState, ServerStatus, ServerUnit } from './server-unit.ts';
import type { BinaryMessages } from './socket-link.ts';

export interface ServerHostOptions {
  /** What the control API and the logs call it: `cti-a`. */
  readonly name: string;
  readonly kind: ServerKind;
  readonly side: Side;
  /** The address to listen on; loopback unless somebody asked for more. */
  readonly host: string;
  /** 0 takes a free port at the first start and keeps it. */
  readonly port: number;
  readonly subprotocol: string;
  /** Called at each start: a server that was killed remembers nothing. */
  readonly create: () => SocketService;
  readonly log: ServerLog;
  /** Which pages may connect; none unless given. */
  readonly isOriginAllowed?: (origin: string) => boolean;
  readonly binary?: BinaryMessages;
}

/** What a simulated server listens with, and how it is made to fail. */
export interface ServerHost extends ServerUnit {
  /** Takes the port without serving yet; connections wait for `start`. */
  claim(): Promise<ServerAddress>;
}

const shortestFlapMs = 50;
const longestDelayMs = 60_000;

export function createServerHost(options: ServerHostOptions): ServerHost {
  return new SocketServerHost(options);
}

class SocketServerHost implements ServerHost {
  readonly name: string;
  readonly #options: ServerHostOptions;
  readonly #listeners = new Set<(status: ServerStatus) => void>();
  #port: number;
  #claim: PortClaim | null = null;
  #run: ServerRun | null = null;
  #state: ServerState = 'stopped';
  #since = Date.now();
  #slowedByMs: number | null = null;
  #muteTo: readonly string[] = [];
  #flap: { readonly ms: number; readonly timer: NodeJS.Timeout } | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: ServerHostOptions) {
    this.#options = options;
    this.name = options.name;
    this.#port = options.port;
  }

  status(): ServerStatus {
    const { name, kind, side, host } = this.#options;
    return {
      name,
      kind,
      side,
      state: this.#state,
      since: this.#since,
      address: this.#port === 0 ? null : formatAddress({ host, port: this.#port }),
      slowedByMs: this.#slowedByMs,
      muteTo: this.#muteTo,
      flapMs: this.#flap?.ms ?? null,
      connections: this.#run?.connections() ?? 0,
    };
  }

  onChange(listener: (status: ServerStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  claim(): Promise<ServerAddress> {
    return this.#inTurn(async () => (await this.#takePort()).address);
  }

  async start(): Promise<void> {
    this.#steady();
    await this.#inTurn(() => {
      if (this.#run && this.#state !== 'up') {
        throw new ControlRefusal(`${this.name} is ${this.#state}, not down: thaw, mend or stop it first.`);
      }
      return this.#goUp();
    });
  }

  async stop(): Promise<void> {
    this.#steady();
    await this.#inTurn(() => this.#goDown('stopped'));
  }

  async kill(): Promise<void> {
    this.#steady();
    await this.#inTurn(() => this.#goDown('killed'));
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
    return this.#inTurn(() => {
      this.#live();
      const { requests } = messageNames[this.#options.kind];
      const unknown = types.find((type) => !requests.includes(type));
      if (unknown !== undefined) {
        const name = JSON.stringify(unknown.slice(0, 60));
        throw new ControlRefusal(`${this.name} is never asked ${name}: it is asked ${requests.join(', ')}.`);
      }
      this.#muteTo = [...new Set(types)];
      this.#options.log.info(`${this.name} is mute to ${this.#muteTo.join(', ') || 'nothing'}`);
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
    await this.#inTurn(() => this.#turnOver());
    this.#keepFlapping(periodMs);
  }

  async recover(): Promise<void> {
    this.#steady();
    await this.#inTurn(async () => {
      const wasMute = this.#muteTo.length > 0;
      this.#muteTo = [];
      if (!this.#run) await this.#goUp();
      else if (this.#state !== 'up') this.#passAgain(this.#run);
      else if (wasMute) this.#tell();
    });
  }

  async #takePort(): Promise<PortClaim> {
    this.#claim ??= await claimPort(this.#options.host, this.#port);
    this.#port = this.#claim.address.port;
    return this.#claim;
  }

  async #goUp(): Promise<void> {
    if (this.#run) return;
    const { kind, side, subprotocol, create, log, isOriginAllowed, binary } = this.#options;
    this.#run = startRun({
      claim: await this.#takePort(),
      service: create(),
      rules: {
        title: serverTitle(kind, side),
        subprotocol,
        names: ownNames(this.#options.host),
        isOriginAllowed: isOriginAllowed ?? noPages,
      },
      binary: binary ?? 'refused',
      isUnanswered: (message, remote) => this.#isUnanswered(message, remote),
      log,
    });
    this.#enter('up');
  }

  async #goDown(how: 'stopped' | 'killed'): Promise<void> {
    const run = this.#run;
    const claim = this.#claim;
    // A stopped process cannot say farewell before it goes on (SIGCONT before SIGTERM).
    if (how === 'stopped' && this.#state === 'frozen') run?.setMode({ type: 'pass' });
    this.#run = null;
    this.#claim = null;
    this.#muteTo = [];
    if (this.#state !== how) this.#enter(how);
    if (!run) await claim?.release();
    else if (how === 'stopped') await run.farewell();
    else await run.reset();
  }

  #isUnanswered(message: string, remote: string): boolean {
    if (this.#muteTo.length === 0) return false;
    const name = messageNames[this.#options.kind].nameOf(message);
    if (name === null || !this.#muteTo.includes(name)) return false;
    this.#options.log.info(`${remote} asked ${name}; ${this.name} is mute to it`);
    return true;
  }

  #turnOver(): Promise<void> {
    return this.#run ? this.#goDown('killed') : this.#goUp();
  }

  #fail(state: ServerState, mode: LaneMode): Promise<void> {
    return this.#inTurn(() => {
      const run = this.#live();
      if (this.#state === state && mode.type !== 'delay') return;
      run.setMode(mode);
      this.#enter(state, mode.type === 'delay' ? mode.ms : null);
    });
  }

  #goBack(from: ServerState): Promise<void> {
    return this.#inTurn(() => {
      const run = this.#live();
      if (this.#state === from) this.#passAgain(run);
    });
  }

  #passAgain(run: ServerRun): void {
    run.setMode({ type: 'pass' });
    this.#enter('up');
  }

  #live(): ServerRun {
    if (!this.#run) throw new ControlRefusal(`${this.name} is ${this.#state}: start it first.`);
    return this.#run;
  }

  #keepFlapping(ms: number): void {
    const timer = setTimeout(() => {
      this.#keepFlapping(ms);
      this.#inTurn(() => this.#turnOver()).catch((error: unknown) =>
        this.#options.log.error(`${this.name} could not come back`, { error }),
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
    this.#options.log.info(`${this.name} is ${state}`, slowedByMs === null ? {} : { slowedByMs });
    this.#tell();
  }

  #tell(): void {
    const status = this.status();
    for (const listener of this.#listeners) listener(status);
  }

  /** One thing at a time: a kill during a start comes after it. */
  #inTurn<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }
}
