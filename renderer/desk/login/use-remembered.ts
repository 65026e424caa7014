import { type RefObject, useEffect } from 'react';
import type { ConnectionProfile } from '../../../contract/configuration/profile.ts';
import type { DeskState } from '../../../contract/desk/desk-state.ts';
import type { RememberedLogin } from '../../../contract/desk/password-memory.ts';
import { isLoginOf } from '../../../contract/login-string/password-part.ts';
import { useDesk, useDeskTools, useUi } from '../../state/desk-context.tsx';
import { changeLogin } from '../../state/ui-store.ts';
import { partRange } from './login-words.ts';
import { isMarked, isMarkWhole, markedLogin, withoutMark } from './password-mark.ts';
import { useChosenProfile } from './profile-select.tsx';

/** The login whose password is remembered here; null: none is, or it is not offered. */
export function useRememberedLogin(): RememberedLogin | null {
  return useDesk(({ passwordMemory }) =>
    passwordMemory.status === 'offered' ? passwordMemory.remembered : null,
  );
}

/** Whether the dots in this string stand for the password that is remembered of its agent. */
export function standsForPassword(
  text: string,
  profile: ConnectionProfile | null,
  remembered: RememberedLogin | null,
): boolean {
  if (profile === null || remembered === null) return false;
  return isMarkWhole(text, profile.agentLoginType) && isLoginOf(remembered, profile, text);
}

/**
 * What stands in the field before anything is typed: the login that is remembered, else, with the simulated tier, that of
 * an agent of its scenario; so one click logs in.
 */
export function usePlacedLogin(): void {
  const { ui } = useDeskTools();
  const trialLogin = useDesk(({ simulator }) => simulator?.trialLogin ?? null);
  const remembered = useRememberedLogin();
  const isKnown = useDesk(({ configuration }) => hasProfileOf(configuration, remembered));
  useEffect(() => {
    const { text, changed, profile } = ui.getState().login;
    if (changed || (text !== '' && text !== trialLogin)) return;
    if (remembered !== null && isKnown) {
      changeLogin(ui, { text: markedLogin(remembered), profile: profile ?? remembered.profile });
    } else if (trialLogin !== null) changeLogin(ui, { text: trialLogin });
  }, [ui, trialLogin, remembered, isKnown]);
}

function hasProfileOf(configuration: DeskState['configuration'], login: RememberedLogin | null): boolean {
  if (configuration.status === 'none' || login === null) return false;
  return configuration.profiles.some(
    ({ name, agentLoginType }) => name === login.profile && agentLoginType === login.agentLoginType,
  );
}

/** Dots that no longer stand for anything go, and the caret waits where the password is to be typed. */
export function useStaleMarkRemoved(field: RefObject<HTMLInputElement | null>): void {
  const { ui } = useDeskTools();
  const text = useUi((state) => state.login.text);
  const profile = useChosenProfile();
  const remembered = useRememberedLogin();
  const isStale = profile !== null && isMarked(text) && !standsForPassword(text, profile, remembered);
  useEffect(() => {
    if (!isStale || profile === null) return;
    const left = withoutMark(text, 0).text;
    changeLogin(ui, { text: left });
    const input = field.current;
    if (!input) return;
    // Before React draws it, which would send the caret to the end.
    input.value = left;
    input.focus();
    const { start } = partRange(left, profile.agentLoginType, 'password');
    input.setSelectionRange(start, start);
  }, [ui, field, isStale, text, profile]);
}
