import type { PasswordMemory, RememberedLogin } from '../../contract/desk/password-memory.ts';
import { ok } from '../../contract/result.ts';
import { within } from '../within.ts';
import type { DeskPorts } from './desk-ports.ts';
import type { Input } from './inputs.ts';

/** Remembers a password for as long as the setting allows it, and tells the desk what there is. Nothing rejects. */
export interface PasswordKeeper {
  /** Looks what there is, and again when the setting changes: what it does not allow is deleted. */
  start(): void;
  keep(login: RememberedLogin, password: string): Promise<void>;
  unlock(commandId: string, login: RememberedLogin): Promise<void>;
  /** Null: nobody waits for it. */
  forget(commandId: string | null): Promise<void>;
  stop(): void;
}

/** The system may ask its user before it opens its storage, milliseconds. */
const storageLimitMs = 60_000;

export function createPasswordKeeper(
  { passwords, settings, timers, log }: Pick<DeskPorts, 'passwords' | 'settings' | 'timers' | 'log'>,
  put: (input: Input) => void,
): PasswordKeeper {
  let last: Promise<void> = Promise.resolve();
  let unfollow: () => void = () => undefined;

  function isAllowed(): boolean {
    return settings.read().inForce.rememberPassword;
  }

  /** One after the other: what is deleted is not written again by what was begun before. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    last = last.then(work);
    return last;
  }

  function tell(memory: PasswordMemory, notice: string | null = null): void {
    put({ type: 'passwordMemory', memory, notice });
  }

  async function look(): Promise<void> {
    if (!passwords) return;
    if (!isAllowed()) {
      const gone = await passwords.forget();
      if (gone.ok && gone.value)
        log.info('The remembered password was deleted: the settings do not allow it.');
      tell({ status: 'not-offered' }, gone.ok ? null : stillThere(gone.error.message));
      return;
    }
    const asked = await within(passwords.whyNot(), storageLimitMs, timers);
    const why = asked === null ? 'The secure storage of this computer does not answer.' : asked.value;
    if (why !== null) {
      log.warn(`Passwords cannot be remembered. ${why}`);
      tell({ status: 'impossible', why });
      return;
    }
    const { login, notice } = await passwords.remembered();
    tell({ status: 'offered', remembered: login }, notice);
  }

  return {
    start: () => {
      let was = isAllowed();
      void inTurn(look);
      unfollow = settings.onChange(() => {
        if (was === isAllowed()) return;
        was = isAllowed();
        void inTurn(look);
      });
    },
    keep: (login, password) =>
      inTurn(async () => {
        if (!passwords || !isAllowed()) return;
        const kept = await passwords.keep(login, password);
        if (kept.ok) tell({ status: 'offered', remembered: login });
        else {
          const { login: before } = await passwords.remembered();
          tell({ status: 'offered', remembered: before }, `Your password is not remembered. ${kept.error}`);
        }
      }),
    unlock: (commandId, login) =>
      inTurn(async () => {
        const none = 'Passwords are not remembered here. Type your password.';
        const unlocked =
          passwords && isAllowed() ? await passwords.unlock(login) : ({ ok: false, error: none } as const);
        if (!unlocked.ok) await look();
        put({ type: 'passwordUnlocked', commandId, unlocked });
      }),
    forget: (commandId) =>
      inTurn(async () => {
        const gone = passwords ? await passwords.forget() : ok(false);
        if (isAllowed()) await look();
        put({ type: 'passwordForgotten', commandId, forgotten: gone.ok ? ok(null) : gone });
      }),
    stop: () => unfollow(),
  };
}

function stillThere(why: string): string {
  return `A remembered password is still on this computer. ${why}`;
}
