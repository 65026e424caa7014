import type { RefObject } from 'react';
import { parseVoiceLogin } from '../../../contract/login-string/voice-alone.ts';
import { useDeskTools } from '../../state/desk-context.tsx';
import { changeLogin } from '../../state/ui-store.ts';
import { useChosenProfile } from './profile-select.tsx';

/** Logs in with what is written, or goes to what is wrong with it. */
export function useLogIn(field: RefObject<HTMLInputElement | null>): (takeOver: boolean) => void {
  const { run, ui } = useDeskTools();
  const profile = useChosenProfile();
  return (takeOver) => {
    const { text } = ui.getState().login;
    const parsed = parseVoiceLogin(text, profile?.agentLoginType ?? 0);
    if (profile === null || !parsed.ok) {
      changeLogin(ui, { asked: true });
      field.current?.focus();
      if (!parsed.ok) field.current?.setSelectionRange(parsed.error.at - 1, parsed.error.at);
      return;
    }
    changeLogin(ui, { changed: false, refused: null });
    void run({ type: 'logIn', profile: profile.name, loginString: text, takeOver }).then((outcome) => {
      if (!outcome.ok) changeLogin(ui, { refused: outcome.error });
    });
  };
}
