import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import type { RememberedLogin } from '../../contract/desk/password-memory.ts';
import { fail, ok, type Result } from '../../contract/result.ts';
import { errorCode, type FileFailure, fileFailure, reasonOf } from '../files/file-failure.ts';
import { parseJson, readJsonFile, writeJsonFile } from '../files/json-file.ts';
import type { Log } from '../log/log.ts';
import type { SecureStorage } from './secure-storage.ts';

/** The one password that a computer's user may have remembered, and whose it is. Nothing here rejects. */
export interface PasswordSafe {
  /** Why none can be remembered on this computer, as a sentence; null: one can. */
  whyNot(): Promise<string | null>;
  /** Whose password there is; null: none. `notice`: a file that could not be used, as a sentence. */
  remembered(): Promise<{ readonly login: RememberedLogin | null; readonly notice: string | null }>;
  /** On disk in place of any other, hidden by the secure storage. The error is a sentence. */
  keep(login: RememberedLogin, password: string): Promise<Result<null, string>>;
  /** The password of this login. One that the secure storage does not give back is deleted; the error says so. */
  unlock(login: RememberedLogin): Promise<Result<string, string>>;
  /** Nothing of it is on disk any more; the value tells whether there was anything. */
  forget(): Promise<Result<boolean, FileFailure>>;
}

const login = z.object({
  profile: z.string().min(1).max(80),
  agentLoginType: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(5)]),
  loginString: z.string().max(512),
});

/** What the file says: whose the password is, and the password with the same login, hidden together. */
const stored = z.object({ login, hidden: z.base64() });
const sealed = z.object({ login, password: z.string() });

export function createPasswordSafe(options: {
  /** `<userData>/remembered-password.json` */
  readonly file: string;
  readonly storage: SecureStorage;
  readonly log: Log;
}): PasswordSafe {
  return new FilePasswordSafe(options);
}

const typeIt = 'Type your password.';

class FilePasswordSafe implements PasswordSafe {
  readonly #file: string;
  readonly #storage: SecureStorage;
  readonly #log: Log;

  constructor({ file, storage, log }: Parameters<typeof createPasswordSafe>[0]) {
    this.#file = file;
    this.#storage = storage;
    this.#log = log;
  }

  whyNot(): Promise<string | null> {
    return this.#storage.whyNot();
  }

  async remembered(): ReturnType<PasswordSafe['remembered']> {
    const read = await readJsonFile(this.#file, stored);
    switch (read.type) {
      case 'value':
        return { login: read.value.login, notice: null };
      case 'absent':
        return { login: null, notice: null };
      case 'damaged':
        return { login: null, notice: await this.#deleted(`${this.#file} is damaged: ${read.wrong}`) };
      case 'unreadable':
        this.#log.error(read.failure.message);
        return { login: null, notice: `${read.failure.message} ${typeIt}` };
    }
  }

  async keep(of: RememberedLogin, password: string): Promise<Result<null, string>> {
    try {
      const hidden = await this.#storage.hide(JSON.stringify({ login: of, password }));
      const kept = await writeJsonFile(this.#file, { login: of, hidden: hidden.toString('base64') });
      if (kept.ok) return ok(null);
      this.#log.error(kept.error.message);
      return fail(kept.error.message);
    } catch (error) {
      this.#log.error('The secure storage of this computer hid nothing.', { cause: reasonOf(error) });
      return fail('The secure storage of this computer failed.');
    }
  }

  async unlock(of: RememberedLogin): Promise<Result<string, string>> {
    const read = await readJsonFile(this.#file, stored);
    if (read.type !== 'value' || !isDeepStrictEqual(read.value.login, of)) {
      return fail(`There is no remembered password for this login any more. ${typeIt}`);
    }
    // A keyring that is closed just now may give it back another time.
    const why = await this.whyNot();
    if (why !== null) return fail(`${why} ${typeIt}`);
    const password = await this.#opened(Buffer.from(read.value.hidden, 'base64'), of);
    if (password !== null) return ok(password);
    return fail(await this.#deleted('The secure storage does not give the remembered password back'));
  }

  /** Null: it is not what this user had hidden on this computer for this login. Nothing of it gets into the log. */
  async #opened(hidden: Buffer, of: RememberedLogin): Promise<string | null> {
    let text: string;
    try {
      text = await this.#storage.giveBack(hidden);
    } catch (error) {
      this.#log.warn('The secure storage did not decrypt the remembered password.', {
        cause: reasonOf(error),
      });
      return null;
    }
    const parsed = parseJson(text);
    const known = parsed.ok ? sealed.safeParse(parsed.value) : null;
    if (!known?.success || !isDeepStrictEqual(known.data.login, of)) {
      this.#log.warn('The remembered password was hidden for another login than the file names.');
      return null;
    }
    return known.data.password;
  }

  /** What cannot be used is of no use to anybody: it goes, and the agent is told once. */
  async #deleted(why: string): Promise<string> {
    const gone = await this.forget();
    const now = gone.ok ? 'It was deleted.' : gone.error.message;
    this.#log.warn(`${why}. ${now}`);
    return `${why}. ${now} ${typeIt}`;
  }

  async forget(): Promise<Result<boolean, FileFailure>> {
    try {
      const names = await this.#files();
      for (const name of names) await rm(path.join(path.dirname(this.#file), name), { force: true });
      return ok(names.length > 0);
    } catch (error) {
      const failure = fileFailure('remove', this.#file, error);
      this.#log.error(failure.message);
      return fail(failure);
    }
  }

  /** The file, and what a crash left of writing it. */
  async #files(): Promise<readonly string[]> {
    const own = path.basename(this.#file);
    try {
      const names = await readdir(path.dirname(this.#file));
      return names.filter(
        (name) => name === own || (name.startsWith(`${own}.`) && /^\d+$/.test(name.slice(own.length + 1))),
      );
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return [];
      throw error;
    }
  }
}
