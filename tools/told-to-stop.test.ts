import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { root } from './run-step.ts';

const signals = ['SIGTERM', 'SIGINT', 'SIGKILL'] as const;

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'told-to-stop-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** What was started, and its end: that of the last process that writes to its output, npm or not. */
interface Started {
  readonly npm: ChildProcess;
  /** The next line that it writes which is so. */
  line(is: (text: string) => boolean): Promise<string>;
  readonly allEnded: Promise<unknown>;
}

/** `npm run …` as a person's terminal or a service manager starts it. */
function npmRun(script: string, options: readonly string[], environment: NodeJS.ProcessEnv = {}): Started {
  const npm = spawn('npm', ['run', '--silent', script, '--', ...options], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...environment },
  });
  onTestFinished(() => void npm.kill('SIGKILL'));
  const lines = createInterface({ input: npm.stdout });
  return {
    npm,
    line: (is) =>
      new Promise((resolve) => {
        const look = (text: string): void => {
          if (!is(text)) return;
          lines.off('line', look);
          resolve(text);
        };
        lines.on('line', look);
      }),
    allEnded: once(npm, 'close'),
  };
}

/** Whether something listens there. */
async function answers(address: string): Promise<boolean> {
  const [host, port] = address.split(':');
  const socket = net.connect(Number(port), host);
  const answered = await Promise.race([
    once(socket, 'connect').then(() => true),
    once(socket, 'error').then(() => false),
  ]).catch(() => false);
  socket.destroy();
  return answered;
}

type Ready = {
  readonly addresses: Readonly<Record<string, string | { readonly a: string; readonly b: string }>>;
};

describe.skipIf(process.platform === 'win32')('whatever npm gets', () => {
  test.each(signals)('the tier stops in order at a %s', async (signal) => {
    const sim = npmRun('sim', ['--json']);
    const { addresses } = JSON.parse(await sim.line((text) => text.startsWith('{'))) as Ready;
    const listening = Object.values(addresses).flatMap((one) =>
      typeof one === 'string' ? [new URL(one).host] : [one.a, one.b],
    );
    expect(await Promise.all(listening.map(answers))).not.toContain(false);
    const { configuration } = addresses;
    if (typeof configuration !== 'object') throw new Error('there is no configuration server');
    const desk = new WebSocket(`ws://${configuration.a}`, 'switchhook.configuration.1');
    await once(desk, 'open');
    const farewell = once(desk, 'close');
    sim.npm.kill(signal);
    const [code] = await farewell;
    // Going away (RFC 6455, 7.4.1): a process that was killed says nothing.
    expect(code).toBe(1001);
    await sim.allEnded;
    expect(await Promise.all(listening.map(answers))).not.toContain(true);
  });

  test.each(signals)('the headless agent takes its folder along at a %s', async (signal) => {
    const folder = await temporaryFolder();
    const options = ['--config', '127.0.0.1:1', '--profile', 'Billing', '--login', '-'];
    const agent = npmRun('agent', options, { TMPDIR: folder });
    await agent.line((text) => text.startsWith('{'));
    const its = async () => (await readdir(folder)).filter((name) => name.startsWith('switchhook-agent-'));
    expect(await its()).toHaveLength(1);
    agent.npm.kill(signal);
    await agent.allEnded;
    expect(await its()).toEqual([]);
  });

  test.each(signals)('npm start has the app quit at a %s', async (signal) => {
    const folder = await temporaryFolder();
    const electron = path.join(folder, 'electron');
    const told = path.join(folder, 'told');
    // In the place of Electron: says that it runs, and what it is told.
    await writeFile(
      electron,
      `#!/bin/sh\ntrap 'echo quit > "${told}"; exit 0' TERM\necho runs\nwhile :; do sleep 0.1; done\n`,
    );
    await chmod(electron, 0o755);
    const app = npmRun('start', ['--built', '--no-fetch'], {
      ELECTRON_OVERRIDE_DIST_PATH: folder,
      DISPLAY: ':0',
    });
    await app.line((text) => text === 'runs');
    app.npm.kill(signal);
    await app.allEnded;
    expect(await readFile(told, 'utf8')).toBe('quit\n');
  });
});
