import type { ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { Readable, Writable } from 'node:stream';
import type { CommandName, CommandParameters, CommandResult, EventName, EventPayload } from './protocol.ts';

type Waiting = {
  readonly method: string;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
};

type Incoming =
  | { readonly id: number; readonly result?: unknown; readonly error?: { readonly message: string } }
  | {
      readonly id?: undefined;
      readonly method: string;
      readonly params: unknown;
      readonly sessionId?: string;
    };

/**
 * Chromium over `--remote-debugging-pipe`: no port that another program could reach, and Chromium ends by
 * itself when this process dies, because the pipe closes. Messages are JSON texts that end in a zero byte.
 */
export class ChromiumConnection {
  readonly #events = new EventEmitter().setMaxListeners(0);
  readonly #waiting = new Map<number, Waiting>();
  readonly #writable: Writable;
  #received: Buffer[] = [];
  #lastId = 0;
  #closed = false;
  /** Resolves once Chromium has ended. */
  readonly closed: Promise<void>;
  /** Chromium's own process. */
  readonly pid: number | undefined;

  constructor(child: ChildProcess) {
    const [, , , writable, readable] = child.stdio;
    if (!(writable instanceof Writable) || !(readable instanceof Readable)) {
      throw new Error('Chromium shell: Chromium must be started with pipes on descriptors 3 and 4.');
    }
    this.pid = child.pid;
    this.#writable = writable;
    // A write after Chromium has gone is answered by the rejection in #end, not by a stream error.
    writable.on('error', () => {});
    readable.on('error', () => {});
    readable.on('data', (chunk: Buffer) => this.#read(chunk));
    this.closed = new Promise((resolve) => {
      child.once('exit', () => {
        this.#end();
        resolve();
      });
    });
  }

  /** Sends a command to the browser, or to the session named. Rejects when Chromium refuses it or ends. */
  send<Name extends CommandName>(
    method: Name,
    parameters?: CommandParameters<Name>,
    sessionId?: string,
  ): Promise<CommandResult<Name>> {
    if (this.#closed) {
      return Promise.reject(new Error(`Chromium shell: Chromium has ended, ${method} was not sent.`));
    }
    this.#lastId += 1;
    const id = this.#lastId;
    const text = JSON.stringify({ id, method, params: parameters ?? {}, sessionId });
    return new Promise<CommandResult<Name>>((resolve, reject) => {
      // The protocol's own declarations say what a command answers; nothing checks it again here.
      this.#waiting.set(id, { method, resolve: (result) => resolve(result as CommandResult<Name>), reject });
      this.#writable.write(`${text}\0`);
    });
  }

  /** Calls `listener` for an event of the browser itself. */
  on<Name extends EventName>(event: Name, listener: (payload: EventPayload<Name>) => void): void {
    this.#events.on(event, listener);
  }

  /** The session that Chromium opened for one target. */
  session(sessionId: string): ChromiumSession {
    return new ChromiumSession(this, sessionId, this.#events);
  }

  #read(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, start)) {
      this.#received.push(chunk.subarray(start, end));
      start = end + 1;
      const text = Buffer.concat(this.#received).toString('utf8');
      this.#received = [];
      this.#receive(JSON.parse(text) as Incoming);
    }
    if (start < chunk.length) this.#received.push(chunk.subarray(start));
  }

  #receive(message: Incoming): void {
    if (message.id === undefined) {
      const scope = message.sessionId === undefined ? '' : `${message.sessionId} `;
      this.#events.emit(`${scope}${message.method}`, message.params);
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (waiting === undefined) return;
    if (message.error === undefined) waiting.resolve(message.result);
    else waiting.reject(new Error(`${waiting.method}: ${message.error.message}`));
  }

  #end(): void {
    this.#closed = true;
    for (const { method, reject } of this.#waiting.values()) {
      reject(new Error(`Chromium shell: Chromium ended during ${method}.`));
    }
    this.#waiting.clear();
  }
}

/** The commands and events of one target: a window's page, a frame of another site, a worker. */
export class ChromiumSession {
  readonly connection: ChromiumConnection;
  readonly id: string;
  readonly #events: EventEmitter;

  constructor(connection: ChromiumConnection, id: string, events: EventEmitter) {
    this.connection = connection;
    this.id = id;
    this.#events = events;
  }

  /** Sends a command to this target. Rejects when Chromium refuses it, or the target or Chromium ends. */
  send<Name extends CommandName>(
    method: Name,
    parameters?: CommandParameters<Name>,
  ): Promise<CommandResult<Name>> {
    return this.connection.send(method, parameters, this.id);
  }

  /** Sends a command whose outcome nobody waits for: the target may be closing, and that is no error. */
  notify<Name extends CommandName>(method: Name, parameters?: CommandParameters<Name>): void {
    this.send(method, parameters).catch(() => {});
  }

  /** Calls `listener` for an event of this target. */
  on<Name extends EventName>(event: Name, listener: (payload: EventPayload<Name>) => void): void {
    this.#events.on(`${this.id} ${event}`, listener);
  }
}
