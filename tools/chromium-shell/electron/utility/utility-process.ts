import { type ChildProcess, fork, type StdioOptions } from 'node:child_process';
import os from 'node:os';
import { Readable } from 'node:stream';
import type { ForkOptions, UtilityProcess } from 'electron';
import { ElectronEmitter } from '../../core/emitter.ts';
import { asElectron, NotImplementedError, type PartOf, refuseMissing } from '../../core/missing.ts';
import { app, childProcessGone } from '../app/app.ts';

const childScript = new URL('utility-child.ts', import.meta.url).href;

/**
 * Electron's `UtilityProcess`, on Node's fork: a Node process of its own whose `process.parentPort` talks to
 * this object by structured clone. It ends when the main process does, however that ends.
 */
export class ShellUtilityProcess
  extends ElectronEmitter
  implements PartOf<UtilityProcess, ShellUtilityProcess>
{
  readonly stdout: Readable | null;
  readonly stderr: Readable | null;
  readonly #child: ChildProcess;
  readonly #name: string;
  #isRunning = false;
  #isKilled = false;

  constructor(modulePath: string, values: readonly string[], options: ForkOptions) {
    super();
    this.#name = options.serviceName ?? 'Node Utility Process';
    this.#child = fork(modulePath, values, {
      execArgv: ['--import', childScript, ...(options.execArgv ?? [])],
      env: (options.env ?? process.env) as NodeJS.ProcessEnv,
      stdio: stdioOf(options.stdio),
      serialization: 'advanced',
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    });
    const { stdout, stderr } = this.#child;
    this.stdout = stdout instanceof Readable ? stdout : null;
    this.stderr = stderr instanceof Readable ? stderr : null;
    this.#follow();
  }

  /** Undefined before `spawn` and after `exit`. */
  get pid(): number | undefined {
    return this.#isRunning ? this.#child.pid : undefined;
  }

  /** Lost, as in Electron, once the process has ended. Ports cannot be transferred. */
  postMessage(message: unknown, transfer: readonly unknown[] = []): void {
    if (transfer.length > 0) throw new NotImplementedError('the transfer of UtilityProcess.postMessage');
    if (!this.#child.connected) return;
    this.#child.send({ message }, () => {});
  }

  /** Asks the process to end by SIGTERM. False when it has ended already. */
  kill(): boolean {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return false;
    this.#isKilled = true;
    return this.#child.kill();
  }

  #follow(): void {
    this.#child.once('spawn', () => {
      this.#isRunning = true;
      this.emit('spawn');
    });
    this.#child.on('message', (carried: { readonly message: unknown }) =>
      this.emit('message', carried.message),
    );
    this.#child.on('error', (error) => console.error(`Chromium shell: ${this.#name}:`, error));
    // `close` comes after the last line of its output, and after `exit`.
    this.#child.once('exit', (code, signal) => {
      this.#isRunning = false;
      const exitCode = code ?? signalNumber(signal);
      this.emit('exit', exitCode);
      if (exitCode !== 0 && !this.#isKilled) this.#reportGone(exitCode, signal);
    });
  }

  #reportGone(exitCode: number, signal: NodeJS.Signals | null): void {
    const reason =
      signal === null ? 'abnormal-exit' : signal === 'SIGKILL' || signal === 'SIGTERM' ? 'killed' : 'crashed';
    childProcessGone({
      type: 'Utility',
      reason,
      exitCode,
      serviceName: 'node.mojom.NodeService',
      name: this.#name,
    });
  }
}

refuseMissing('UtilityProcess', ShellUtilityProcess.prototype);

/** Electron's `utilityProcess`. */
export const utilityProcess = {
  /** Starts a module in a process of its own. Throws before the app is ready. */
  fork: (modulePath: string, values: string[] = [], options: ForkOptions = {}): UtilityProcess => {
    if (!app.isReady()) throw new Error('utilityProcess cannot be created before app is ready.');
    return asElectron<UtilityProcess>(new ShellUtilityProcess(modulePath, values, options));
  },
};

/** Electron's three streams, and Node's channel for the messages. */
function stdioOf(stdio: ForkOptions['stdio'] = 'inherit'): StdioOptions {
  const [stdin, stdout, stderr] = Array.isArray(stdio) ? stdio : ['ignore', stdio, stdio];
  if (stdin !== 'ignore') throw new Error('stdin value other than ignore is not supported.');
  return ['ignore', streamMode(stdout), streamMode(stderr), 'ipc'];
}

function streamMode(mode: string | undefined): 'pipe' | 'ignore' | 'inherit' {
  if (mode === 'pipe' || mode === 'ignore' || mode === 'inherit') return mode;
  throw new Error(`stdio value ${mode} is not supported: use pipe, ignore or inherit.`);
}

function signalNumber(signal: NodeJS.Signals | null): number {
  return signal === null ? 0 : os.constants.signals[signal];
}
