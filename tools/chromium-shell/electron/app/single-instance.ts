import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { debugLog } from '../../core/host.ts';

/** What a second instance tells the first before it quits. */
export type SecondInstance = {
  readonly argv: string[];
  readonly workingDirectory: string;
  readonly additionalData: unknown;
};

const deliverLimitMs = 2_000;

/** One instance of the app for a folder: a lock file names its process, a socket beside it takes messages. */
export class SingleInstance {
  readonly #onSecond: (second: SecondInstance) => void;
  #held: { readonly file: string; readonly server: net.Server } | undefined;
  /** Settles once a message to the first instance has been delivered or given up. */
  delivered: Promise<void> = Promise.resolve();

  constructor(onSecond: (second: SecondInstance) => void) {
    this.#onSecond = onSecond;
  }

  get isHeld(): boolean {
    return this.#held !== undefined;
  }

  /** True when this process is, or has become, the one instance; otherwise the other is told. */
  request(folder: string, additionalData: unknown): boolean {
    if (this.#held !== undefined) return true;
    mkdirSync(folder, { recursive: true });
    const file = path.join(folder, 'chromium-shell.lock');
    const socket = socketOf(folder);
    if (this.#take(file, socket)) return true;
    if (!isAlive(file)) {
      rmSync(file, { force: true });
      if (this.#take(file, socket)) return true;
    }
    const second = { argv: process.argv, workingDirectory: process.cwd(), additionalData };
    this.delivered = Promise.race([
      deliver(socket, second),
      delay(deliverLimitMs, undefined, { ref: false }),
    ]);
    return false;
  }

  /** Lets another instance take over. */
  release(): void {
    this.#held?.server.close();
    if (this.#held !== undefined) rmSync(this.#held.file, { force: true });
    this.#held = undefined;
  }

  #take(file: string, socket: string): boolean {
    try {
      writeFileSync(file, processMark(process.pid), { flag: 'wx' });
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
      throw error;
    }
    const server = net.createServer((connection) => this.#receive(connection));
    server.on('error', (error) => debugLog('single instance', error));
    server.listen(socket).unref();
    this.#held = { file, server };
    return true;
  }

  #receive(connection: net.Socket): void {
    const chunks: Buffer[] = [];
    connection.on('error', (error) => debugLog('single instance', error));
    connection.on('data', (chunk) => chunks.push(chunk));
    connection.on('end', () => {
      // Only the shell knows this socket, and it sends nothing else.
      const second = JSON.parse(Buffer.concat(chunks).toString('utf8')) as SecondInstance;
      connection.end('heard');
      this.#onSecond(second);
    });
  }
}

/** Linux has sockets without a file, which no killed process leaves behind. */
function socketOf(folder: string): string {
  const hash = createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 20);
  const name = `switchhook-chromium-shell-${hash}`;
  return process.platform === 'linux' ? `\0${name}` : path.join(os.tmpdir(), `${name}.sock`);
}

/** The first instance listens a moment after it has locked, so a refused connection is tried again. */
async function deliver(socket: string, second: SecondInstance): Promise<void> {
  while (!(await deliverOnce(socket, second))) await delay(20, undefined, { ref: false });
}

function deliverOnce(socket: string, second: SecondInstance): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = net.connect(socket, () => connection.end(JSON.stringify(second)));
    connection.on('data', () => resolve(true));
    connection.on('close', () => resolve(false));
    connection.on('error', () => resolve(false));
  });
}

function isAlive(file: string): boolean {
  try {
    const mark = readFileSync(file, 'utf8');
    const pid = Number(mark.split(' ')[0]);
    process.kill(pid, 0);
    return mark === processMark(pid);
  } catch {
    return false;
  }
}

/** A process's number and, where the system tells, when it started: numbers are used again. */
function processMark(pid: number): string {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ');
    return `${pid} ${fields?.[19]}`;
  } catch {
    return `${pid}`;
  }
}
