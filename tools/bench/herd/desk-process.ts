import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import type { DeskState } from '../../../contract/desk/desk-state.ts';
import type { AgentsAsked, AgentsTold } from '../../../main/agents-messages.ts';
import { root } from '../../run-step.ts';

/** A process with many desks in it. */
export interface DeskProcess {
  readonly pid: number;
  ask(asked: AgentsAsked): void;
  /** Returns how to stop. */
  listen(listener: (told: AgentsTold) => void): () => void;
  /** The desks as they are now. */
  states(): Promise<readonly DeskState[]>;
  end(): Promise<void>;
}

/** @throws an Error with its last words where the process ends before it listens. */
export async function startDeskProcess(): Promise<DeskProcess> {
  const child = fork(path.join(root, 'main/agents.ts'), { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  const lastWords: string[] = [];
  child.stderr?.on('data', (text: Buffer) => lastWords.push(text.toString()));
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const listen: DeskProcess['listen'] = (listener) => {
    const heard = (message: unknown): void => listener(message as AgentsTold);
    child.on('message', heard);
    return () => child.off('message', heard);
  };
  const told = <Type extends AgentsTold['type']>(type: Type) => firstTold(child, listen, type, lastWords);
  await told('listening');
  const ask = (asked: AgentsAsked): void => void child.send(asked);
  return {
    pid: child.pid ?? 0,
    ask,
    listen,
    states: async () => {
      const states = told('states');
      ask({ type: 'states' });
      return (await states).desks;
    },
    end: async () => {
      if (child.connected) ask({ type: 'end' });
      await gone;
    },
  };
}

function firstTold<Type extends AgentsTold['type']>(
  child: ChildProcess,
  listen: DeskProcess['listen'],
  type: Type,
  lastWords: readonly string[],
): Promise<Extract<AgentsTold, { type: Type }>> {
  return new Promise((resolve, reject) => {
    const ended = (): void =>
      reject(new Error(`A process of desks ended: ${lastWords.join('').slice(-600)}`));
    const stop = listen((told) => {
      if (!isOf(told, type)) return;
      stop();
      child.off('exit', ended);
      resolve(told);
    });
    child.once('exit', ended);
  });
}

function isOf<Type extends AgentsTold['type']>(
  told: AgentsTold,
  type: Type,
): told is Extract<AgentsTold, { type: Type }> {
  return told.type === type;
}
