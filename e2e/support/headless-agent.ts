import { type ChildProcessByStdio, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { CommandOutcome, DeskError } from '../../contract/desk/desk-error.ts';
import type { DeskState } from '../../contract/desk/desk-state.ts';
import type { CheckResult, DiagnosticsReport } from '../../contract/diagnostics/diagnostics-report.ts';
import { pinnedNode, projectRoot } from './project.ts';
import type { HeardSound } from './tier.ts';
import { until } from './until.ts';

/** A line of its output; docs/qa.md has them all. */
export type AgentLine =
  | { readonly type: 'state'; readonly state: DeskState }
  | { readonly type: 'event'; readonly from: string; readonly event: { readonly type: string } }
  | { readonly type: 'outcome'; readonly id: string | null; readonly outcome: CommandOutcome }
  | { readonly type: 'heard'; readonly id: string | null; readonly heard: HeardSound | null }
  | {
      readonly type: 'check';
      readonly id: string | null;
      readonly number: number;
      readonly result: CheckResult;
    }
  | { readonly type: 'diagnostics'; readonly id: string | null; readonly report: DiagnosticsReport }
  | { readonly type: 'error'; readonly id: string | null; readonly message: string };

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/** How a run of `npm run agent` ended. */
export interface AgentEnd {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The desk with no screen, as an integrator runs it: a process that takes and gives lines. */
export class HeadlessAgent {
  readonly ended: Promise<AgentEnd>;
  readonly lines: AgentLine[] = [];
  readonly #child: Child;
  #asked = 0;

  /** `temporary`: where it makes the folder that goes with it. */
  constructor(options: readonly string[], temporary: string) {
    this.#child = spawn(pinnedNode, [path.join(projectRoot, 'main/agent.ts'), ...options], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary },
    });
    const said = { stdout: '', stderr: '' };
    this.#child.stdout.on('data', (text: Buffer) => {
      said.stdout += text;
    });
    this.#child.stderr.on('data', (text: Buffer) => {
      said.stderr += text;
    });
    createInterface({ input: this.#child.stdout }).on('line', (line) => {
      if (line.startsWith('{')) this.lines.push(JSON.parse(line));
    });
    // One that has ended takes no more lines.
    this.#child.stdin.on('error', () => undefined);
    this.ended = new Promise((resolve) => {
      this.#child.once('close', (code) => resolve({ code, ...said }));
    });
  }

  /** The desk as it was told last. */
  get state(): DeskState | null {
    const last = this.lines.findLast((line) => line.type === 'state');
    return last?.type === 'state' ? last.state : null;
  }

  /** Writes one line, as it is. */
  write(line: string): void {
    this.#child.stdin.write(`${line}\n`);
  }

  signal(name: 'SIGTERM' | 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
    this.#child.kill(name);
  }

  /** Waits until the desk is so. */
  async until(what: string, is: (state: DeskState) => boolean): Promise<DeskState> {
    const state = await until(
      what,
      async () => this.state,
      (now) => now !== null && is(now),
    );
    if (state === null) throw new Error(`${what}: there is no state.`);
    return state;
  }

  /** Sends a line with an id of its own and waits for the line that answers it. */
  async ask<Type extends AgentLine['type']>(
    type: Type,
    line: object,
  ): Promise<Extract<AgentLine, { type: Type }>> {
    this.#asked += 1;
    const id = `ask-${this.#asked}`;
    this.write(JSON.stringify({ ...line, id }));
    return this.answerTo(type, id);
  }

  /** The line of that type and id, as soon as it is there. */
  async answerTo<Type extends AgentLine['type']>(
    type: Type,
    id: string | null,
  ): Promise<Extract<AgentLine, { type: Type }>> {
    const is = (line: AgentLine): line is Extract<AgentLine, { type: Type }> =>
      line.type === type && 'id' in line && line.id === id;
    const found = await until(
      `an answer of type ${type} to ${id}`,
      async () => this.lines.find(is) ?? null,
      (line) => line !== null,
    );
    if (found === null) throw new Error(`${type} to ${id}: no answer.`);
    return found;
  }

  /** Carries out a desk command; the error where it was refused. */
  async command(command: object): Promise<DeskError | null> {
    const { outcome } = await this.ask('outcome', command);
    return outcome.ok ? null : outcome.error;
  }

  /** What a call carries to this end. */
  async heard(callId: string): Promise<HeardSound | null> {
    return (await this.ask('heard', { type: 'heard', callId })).heard;
  }
}
