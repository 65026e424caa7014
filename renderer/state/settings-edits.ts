import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DeskBridge } from '../../contract/bridge/channels.ts';
import type { SettingKey } from '../../contract/settings/declared-settings.ts';
import type { SettingValue } from '../../contract/settings/setting.ts';
import type { SettingOutcome, SettingsView } from '../../contract/settings/settings-view.ts';
import type { LocalClock } from './server-clock.ts';

/** What is going on with one setting on the screen. */
export interface SettingEdit {
  /** What stands in its field and is not saved; null: nothing was typed. */
  readonly typed: string | null;
  /** Why that cannot be saved, as a sentence. */
  readonly error: string | null;
  /** When it was last saved here, by this computer's clock. */
  readonly savedAt: number | null;
  /** Why that lasts only until the desk is closed, as a sentence. */
  readonly unsaved: string | null;
}

export interface SettingsState {
  /** As main told them last; null: not yet. */
  readonly view: SettingsView | null;
  readonly edits: Readonly<Partial<Record<SettingKey, SettingEdit>>>;
}

export interface SettingsEdits {
  readonly store: StoreApi<SettingsState>;
  /** Follows main's settings while they are looked at; returns how to stop. What was typed stays. */
  follow(): () => void;
  type(key: SettingKey, typed: string): void;
  /** Leaves what was typed: the field shows what is in force again. */
  forget(key: SettingKey): void;
  /** What was typed is wrong; it stays, with why. */
  refuse(key: SettingKey, error: string): void;
  set(key: SettingKey, value: SettingValue): Promise<void>;
  unset(key: SettingKey): Promise<void>;
}

type SettingsBridge = Pick<DeskBridge, 'onSettings' | 'setSetting' | 'unsetSetting'>;

export const untouched: SettingEdit = { typed: null, error: null, savedAt: null, unsaved: null };

/** What is typed on the settings screen, ahead of what main has in force. */
export function createSettingsEdits(bridge: SettingsBridge, clock: LocalClock): SettingsEdits {
  const store = createStore<SettingsState>(() => ({ view: null, edits: {} }));
  const editOf = (key: SettingKey): SettingEdit => store.getState().edits[key] ?? untouched;
  const change = (key: SettingKey, edit: Partial<SettingEdit>): void =>
    store.setState(({ edits }) => ({ edits: { ...edits, [key]: { ...editOf(key), ...edit } } }));

  const ask = async (key: SettingKey, asked: () => Promise<SettingOutcome>): Promise<void> => {
    const { typed } = editOf(key);
    const outcome = await asked().catch(notPassedOn);
    if (!outcome.ok) {
      change(key, { error: outcome.reason });
      return;
    }
    store.setState({ view: outcome.now });
    // What was typed since then is another edit.
    const left = editOf(key).typed === typed ? { typed: null, error: null } : {};
    change(key, { ...left, savedAt: clock.now(), unsaved: outcome.unsaved });
  };

  return {
    store,
    follow: () => bridge.onSettings((view) => store.setState({ view })),
    type: (key, typed) => change(key, { ...untouched, typed }),
    forget: (key) => change(key, { typed: null, error: null }),
    refuse: (key, error) => change(key, { error }),
    set: (key, value) => ask(key, () => bridge.setSetting({ key, value: writable(value) })),
    unset: (key) => ask(key, () => bridge.unsetSetting(key)),
  };
}

function writable(value: SettingValue): boolean | number | string | string[] {
  return typeof value === 'object' ? [...value] : value;
}

function notPassedOn(cause: unknown): SettingOutcome {
  const why = cause instanceof Error ? cause.message : String(cause);
  return { ok: false, reason: `It could not be passed on: ${why}. Try again.` };
}
