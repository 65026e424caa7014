import type { RefObject } from 'react';
import type { Remedy } from '../../../contract/desk/desk-error.ts';
import { useDeskTools } from '../../state/desk-context.tsx';
import { changeLogin } from '../../state/ui-store.ts';
import { changedString, partRange } from './login-words.ts';

/** Carries out what an error offers to do about it. */
export function useRemedy(
  field: RefObject<HTMLInputElement | null>,
  logIn: (takeOver: boolean) => void,
): (remedy: Remedy) => void {
  const { ui } = useDeskTools();
  return (remedy) => {
    switch (remedy.action) {
      case 'take-over':
        logIn(true);
        break;
      case 'try-again':
        logIn(false);
        break;
      case 'use-another-device':
        selectDevice(field.current);
        break;
      case 'change-login-string': {
        const text = changedString(ui.getState().login.text, remedy.to);
        changeLogin(ui, { text, changed: true, asked: false });
        field.current?.focus();
      }
    }
  };
}

function selectDevice(field: HTMLInputElement | null): void {
  if (!field) return;
  const range = partRange(field.value, 'device');
  field.focus();
  field.setSelectionRange(range.start, range.end);
}
