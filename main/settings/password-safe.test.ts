import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../files/testing/temporary-folder.ts';
import { type MemoryLog, memoryLog } from '../log/testing/test-logs.ts';
import { formsOf } from '../recorder/testing/secrets.ts';
import { createPasswordSafe, type PasswordSafe } from './password-safe.ts';
import type { SecureStorage } from './secure-storage.ts';
import { keyFileStorage } from './testing/key-file-storage.ts';

const password = 'Tagpfauenauge-4711';
const his = { profile: 'Billing', agentLoginType: 0, loginString: '12345;;52513;p' } as const;
const hers = { ...his, loginString: '12346;;52514' } as const;

interface Opened {
  readonly safe: PasswordSafe;
  readonly folder: string;
  readonly file: string;
  readonly log: MemoryLog;
  /** The same file as another user, or another computer, has it. */
  readonly elsewhere: PasswordSafe;
}

async function opened(storage?: (own: SecureStorage) => SecureStorage): Promise<Opened> {
  const keys = await temporaryFolder();
  const folder = path.join(await temporaryFolder(), 'desk');
  const file = path.join(folder, 'remembered-password.json');
  const log = memoryLog();
  const own = keyFileStorage(path.join(keys, 'own'));
  const open = (one: SecureStorage): PasswordSafe => createPasswordSafe({ file, storage: one, log });
  return {
    safe: open(storage ? storage(own) : own),
    elsewhere: open(keyFileStorage(path.join(keys, 'other'))),
    folder,
    file,
    log,
  };
}

const none = { login: null, notice: null };

describe('a remembered password', () => {
  it('is given back for its login, and stands in no file and no log in any form', async () => {
    const { safe, folder, file, log } = await opened();
    expect(await safe.remembered()).toEqual(none);
    expect(await safe.keep(his, password)).toEqual({ ok: true, value: null });
    expect(await safe.remembered()).toEqual({ login: his, notice: null });
    expect(await safe.unlock(his)).toEqual({ ok: true, value: password });
    const text = await readFile(file, 'utf8');
    for (const form of formsOf(password)) expect(text + JSON.stringify(log.lines)).not.toContain(form);
    expect(await readdir(folder)).toEqual(['remembered-password.json']);
    if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('is one: the next takes its place', async () => {
    const { safe } = await opened();
    await safe.keep(his, password);
    await safe.keep(hers, 'other');
    expect(await safe.unlock(his)).toMatchObject({ ok: false });
    expect(await safe.unlock(hers)).toEqual({ ok: true, value: 'other' });
  });

  it('is gone when it is forgotten, with what a crash left of writing it', async () => {
    const { safe, folder, file } = await opened();
    expect(await safe.forget()).toEqual({ ok: true, value: false });
    await safe.keep(his, password);
    await writeFile(`${file}.123456`, 'half');
    await writeFile(path.join(folder, 'settings.json'), '{}');
    expect(await safe.forget()).toEqual({ ok: true, value: true });
    expect(await readdir(folder)).toEqual(['settings.json']);
    expect(await safe.remembered()).toEqual(none);
  });

  it('of another user or another computer is deleted, and that is told without a word of it', async () => {
    const { safe, elsewhere, folder, log } = await opened();
    await safe.keep(his, password);
    const unlocked = await elsewhere.unlock(his);
    const sentence =
      'The secure storage does not give the remembered password back. It was deleted. Type your password.';
    expect(unlocked).toEqual({ ok: false, error: sentence });
    expect(await readdir(folder)).toEqual([]);
    expect(await safe.remembered()).toEqual(none);
    expect(log.lines.map(({ level }) => level)).toEqual(['warn', 'warn']);
    expect(JSON.stringify(log.lines)).not.toContain(password);
  });

  it('that somebody has put under another login is not given out, and deleted', async () => {
    const { safe, file, folder } = await opened();
    await safe.keep(his, password);
    const content = JSON.parse(await readFile(file, 'utf8'));
    await writeFile(file, JSON.stringify({ ...content, login: hers }));
    expect(await safe.unlock(hers)).toMatchObject({ ok: false });
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([
    ['is empty', ''],
    ['is no JSON', '{"login":'],
    ['has another shape', '{"login":{"profile":"Billing"},"hidden":"AAAA"}'],
    ['is a password in plain text', JSON.stringify({ login: his, hidden: 'no base64!' })],
  ])('whose file %s is deleted, and the file is named', async (_, text) => {
    const { safe, file, folder } = await opened();
    await mkdir(folder);
    await writeFile(file, text);
    const { login, notice } = await safe.remembered();
    expect(login).toBeNull();
    expect(notice).toContain(`${file} is damaged`);
    expect(await readdir(folder)).toEqual([]);
  });

  it('stays where its keyring is closed just now', async () => {
    const closed = 'This computer has no secure storage: no keyring is open.';
    let isOpen = true;
    const { safe } = await opened((own) => ({ ...own, whyNot: async () => (isOpen ? null : closed) }));
    await safe.keep(his, password);
    isOpen = false;
    expect(await safe.unlock(his)).toEqual({ ok: false, error: `${closed} Type your password.` });
    isOpen = true;
    expect(await safe.unlock(his)).toEqual({ ok: true, value: password });
  });

  it('is not written where the secure storage fails, and what was there stays', async () => {
    let works = true;
    const { safe } = await opened((own) => ({
      ...own,
      hide: (text) => (works ? own.hide(text) : Promise.reject(new Error('the keyring is gone'))),
    }));
    await safe.keep(his, password);
    works = false;
    expect(await safe.keep(hers, 'other')).toEqual({
      ok: false,
      error: 'The secure storage of this computer failed.',
    });
    expect(await safe.unlock(his)).toEqual({ ok: true, value: password });
  });

  // Root may write everywhere.
  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'that cannot be deleted is said to be there still, with its file',
    async () => {
      const { safe, folder, file } = await opened();
      await safe.keep(his, password);
      await chmod(folder, 0o500);
      const gone = await safe.forget();
      await chmod(folder, 0o700);
      expect(gone).toMatchObject({ ok: false, error: { file, code: 'EACCES' } });
    },
  );
});
