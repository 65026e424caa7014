import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import * as z from 'zod';
import { root } from '../../run-step.ts';
import { runtimeExecutable } from '../runtime.ts';

/** What is passed on the way, in order: the runtime is ready, a window loads, the watched page is read. */
export const stepNames = ['ready', 'loading', 'domReady'] as const;
export type StepName = (typeof stepNames)[number];

const processes = z.object({
  type: z.literal('processes'),
  windows: z.array(z.object({ path: z.string(), pid: z.number() })),
  metrics: z.array(
    z.object({ pid: z.number(), kind: z.string(), service: z.string(), workingSetKib: z.number() }),
  ),
});
const said = z.discriminatedUnion('type', [
  z.object({ type: z.literal('step'), name: z.enum(stepNames), at: z.number() }),
  z.object({ type: z.literal('shown'), at: z.number() }),
  z.object({ type: z.literal('failed'), message: z.string() }),
  processes,
]);
type Said = z.infer<typeof said>;

/** Which process draws which window, and what the runtime itself says of its processes. */
export type AppProcesses = Omit<z.infer<typeof processes>, 'type'>;

export interface ProbedAppOptions {
  /** The app's folder. */
  readonly app: string;
  /** The app's own options, and the browser's. */
  readonly options: readonly string[];
  /** The page that is watched: its path ends so. */
  readonly page: string;
  /** A script for that page, whose promise is the instant it waits for, by this computer's clock. */
  readonly wait: string;
}

/** An app started as a person would, with a probe in its main process and nothing attached to it. */
export interface ProbedApp {
  readonly pid: number;
  /** From before its process is made to the instant that was waited for, milliseconds. */
  readonly startMs: number;
  /** The same to each step on the way. */
  readonly stepMs: Readonly<Record<StepName, number>>;
  processes(): Promise<AppProcesses>;
  end(): Promise<void>;
}

/** How long an app may take to show what is waited for, and then to end, milliseconds. */
const startLimitMs = 60_000;
const endLimitMs = 10_000;

/** @throws an Error with the app's last words when it does not show what is waited for. */
export async function startProbed(asked: ProbedAppOptions): Promise<ProbedApp> {
  const began = Date.now();
  const app = spawnProbed(asked);
  const stepMs = { ready: 0, loading: 0, domReady: 0 };
  app.listen((message) => {
    // The first of several windows counts.
    if (message.type === 'step') stepMs[message.name] ||= message.at - began;
  });
  try {
    const first = await app.hear(startLimitMs, ({ type }) => type === 'shown' || type === 'failed');
    if (first?.type !== 'shown')
      throw app.failure(first?.type === 'failed' ? first.message : 'did not show what was waited for');
    return {
      pid: app.child.pid ?? 0,
      startMs: first.at - began,
      stepMs,
      async processes() {
        const answer = app.hear(endLimitMs, ({ type }) => type === 'processes');
        app.child.send({ type: 'processes' });
        const told = await answer;
        if (told?.type !== 'processes') throw app.failure('did not tell its processes');
        return told;
      },
      end: app.end,
    };
  } catch (error) {
    await app.end();
    throw error;
  }
}

interface SpawnedApp {
  readonly child: ChildProcess;
  listen(listener: (message: Said) => void): () => void;
  /** The next message that is wanted; null when the app ended or the limit passed before. */
  hear(limitMs: number, wanted: (message: Said) => boolean): Promise<Said | null>;
  failure(why: string): Error;
  end(): Promise<void>;
}

function spawnProbed({ app, options, page, wait }: ProbedAppOptions): SpawnedApp {
  const probe = path.join(import.meta.dirname, 'probe.cjs');
  const child = spawn(runtimeExecutable(), ['-r', probe, ...options, app], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { ...process.env, SWITCHHOOK_BENCH_PROBE: JSON.stringify({ page, wait }) },
  });
  const lastWords: string[] = [];
  child.stderr?.on('data', (text: Buffer) => lastWords.push(text.toString()));
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const listen: SpawnedApp['listen'] = (listener) => {
    const heard = (message: unknown): void => {
      const parsed = said.safeParse(message);
      if (parsed.success) listener(parsed.data);
    };
    child.on('message', heard);
    return () => child.off('message', heard);
  };
  return {
    child,
    listen,
    hear: (limitMs, wanted) =>
      new Promise((resolve) => {
        const settle = (message: Said | null): void => {
          stop();
          clearTimeout(limit);
          resolve(message);
        };
        const stop = listen((message) => wanted(message) && settle(message));
        const limit = setTimeout(() => settle(null), limitMs);
        void gone.then(() => settle(null));
      }),
    failure: (why) =>
      new Error(
        `${path.basename(app)} ${why}: ${lastWords.join('').slice(-600).trim() || 'it said nothing'}`,
      ),
    async end() {
      if (child.connected) child.send({ type: 'end' });
      const limit = setTimeout(() => child.kill('SIGKILL'), endLimitMs);
      await gone;
      clearTimeout(limit);
    },
  };
}
