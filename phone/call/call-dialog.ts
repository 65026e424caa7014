import type { Core } from 'sip.js';
import type { OfferedSession } from './offered-session.ts';
import type { TakenOverSession } from './taken-over-session.ts';

/** What a call goes by, at whichever server. */
export type CallDialog =
  /** The server's INVITE, and the dialog that our answer makes of it. */
  | { readonly type: 'offered'; readonly session: OfferedSession }
  /** That INVITE was lost with its server before it was answered: the switch offers the call anew at the next. */
  | { readonly type: 'awaited'; readonly isAnswered: boolean }
  /** Our own INVITE, which took the place of a dialog whose server was lost (Replaces, RFC 3891). */
  | { readonly type: 'taken-over'; readonly session: TakenOverSession };

/** The dialog that requests go by; undefined before there is one, and after its end. */
export function standingDialog(dialog: CallDialog): Core.Session | undefined {
  return dialog.type === 'awaited' ? undefined : dialog.session.dialog;
}

/** Whether both ends know that there is a dialog: before that no re-INVITE and no BYE may go out (RFC 3261, 14.1, 15). */
export function isConfirmed(dialog: CallDialog): boolean {
  switch (dialog.type) {
    case 'offered':
      return dialog.session.isConfirmed;
    case 'awaited':
      return false;
    case 'taken-over':
      return true;
  }
}

/** Forgets the dialog without a word to anybody. */
export function dropDialog(dialog: CallDialog): void {
  if (dialog.type !== 'awaited') dialog.session.drop();
}
