import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Replies } from './client.ts';

/** The bare echo, running. */
export interface Echo {
  readonly pid: number;
  readonly address: string;
  /** From now on it answers with these. */
  answerWith(replies: Replies): Promise<void>;
  stop(): Promise<void>;
}

export async function startEcho(): Promise<Echo> {
  const child = fork(path.join(import.meta.dirname, 'echo-server.ts'), {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const [address] = await once(child, 'message');
  return {
    pid: child.pid ?? 0,
    address: String(address),
    async answerWith(replies) {
      const set = once(child, 'message');
      child.send(replies);
      await set;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}
