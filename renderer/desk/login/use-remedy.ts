import type { RefObject } from 'react';
import type { Remedy } from '../../../contract/desk/desk-error.ts';
import type { AgentLoginType } from '../../../contract/login-string/parts.ts';
import { useDeskTools } from '../../state/desk-context.tsx';
import { changeLogin } from '../../state/ui-store.ts';
import { changedString, partRange } from './login-words.ts';
import { useLoginType } from './profile-select.tsx';

/** Carries out what an error offers to do about it. */
export function useRemedy(
  field: RefObject<HTMLInputElement | null>,
  logIn: (takeOver: boolean) => void,
): (remedy: Remedy) => void {
  const { ui } = useDeskTools();
  const type = useLoginType();
  return (remedy) => {
    switch (remedy.action) {
      case 'take-over':
        logIn(true);
        break;
      case 'try-again':
        logIn(false);
        break;
      case 'use-another-device':
        selectDevice(field.current, type);
        break;
      case 'change-login-string': {
        const text = changedString(ui.getState().login.text, type, remedy.to);
        changeLogin(ui, { text, changed: true, asked: false });
        field.current?.focus();
      }
    }
  };
}

function selectDevice(field: HTMLInputElement | null, type: AgentLoginType): void {
  if (!field) return;
  const range = partRange(field.value, type, 'device');
  field.focus();
  field.setSelectionRange(range.start, range.end);
}
