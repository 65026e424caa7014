import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { secrets, secretsIn } from '../../../main/recorder/testing/secrets.ts';
import { HeadlessAgent } from '../../support/headless-agent.ts';
import { leaveThings, liveDay } from './live-day.ts';
import { plantedDeskOfFile, plantedWorldOfFile } from './planted-world.ts';
import { contentOf, run } from './run-command.ts';

// Of a desk that runs, of one that was killed, and of what is left of them.

const world = plantedWorldOfFile();
const openDesk = plantedDeskOfFile();

test('what a desk that was killed left is bundled from its folder, and a damaged bundle is named', async () => {
  const { data, folder, control } = world();
  await leaveThings(data);
  const headless = await openDesk(world());
  await liveDay(headless, control);
  await headless.recorder.recorder.flush();
  // As after a kill in the middle of a write: the last line is cut off.
  const copy = path.join(folder, 'killed');
  await mkdir(path.join(copy, 'recorder'), { recursive: true });
  const [name = ''] = await readdir(path.join(data, 'recorder'));
  const written = await readFile(path.join(data, 'recorder', name), 'utf8');
  await writeFile(path.join(copy, 'recorder', name), written.slice(0, -40));

  const saved = await run('main/agent.ts', '--support-bundle', path.join(folder, 'out'), '--data', copy);
  expect(saved).toMatchObject({ code: 0, stderr: '' });
  const bundle = saved.stdout.trim();
  expect(path.basename(bundle)).toMatch(/^switchhook-support-[A-Za-z0-9-]+-\d{8}T\d{6}Z\.zip$/);
  expect((await run('tools/replay.ts', bundle, '--json')).code).toBe(0);

  const lines = written.slice(0, -40).split('\n');
  lines[9] = '{"seq":10,';
  await writeFile(path.join(copy, 'recorder', name), lines.join('\n'));
  const damaged = await run('tools/replay.ts', copy);
  expect(damaged.code).toBe(1);
  expect(damaged.stdout).toContain(`!!! ${name}, line 10: it is not JSON`);
  expect(damaged.stdout).toContain('lines 10 to 10 are missing before it');

  const bytes = await readFile(bundle);
  await writeFile(bundle, bytes.subarray(0, bytes.length - 30));
  const cut = await run('tools/replay.ts', bundle);
  expect(cut).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('is damaged: it is no .zip, or its end is missing'),
  });
  const nothing = await run('tools/replay.ts', path.join(folder, 'nowhere.zip'));
  expect(nothing).toMatchObject({ code: 1, stderr: expect.stringContaining('nowhere.zip is not there') });
  const none = await run('main/agent.ts', '--support-bundle', folder, '--data', path.join(folder, 'out'));
  expect(none).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no recording in') });
});

test('a desk with no screen saves a bundle when it is asked, and after a kill its folder still gives one', async () => {
  const { data, folder, tier } = world();
  const { a, b } = tier.addresses.configuration;
  const servers = ['--config', a, '--config', b, '--profile', 'Billing, blended', '--login', '-'];
  const agent = new HeadlessAgent([...servers, '--data', data], folder);
  agent.write(`12345;${secrets.password};52513`);
  await agent.until('the login', ({ login }) => login.phase === 'logged-in');
  const asked = await agent.ask('outcome', { type: 'supportBundle', folder: path.join(folder, 'asked') });
  if (!asked.outcome.ok || asked.outcome.file === undefined) throw new Error(JSON.stringify(asked));
  const first = await contentOf(asked.outcome.file);
  expect(first.get('summary.txt')).toContain('Agent 12345 is logged in on 52513.');

  agent.signal('SIGKILL');
  await agent.ended;
  const saved = await run('main/agent.ts', '--support-bundle', path.join(folder, 'after'), '--data', data);
  expect(saved).toMatchObject({ code: 0, stderr: '' });
  const after = await contentOf(saved.stdout.trim());
  expect(after.get('summary.txt')).toContain('Agent 12345 is logged in on 52513.');
  expect(after.get('summary.txt')).not.toContain('Switchhook was closed.');
  expect(secretsIn([...after.values()].join('\n'))).toEqual([]);
  expect((await run('tools/replay.ts', saved.stdout.trim(), '--json')).code).toBe(0);
});
