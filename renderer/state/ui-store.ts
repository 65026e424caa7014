import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DeskError } from '../../contract/desk/desk-error.ts';

/** What may lie over the desk; one at a time. */
export type PopoverName =
  | 'state'
  | 'dial'
  | 'keypad'
  | 'consult'
  | 'transfer'
  | 'conference'
  | 'connections'
  | 'audio'
  | 'standard-replies';

/** What may take the place of the sheet: the tabs of the settings screen. */
export type PanelName = 'settings' | 'diagnostics';

/** What is being typed and chosen before Log in; kept while a login is under way, so that nothing is typed twice. */
export interface LoginEntry {
  readonly text: string;
  /** The profile chosen here; null: the one of the last login, else the first. */
  readonly profile: string | null;
  /** Log in was pressed or the field was left: unfinished parts are errors from now on. */
  readonly asked: boolean;
  /** Something was changed since the last try, so what went wrong then is no longer said. */
  readonly changed: boolean;
  /** Whether the password is to be remembered; null: as it is now. */
  readonly remember: boolean | null;
  /** What the last try was answered with, where the state does not tell. */
  readonly refused: DeskError | null;
}

/** What only the screen knows. Nothing here is a truth of the desk. */
export interface UiState {
  readonly open: PopoverName | null;
  /** What stands in place of the sheet, or of the login. */
  readonly panel: PanelName | null;
  readonly login: LoginEntry;
  /** The last command that was refused, until it is dismissed or another succeeds. */
  readonly refused: DeskError | null;
  /** What the agent is about to write in, once it is drawn: he went there by a key, or opened it just now. */
  readonly focusNext: 'reply' | 'manual-title' | null;
}

export type UiStore = StoreApi<UiState>;

const emptyLogin: LoginEntry = {
  text: '',
  profile: null,
  asked: false,
  changed: false,
  remember: null,
  refused: null,
};

export function createUiStore(): UiStore {
  return createStore<UiState>(() => ({
    open: null,
    panel: null,
    login: emptyLogin,
    refused: null,
    focusNext: null,
  }));
}

export function openPopover(ui: UiStore, open: PopoverName | null): void {
  ui.setState({ open });
}

/** Opens it, or closes it where it is open. */
export function togglePopover(ui: UiStore, name: PopoverName): void {
  ui.setState((state) => ({ open: state.open === name ? null : name }));
}

export function openPanel(ui: UiStore, panel: PanelName | null): void {
  ui.setState({ panel });
}

/** Opens it, or goes back to the desk, or to the login, where any is open. */
export function togglePanel(ui: UiStore, name: PanelName): void {
  ui.setState(({ panel }) => ({ panel: panel === null ? name : null }));
}

export function changeLogin(ui: UiStore, change: Partial<LoginEntry>): void {
  ui.setState((state) => ({ login: { ...state.login, ...change } }));
}

/** Back to nothing typed. */
export function forgetLoginString(ui: UiStore): void {
  ui.setState({ login: emptyLogin });
}
