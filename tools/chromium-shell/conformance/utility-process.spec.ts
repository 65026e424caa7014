import path from 'node:path';
import { appFolder, expect, isAlive, test } from './fixtures.ts';

const module = path.join(appFolder, 'utility.ts');

test('a utility process has a port, arguments, an environment and streams', async ({ app }) => {
  const seen = await app.evaluate(async ({ utilityProcess }, file) => {
    const child = utilityProcess.fork(file, ['--one', 'two'], {
      env: { ...process.env, MODE: 'tested' },
      stdio: 'pipe',
      serviceName: 'tier',
    });
    const before = child.pid;
    // Sent before it listens: it waits for the listener.
    const ask = (question: object) => {
      const answer = new Promise((resolve) => child.once('message', resolve));
      child.postMessage(question);
      return answer;
    };
    const sent = { map: new Map([['k', 1n]]), bytes: new Uint8Array([1, 2]), date: new Date(7) };
    const echoed = (await ask({ ask: 'echo', value: sent })) as typeof sent;
    const who = (await ask({ ask: 'who' })) as { pid: number };
    const line = (stream: NodeJS.ReadableStream | null) =>
      new Promise<string>((resolve) => stream?.once('data', (chunk) => resolve(String(chunk))));
    const lines = Promise.all([line(child.stdout), line(child.stderr)]);
    child.postMessage({ ask: 'write' });
    const written = await lines;
    const isItsPid = child.pid === who.pid;
    const ended = new Promise<number>((resolve) => child.once('exit', resolve));
    const killed = child.kill();
    const exitCode = await ended;
    return {
      before,
      echoed: [echoed.map.get('k') === 1n, [...echoed.bytes], echoed.date.getTime()],
      who,
      isItsPid,
      written,
      after: [killed, exitCode, child.pid, child.kill()],
    };
  }, module);
  expect(seen).toMatchObject({
    echoed: [true, [1, 2], 7],
    who: { type: 'utility', args: ['--one', 'two'], mode: 'tested' },
    isItsPid: true,
    written: ['to stdout\n', 'to stderr\n'],
    // 15 is SIGTERM; a process that has ended has no pid and cannot be killed again.
    after: [true, 15, undefined, false],
  });
  expect(seen.before).toBe(undefined);
});

test('an end of its own is told by its code, a killed one by child-process-gone too', async ({
  app,
  traced,
}) => {
  const codes = await app.evaluate(async ({ utilityProcess }, file) => {
    const fork = async (serviceName: string) => {
      const child = utilityProcess.fork(file, [], { serviceName });
      await new Promise((resolve) => child.once('spawn', () => resolve(true)));
      return { child, ended: new Promise<number>((resolve) => child.once('exit', resolve)) };
    };
    const well = await fork('well');
    well.child.postMessage({ ask: 'exit', code: 0 });
    const ill = await fork('ill');
    ill.child.postMessage({ ask: 'exit', code: 4 });
    const shot = await fork('shot');
    process.kill(shot.child.pid ?? 0, 'SIGKILL');
    return Promise.all([well.ended, ill.ended, shot.ended]);
  }, module);
  expect(codes).toEqual([0, 4, 9]);
  await expect.poll(async () => (await traced()).filter((line) => line.startsWith('child '))).toHaveLength(2);
  const told = (await traced()).filter((line) => line.startsWith('child ')).sort();
  expect(told).toEqual(['child Utility abnormal-exit ill', 'child Utility killed shot']);
});

test('it ends with the app', async ({ launch }) => {
  const { app } = await launch();
  const pid = await app.evaluate(async ({ utilityProcess }, file) => {
    const child = utilityProcess.fork(file);
    await new Promise((resolve) => child.once('spawn', () => resolve(true)));
    return child.pid ?? 0;
  }, module);
  expect(isAlive(pid)).toBe(true);
  await app.close();
  await expect.poll(() => isAlive(pid)).toBe(false);
});

test('ports are refused by name @shell', async ({ app }) => {
  const problem = await app.evaluate(({ utilityProcess }, file) => {
    const child = utilityProcess.fork(file);
    try {
      child.postMessage(1, [new MessageChannel().port1 as never]);
      return 'nothing was thrown';
    } catch (error) {
      return String(error);
    } finally {
      child.kill();
    }
  }, module);
  expect(problem).toContain('the transfer of UtilityProcess.postMessage is not implemented');
});
