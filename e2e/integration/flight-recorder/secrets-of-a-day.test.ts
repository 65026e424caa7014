import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { formsOf, secrets, secretsIn } from '../../../main/recorder/testing/secrets.ts';
import { leaveThings, liveDay } from './live-day.ts';
import { plantedDeskOfFile, plantedWorldOfFile } from './planted-world.ts';
import { contentOf, run } from './run-command.ts';

// A desk's day over real sockets, with a secret in every place where one can come in: what the flight recorder keeps,
// what a support bundle holds and what a replay prints has none of them, and comes to the same states again.

const world = plantedWorldOfFile();
const openDesk = plantedDeskOfFile();

test('a day full of secrets leaves none of them: not in the recording, the bundle or its replay', async () => {
  const { data, control } = world();
  await leaveThings(data);
  const headless = await openDesk(world());
  const came = await liveDay(headless, control);
  // What was planted did come in; the licence's id is the server's own, and the system's user that of the
  // machine: the recorder's own test plants him.
  const planted = Object.entries(secrets).filter(([name]) => name !== 'licence' && name !== 'systemUser');
  for (const [name, secret] of planted) {
    const [, inJson = ''] = formsOf(secret);
    if (name !== 'token') expect(came, name).toContain(inJson);
  }
  const licence = /"licence":"([^"]+)"/.exec(came)?.[1] ?? '';
  expect(licence).not.toBe('');

  const saved = await headless.desk.command({ type: 'saveSupportBundle' });
  if (!saved.ok || saved.file === undefined) throw new Error(JSON.stringify(saved));
  const bundle = await contentOf(saved.file);
  expect([...bundle.keys()].map((name) => name.replace(/\d{8}T\d{6}Z-\w{4}/, 'RUN'))).toEqual([
    'summary.txt',
    'about.json',
    'settings.json',
    'connections.json',
    'logs/desk.log',
    'recorder/RUN-0001.ndjson',
  ]);
  for (const [name, content] of bundle) {
    expect(secretsIn(content), name).toEqual([]);
    expect(content, name).not.toContain(licence);
    expect(content.length, name).toBeGreaterThan(50);
  }
  await headless.close();
  for (const name of await readdir(path.join(data, 'recorder'))) {
    expect(secretsIn(await readFile(path.join(data, 'recorder', name), 'latin1')), name).toEqual([]);
    expect(secretsIn(await readFile(path.join(data, 'recorder', name), 'utf8')), name).toEqual([]);
  }

  const replayed = await run('tools/replay.ts', saved.file);
  expect(replayed.stdout.split('\n').at(-2)).toMatch(/^\d+ inputs, \d+ changes of state, no differences\.$/);
  expect(replayed).toMatchObject({ code: 0, stderr: '' });
  expect(secretsIn(replayed.stdout)).toEqual([]);
  const cut = await run('tools/replay.ts', saved.file, '--until', '60', '--json');
  expect(JSON.parse(cut.stdout)).toMatchObject({ differences: [], damage: [], desk: { view: {} } });
  expect(secretsIn(cut.stdout)).toEqual([]);

  const summary = bundle.get('summary.txt') ?? '';
  expect(summary).toMatch(/Agent {6}12345 on 52513, profile "Billing, blended"/);
  expect(summary).toMatch(/CTI: a server was lost once, in a call; whole again after/);
  expect(summary).toMatch(
    /Lost: CTI server [AB] \(127\.0\.0\.1:\d+\) .* Whole again with CTI server [AB] after .*\. Up at that moment: call /,
  );
  expect(summary).toMatch(
    /Lost: SIP server [AB] \(127\.0\.0\.1:\d+\) .* Whole again with SIP server [AB] after /,
  );
});
