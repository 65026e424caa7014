import { randomUUID } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { writeJsonFile } from '../../main/files/json-file.ts';
import { temporaryFolder } from '../../main/files/testing/temporary-folder.ts';
import { type HeadlessDesk, openHeadlessDesk } from '../../main/headless/headless-desk.ts';
import { createLog } from '../../main/log/create-log.ts';
import { readZip } from '../../main/recorder/bundle/read-zip.ts';
import { formsOf } from '../../main/recorder/testing/secrets.ts';
import { createPasswordSafe } from '../../main/settings/password-safe.ts';
import { policyFolderSource } from '../../main/settings/sources/policy-folder.ts';
import { keyFileStorage } from '../../main/settings/testing/key-file-storage.ts';
import { realTimers } from '../../main/timers.ts';
import { startTier, type Tier } from '../../server-sim/index.ts';
import { Control } from '../support/tier.ts';
import { until as untilSeen } from '../support/until.ts';
import { done, until } from './desks.ts';

// A password is remembered from one run of a desk to the next, against the whole tier: by policy, on a real disk, hidden
// by a cipher whose key is in a file where a keyring would be.

let tier: Tier;
let control: Control;

beforeAll(async () => {
  tier = await startTier();
  control = new Control(tier.addresses.control);
});
afterAll(() => tier.close());
beforeEach(() => control.reset());

const profile = 'Billing, blended';
const login = { profile, agentLoginType: 0, loginString: '12345;;52513' } as const;

/** An agent's computer: what it has outlives the runs of his desk. */
class Computer {
  readonly folder: string;
  readonly #policies: string;
  readonly #keys: string;

  private constructor(folder: string, policies: string, keys: string) {
    this.folder = folder;
    this.#policies = policies;
    this.#keys = keys;
  }

  static async set(isAllowed: boolean): Promise<Computer> {
    const own = new Computer(await temporaryFolder(), await temporaryFolder(), await temporaryFolder());
    await own.allow(isAllowed);
    return own;
  }

  get file(): string {
    return path.join(this.folder, 'remembered-password.json');
  }

  /** As IT's tool puts a policy in place: whole. */
  async allow(isAllowed: boolean): Promise<void> {
    const written = await writeJsonFile(path.join(this.#policies, 'switchhook.json'), {
      RememberPassword: isAllowed,
    });
    expect(written.ok).toBe(true);
  }

