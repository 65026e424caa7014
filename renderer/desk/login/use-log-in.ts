import type { RefObject } from 'react';
import { useDeskTools } from '../../state/desk-context.tsx';
import { changeLogin } from '../../state/ui-store.ts';
import { useChosenProfile } from './profile-select.tsx';
import { readLogin } from './read-login.ts';

/** Logs in with what is written, or goes to what is wrong with it. */
export function useLogIn(field: RefObject<HTMLInputElement | null>): (takeOver: boolean) => void {
  const { run, ui } = useDeskTools();
  const profile = useChosenProfile();
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
    void run({ type: 'logIn', profile: profile.name, loginString: text, takeOver }).then((outcome) => {
      if (!outcome.ok) changeLogin(ui, { refused: outcome.error });
    });
  };
}
