import type { RefObject } from 'react';
import type { DeskCommand } from '../../../contract/desk/desk-command.ts';
import { withPassword } from '../../../contract/login-string/password-part.ts';
import { useDeskTools } from '../../state/desk-context.tsx';
import { changeLogin } from '../../state/ui-store.ts';
import { useChosenProfile } from './profile-select.tsx';
import { readLogin } from './read-login.ts';
import { useWantsRemembered } from './remember-password.tsx';
import { standsForPassword, useRememberedLogin } from './use-remembered.ts';

/** Logs in with what is written, or goes to what is wrong with it. */
export function useLogIn(field: RefObject<HTMLInputElement | null>): (takeOver: boolean) => void {
  const { run, ui } = useDeskTools();
  const profile = useChosenProfile();
  const remembered = useRememberedLogin();
  const remember = useWantsRemembered();
  return (takeOver) => {
    const { text } = ui.getState().login;
    const { failure } = readLogin(text, profile);
    if (profile === null || failure) {
      changeLogin(ui, { asked: true });
      field.current?.focus();
      if (failure) field.current?.setSelectionRange(failure.at - 1, failure.at);
      return;
    }
    changeLogin(ui, { changed: false, refused: null });
    const { name, agentLoginType: type } = profile;
    const command: DeskCommand = standsForPassword(text, profile, remembered)
      ? {
          type: 'logInRemembered',
          profile: name,
          loginString: withPassword(text, type, ''),
          takeOver,
        }
      : { type: 'logIn', profile: name, loginString: text, takeOver, ...(remember && { remember }) };
    void run(command).then((outcome) => {
      if (!outcome.ok) changeLogin(ui, { refused: outcome.error });
    });
  };
}