  /** `key`: whose keyring is open. */
  async run(key = 'his'): Promise<HeadlessDesk & { readonly end: () => Promise<void> }> {
    const log = createLog({
      file: path.join(this.folder, 'logs', 'desk.log'),
      level: 'debug',
      now: Date.now,
    });
    const storage = keyFileStorage(path.join(this.#keys, key));
    const desk = await openHeadlessDesk({
      folder: this.folder,
      configuration: tier.addresses.configuration,
      policies: [policyFolderSource(this.#policies, realTimers)],
      microphone: null,
      passwords: createPasswordSafe({ file: this.file, storage, log }),
      newId: randomUUID,
      log,
      bundles: this.folder,
    });
    let ended: Promise<void> | null = null;
    const end = (): Promise<void> => {
      ended ??= desk.close().then(() => log.close());
      return ended;
    };
    onTestFinished(end);
    await until(desk, ({ configuration }) => configuration.status === 'fresh');
    return { ...desk, end };
  }

  async files(): Promise<readonly string[]> {
    return (await readdir(this.folder)).filter((name) => name.startsWith('remembered-password'));
  }

  /** All that is on its disk of this desk, the support bundle unpacked. */
  async everything(bundle: string): Promise<string> {
    const entries = await readdir(this.folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    const texts = files.map(({ parentPath, name }) => readFile(path.join(parentPath, name), 'utf8'));
    return [...(await Promise.all(texts)), JSON.stringify(await unpacked(bundle))].join('\n');
  }
}

async function unpacked(bundle: string): Promise<readonly string[]> {
  const zip = readZip(await readFile(bundle));
  if (!zip.ok) throw new Error(zip.error);
  return zip.value.map(({ name, read }) => `${name}\n${Buffer.from(read()).toString('utf8')}`);
}

const memoryOf = (desk: HeadlessDesk): Promise<unknown> =>
  until(desk, ({ passwordMemory }) => passwordMemory.status === 'offered').then(
    ({ passwordMemory }) => passwordMemory,
  );

async function remember(desk: HeadlessDesk): Promise<void> {
  await memoryOf(desk);
  await done(desk, {
    type: 'logIn',
    profile,
    loginString: '12345;xxyyzz;52513',
    takeOver: false,
    remember: true,
  });
  await until(desk, ({ passwordMemory: now }) => now.status === 'offered' && now.remembered !== null);
}

const again = { type: 'logInRemembered', profile, loginString: '12345;;52514', takeOver: false } as const;

test('is one click at the next start, at another device too, and stands nowhere in any form', async () => {
  const computer = await Computer.set(true);
  const first = await computer.run();
  await remember(first);
  await done(first, { type: 'logOut', reasonCode: 11 });
  await until(first, ({ login: { phase } }) => phase === 'logged-out');
  await first.end();
  expect(await computer.files()).toEqual(['remembered-password.json']);

  const second = await computer.run();
  expect(await memoryOf(second)).toEqual({ status: 'offered', remembered: login });
  await done(second, again);
  const state = await until(second, ({ passwordMemory: now }) =>
    JSON.stringify(now).includes('12345;;52514'),
  );
  expect(state.login).toMatchObject({ phase: 'logged-in', agentId: '12345', device: '52514' });
  const saved = await second.desk.command({ type: 'saveSupportBundle' });
  const bundle = saved.ok ? (saved.file ?? '') : '';
  await second.end();
  const everything = await computer.everything(bundle);
  // What is searched has the recording of both logins.
  expect(everything).toContain('logInRemembered');
  for (const form of formsOf('xxyyzz')) expect(everything + JSON.stringify(state)).not.toContain(form);
});

test('goes when a policy forbids it, at once where the desk runs, or at its next start', async () => {
  const computer = await Computer.set(true);
  const first = await computer.run();
  await remember(first);
  await computer.allow(false);
  await until(first, ({ passwordMemory }) => passwordMemory.status === 'not-offered');
  await untilSeen(
    'the file goes',
    () => computer.files(),
    (files) => files.length === 0,
  );
  expect(first.desk.state().login.phase).toBe('logged-in');
  await computer.allow(true);
  await done(first, { type: 'logOut', reasonCode: 11 });
  await until(first, ({ login: { phase } }) => phase === 'logged-out');
  await remember(first);
  await first.end();
  expect(await computer.files()).toHaveLength(1);
  await computer.allow(false);
  const second = await computer.run();
  await untilSeen(
    'the file goes',
    () => computer.files(),
    (files) => files.length === 0,
  );
  expect(await second.desk.command(again)).toMatchObject({ error: { code: 'login.notRemembered' } });
});

test('that the switch no longer takes is deleted, and the agent is told to type the right one', async () => {
  const computer = await Computer.set(true);
  const first = await computer.run();
  await remember(first);
  await first.end();
  await control.post('/scenario', {
    yaml: (await billing()).replace('password: xxyyzz', 'password: zzyyxx'),
  });
  const second = await computer.run();
  await memoryOf(second);
  expect(await second.desk.command(again)).toMatchObject({
    ok: false,
    error: { part: 'password', message: expect.stringContaining('The remembered password is deleted') },
  });
  await untilSeen(
    'the file goes',
    () => computer.files(),
    (files) => files.length === 0,
  );
  await control.post('/scenario', { name: 'billing' });
});

test.each([
  ['of another user of the computer', 'hers', async () => undefined],
  ['that somebody has changed', 'his', spoil],
])('%s is deleted when it is asked for, told once, and typed again', async (_, key, meanwhile) => {
  const computer = await Computer.set(true);
  const first = await computer.run();
  await remember(first);
  await first.end();
  await meanwhile(computer.file);
  const second = await computer.run(key);
  await memoryOf(second);
  const refused = await second.desk.command(again);
  expect(refused).toMatchObject({
    ok: false,
    error: { code: 'login.notRemembered', message: expect.stringContaining('It was deleted.') },
  });
  expect(await computer.files()).toEqual([]);
  expect(await memoryOf(second)).toEqual({ status: 'offered', remembered: null });
  await remember(second);
  await until(second, ({ login: { phase } }) => phase === 'logged-in');
});

function billing(): Promise<string> {
  return readFile(path.join(import.meta.dirname, '../../server-sim/scenarios/billing.yaml'), 'utf8');
}

/** One bit of what is hidden is another. */
async function spoil(file: string): Promise<void> {
  const content = JSON.parse(await readFile(file, 'utf8'));
  const hidden = Buffer.from(content.hidden, 'base64');
  hidden.writeUInt8(hidden.readUInt8(hidden.length - 1) ^ 1, hidden.length - 1);
  await writeFile(file, JSON.stringify({ ...content, hidden: hidden.toString('base64') }));
}
