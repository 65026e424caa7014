import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

const entry = join(import.meta.dirname, '../index.ts');
let children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children = [];
});

function run(...args: string[]) {
  const child = spawn(process.execPath, [entry, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  const said = { out: '', errors: '' };
  child.stdout.on('data', (chunk) => {
    said.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    said.errors += chunk;
  });
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal }));
  return {
    child,
    said,
    ended,
    /** Waits until it has said this. */
    async says(text: string): Promise<void> {
      while (!said.out.includes(text)) {
        const { done } = await Promise.race([
          once(child.stdout, 'data').then(() => ({ done: false })),
          ended.then(() => ({ done: true })),
        ]);
        if (done && !said.out.includes(text)) throw new Error(`It ended: ${said.out}${said.errors}`);
      }
    },
  };
}

describe('the tier as a process', () => {
  // Windows has no signals: there a process is ended by its parent, or at once.
  it.skipIf(process.platform === 'win32').each(['SIGTERM', 'SIGINT'] as const)(
    'prints its addresses, logs to files, and ends cleanly on %s',
    async (signal) => {
      const folder = await mkdtemp(join(tmpdir(), 'switchhook-tier-'));
      const tier = run('--log-dir', folder);
      await tier.says('Ready.');
      expect(tier.said.out).toMatch(/^configuration-a +127\.0\.0\.1:\d+$/m);
      expect(tier.said.out).toMatch(/^control +http:\/\/127\.0\.0\.1:\d+$/m);
      tier.child.kill(signal);
      expect(await tier.ended).toEqual({ code: 0, signal: null });
      expect(await readFile(join(folder, 'cti-a.log'), 'utf8')).toContain('"msg":"cti-a is stopped"');
      await rm(folder, { recursive: true });
    },
  );

  it('prints one line of JSON when asked', async () => {
    const tier = run('--json');
    await tier.says('\n');
    const { ready, addresses } = JSON.parse(tier.said.out);
    expect(ready).toBe(true);
    expect(Object.keys(addresses)).toEqual([
      'configuration',
      'licensing',
      'cti',
      'sip',
      'sessions',
      'control',
    ]);
    expect((await fetch(`${addresses.control}/servers`)).status).toBe(200);
  });

  it('tells the process that forked it when it is ready, with a token of its own, and ends with it', async () => {
    const child = fork(entry, [], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: [] });
    children.push(child);
    const [message] = await once(child, 'message');
    expect(message).toMatchObject({ type: 'ready', addresses: { cti: { a: expect.any(String) } } });
    const { addresses, controlToken } = message as {
      readonly addresses: { readonly control: string };
      readonly controlToken: string;
    };
    expect((await fetch(`${addresses.control}/servers`)).status).toBe(401);
    const headers = { authorization: `Bearer ${controlToken}` };
    expect((await fetch(`${addresses.control}/servers`, { headers })).status).toBe(200);
    const ended = once(child, 'exit');
    child.disconnect();
    expect(await ended).toEqual([0, null]);
    const second = fork(entry, [], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: [] });
    children.push(second);
    const [again] = await once(second, 'message');
    expect(again).toMatchObject({ controlToken: expect.stringMatching(/^[\w-]{32,}$/) });
    expect(again).not.toMatchObject({ controlToken });
    second.send({ type: 'close' });
    expect(await once(second, 'exit')).toEqual([0, null]);
  });

  it('ends where whoever forked it is gone before it is ready', async () => {
    const child = fork(entry, [], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: [] });
    children.push(child);
    const ended = once(child, 'exit');
    child.disconnect();
    expect(await ended).toEqual([0, null]);
  });

  it('names a bad option, a bad scenario and a port in use', async () => {
    const bad = run('--control', 'eighty');
    expect((await bad.ended).code).toBe(2);
    expect(bad.said.errors).toBe('--control eighty: expected a port from 1 to 65535, or 0 for a free one.\n');
    const missing = run('--scenario', 'nowhere.yaml');
    expect((await missing.ended).code).toBe(2);
    expect(missing.said.errors).toContain('nowhere.yaml:1:1: cannot be read');
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const inUse = run('--control', String(port));
    expect((await inUse.ended).code).toBe(1);
    expect(inUse.said.errors).toContain(`cannot listen on 127.0.0.1:${port}`);
    taken.close();
  });
});
