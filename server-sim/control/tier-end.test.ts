import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isAlive, stopped } from './test-processes.ts';

// However a tier of processes ends, none of them is left. Whether one is there is told by /proc.

const entry = join(import.meta.dirname, '../index.ts');
let child: ChildProcess;
let control: string;
let pids: ReadonlyMap<string, number>;
let complaints: string;
let folder: string;
let ended: Promise<{ readonly code: number | null; readonly signal: string | null }>;

async function ask(method: string, path: string): Promise<Record<string, unknown>> {
  const response = await fetch(`${control}${path}`, { method });
  return response.json();
}

describe.runIf(process.platform === 'linux')('a tier of processes', () => {
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'switchhook-tier-'));
    const args = [entry, '--processes', '--json', '--log-dir', folder];
    child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    complaints = '';
    child.stderr?.setEncoding('utf8').on('data', (text) => {
      complaints += text;
    });
    ended = once(child, 'close').then(([code, signal]) => ({ code, signal }));
    const [line] = await once(child.stdout ?? child, 'data');
    control = JSON.parse(line.toString()).addresses.control;
    const { processes } = await ask('GET', '/processes');
    const listed = processes as readonly { readonly name: string; readonly pid: number }[];
    pids = new Map(listed.map(({ name, pid }) => [name, pid]));
    expect(pids.size).toBe(13);
  }, 60_000);
  afterEach(async () => {
    for (const pid of [child.pid ?? 0, ...pids.values()])
      if (await isAlive(pid)) process.kill(pid, 'SIGKILL');
    await rm(folder, { recursive: true });
  });

  const pidOf = (name: string): number => pids.get(name) ?? 0;

  async function freeze(...names: readonly string[]): Promise<void> {
    for (const name of names) {
      await ask('POST', `/servers/${name}/freeze`);
      await stopped(pidOf(name));
    }
  }

  /** Processes end one after the other: each is waited for. */
  async function noneIsLeft(): Promise<void> {
    const deadline = performance.now() + 15_000;
    for (const [name, pid] of pids) {
      while (await isAlive(pid)) {
        if (performance.now() > deadline) throw new Error(`${name} is left`);
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
  }

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'ends in order on %s, with servers that are frozen',
    async (signal) => {
      await freeze('cti-a', 'sip-b', 'media');
      child.kill(signal);
      expect(await ended).toEqual({ code: 0, signal: null });
      await noneIsLeft();
      for (const name of ['cti-b', 'cti-a', 'media']) {
        expect(await readFile(join(folder, `${name}.log`), 'utf8')).toContain(`"msg":"${name} is stopped"`);
      }
    },
  );

  it('goes when the process that holds it together is killed, frozen servers too', async () => {
    await freeze('cti-a', 'licensing-b');
    child.kill('SIGKILL');
    expect((await ended).signal).toBe('SIGKILL');
    await noneIsLeft();
  });

  it('takes no notice of a Ctrl-C that reaches every process of the terminal but to end in order', async () => {
    for (const pid of pids.values()) process.kill(pid, 'SIGINT');
    expect(await ended).toEqual({ code: 0, signal: null });
    await noneIsLeft();
    expect(await readFile(join(folder, 'sip-a.log'), 'utf8')).toContain('"msg":"sip-a is stopped"');
  });

  it('ends, and says why, when the switch is gone, which is no pair', async () => {
    process.kill(pidOf('peripheral'), 'SIGKILL');
    expect(await ended).toEqual({ code: 1, signal: null });
    expect(complaints).toBe(
      "The peripheral's process ended (SIGKILL). The switch is no pair: the tier ends with it.\n",
    );
    await noneIsLeft();
  });

  it('lets one server be stopped by its own SIGTERM', async () => {
    process.kill(pidOf('cti-a'), 'SIGTERM');
    const { status } = await fetch(`${control}/wait`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        for: 'event',
        type: 'server',
        server: 'cti-a',
        detail: { state: 'stopped' },
        after: 0,
      }),
    });
    expect(status).toBe(200);
    const { servers } = await ask('GET', '/servers');
    const states = (servers as readonly { name: string; state: string }[]).map(({ name, state }) => [
      name,
      state,
    ]);
    expect(Object.fromEntries(states)).toMatchObject({ 'cti-a': 'stopped', 'cti-b': 'up' });
  });
});

it('cannot start where a port is taken, and says which', async () => {
  const first = spawn(process.execPath, [entry, '--json'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [line] = await once(first.stdout, 'data');
  const [, port] = JSON.parse(line.toString()).addresses.configuration.a.split(':');
  const second = spawn(process.execPath, [entry, '--processes', '--base-port', port], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  second.stderr.setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  const [code] = await once(second, 'close');
  expect(said).toContain(`Cannot listen on 127.0.0.1:${port}`);
  expect(code).toBe(1);
  first.kill('SIGTERM');
  await once(first, 'close');
}, 60_000);
