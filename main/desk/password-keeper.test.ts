import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../files/testing/temporary-folder.ts';
import { memoryLog } from '../log/testing/test-logs.ts';
import { createLocalSettings } from '../settings/desk-store.ts';
import { createPasswordSafe } from '../settings/password-safe.ts';
import type { SecureStorage } from '../settings/secure-storage.ts';
import { memorySettingsStore } from '../settings/settings-file.ts';
import type { PolicySource } from '../settings/sources/source.ts';
import { keyFileStorage } from '../settings/testing/key-file-storage.ts';
import { type HeldTimers, heldTimers } from '../testing/held-timers.ts';
import type { Input } from './inputs.ts';
import { createPasswordKeeper, type PasswordKeeper } from './password-keeper.ts';

const login = { profile: 'Billing', agentLoginType: 0, loginString: '12345;;52513' } as const;

interface Kept {
  readonly keeper: PasswordKeeper;
  readonly timers: HeldTimers;
  readonly file: string;
  /** The next input that the desk is told. */
  next(): Promise<Input>;
  allow(isAllowed: boolean): void;
}

/** A policy of the machine that says whether passwords may be remembered. */
function heldPolicy(isAllowed: boolean): PolicySource & { readonly allow: (now: boolean) => void } {
  let value = isAllowed;
  let changed: () => void = () => undefined;
  return {
    read: () => [
      {
        kind: 'machine-policy',
        place: 'a policy',
        entries: [
          { name: 'RememberPassword', key: 'rememberPassword', value: { type: 'value', value }, at: null },
        ],
        problems: [],
      },
    ],
    watch: (listener) => {
      changed = listener;
      return () => undefined;
    },
    allow: (now) => {
      value = now;
      changed();
    },
  };
}

async function keeping(
  isAllowed: boolean,
  folder?: string,
  storage?: (own: SecureStorage) => SecureStorage,
): Promise<Kept> {
  const own = folder ?? (await temporaryFolder());
  const file = path.join(own, 'remembered-password.json');
  const log = memoryLog();
  const timers = heldTimers();
  const policy = heldPolicy(isAllowed);
  const settings = createLocalSettings({
    store: memorySettingsStore(path.join(own, 'settings.json')),
    policies: [policy],
    now: Date.now,
    log,
  });
  const keyed = keyFileStorage(path.join(own, 'key'));
  const passwords = createPasswordSafe({ file, storage: storage ? storage(keyed) : keyed, log });
  const told: Input[] = [];
  let wake: () => void = () => undefined;
  const keeper = createPasswordKeeper({ passwords, settings, timers, log }, (input) => {
    told.push(input);
    wake();
  });
  keeper.start();
  return {
    keeper,
    timers,
    file,
    next: async () => {
      for (;;) {
        const first = told.shift();
        if (first) return first;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    allow: policy.allow,
  };
}

const memory = (status: object, notice: string | null = null): object => ({
  type: 'passwordMemory',
  memory: status,
  notice,
});
const offered = (remembered: object | null): object => memory({ status: 'offered', remembered });

describe('where the setting allows it', () => {
  it('a password is kept, told by its login alone, unlocked and forgotten', async () => {
    const { keeper, next, file } = await keeping(true);
    expect(await next()).toEqual(offered(null));
    await keeper.keep(login, 'xxyyzz');
    expect(await next()).toEqual(offered(login));
    await keeper.unlock('c1', login);
    expect(await next()).toEqual({
      type: 'passwordUnlocked',
      commandId: 'c1',
      unlocked: { ok: true, value: 'xxyyzz' },
    });
    await keeper.forget('c2');
    expect(await next()).toEqual(offered(null));
    expect(await next()).toEqual({
      type: 'passwordForgotten',
      commandId: 'c2',
      forgotten: { ok: true, value: null },
    });
    expect(existsSync(file)).toBe(false);
  });

  it('it is there at the next start, and deleted as soon as it is allowed no longer', async () => {
    const folder = await temporaryFolder();
    const { keeper, next } = await keeping(true, folder);
    await keeper.keep(login, 'xxyyzz');
    await next();
    keeper.stop();
    const later = await keeping(true, folder);
    expect(await later.next()).toEqual(offered(login));
    later.allow(false);
    expect(await later.next()).toEqual(memory({ status: 'not-offered' }));
    expect(existsSync(later.file)).toBe(false);
    later.allow(true);
    expect(await later.next()).toEqual(offered(null));
  });

  it('a computer without secure storage says why, and nothing is written', async () => {
    const why = 'This computer has no secure storage: no keyring is open.';
    const { next } = await keeping(true, undefined, (own) => ({ ...own, whyNot: async () => why }));
    expect(await next()).toEqual(memory({ status: 'impossible', why }));
  });

  it('a storage that never answers is not waited for longer than a minute', async () => {
    let asked: () => void = () => undefined;
    const isAsked = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const { next, timers } = await keeping(true, undefined, (own) => ({
      ...own,
      whyNot: () => {
        asked();
        return new Promise(() => undefined);
      },
    }));
    await isAsked;
    timers.advance(60_000);
    expect(await next()).toMatchObject({ memory: { status: 'impossible' } });
  });

  it('one that cannot be kept is told, with why', async () => {
    const { keeper, next } = await keeping(true, undefined, (own) => ({
      ...own,
      hide: () => Promise.reject(new Error('the keyring is gone')),
    }));
    await next();
    await keeper.keep(login, 'xxyyzz');
    const why = 'Your password is not remembered. The secure storage of this computer failed.';
    expect(await next()).toEqual(memory({ status: 'offered', remembered: null }, why));
  });

  it('one that is not given back is told with the memory that is left', async () => {
    const { keeper, next } = await keeping(true, undefined, (own) => ({
      ...own,
      giveBack: () => Promise.reject(new Error('another key')),
    }));
    await next();
    await keeper.keep(login, 'xxyyzz');
    await next();
    await keeper.unlock('c1', login);
    expect(await next()).toEqual(offered(null));
    expect(await next()).toMatchObject({ type: 'passwordUnlocked', unlocked: { ok: false } });
  });
});

describe('where the setting does not allow it', () => {
  it('what an earlier run had remembered is deleted at the start, without the storage being asked', async () => {
    const folder = await temporaryFolder();
    const { keeper, next } = await keeping(true, folder);
    await keeper.keep(login, 'xxyyzz');
    await next();
    keeper.stop();
    const later = await keeping(false, folder, (own) => ({
      ...own,
      whyNot: () => Promise.reject(new Error('nobody asks')),
    }));
    expect(await later.next()).toEqual(memory({ status: 'not-offered' }));
    expect(existsSync(later.file)).toBe(false);
  });

  it('nothing is kept and nothing given out, whoever asks', async () => {
    const { keeper, next, file } = await keeping(false);
    await next();
    await keeper.keep(login, 'xxyyzz');
    expect(existsSync(file)).toBe(false);
    await keeper.unlock('c1', login);
    expect(await next()).toEqual(memory({ status: 'not-offered' }));
    expect(await next()).toMatchObject({ commandId: 'c1', unlocked: { ok: false } });
  });

  it('a password whose login ends after it was forbidden is not written', async () => {
    const { keeper, next, allow, file } = await keeping(true);
    await next();
    allow(false);
    await keeper.keep(login, 'xxyyzz');
    expect(await next()).toEqual(memory({ status: 'not-offered' }));
    expect(existsSync(file)).toBe(false);
  });
});
