import { type CtiFailureCode, isCtiFailureCode } from '../../contract/cti/answers.ts';
import { sessionsFailureCodes } from '../../contract/sessions/answers.ts';
import { interactionOf } from './interactions/interaction-session.ts';
import type { DeskModel } from './model.ts';
import type { Post } from './posts.ts';

/** Whether its server never takes it, whatever is asked again. */
export function isForGood(model: DeskModel, post: Post, code: string): boolean {
  if (post.type === 'SetCallDataRequest') return notesRefusal(code).type !== 'may-pass';
  if (code === sessionsFailureCodes.noSession) return false;
  // A chat that a call has interrupted goes on after it; one that is over does not.
  const isInterrupted = interactionOf(model, post.interactionId)?.phase === 'interrupted';
  return code !== sessionsFailureCodes.notAllowedNow || !isInterrupted;
}

/** Why the switch did not take what an agent wrote about a call. */
type NotesRefusal =
  /** Not now: the notes stay in the outbox and are offered again. */
  | { readonly type: 'may-pass'; readonly code: CtiFailureCode }
  /** Never: whatever is asked again, the answer is the same. */
  | { readonly type: 'final'; readonly code: CtiFailureCode }
  /**
   * A code of a later version. It is treated as final: what passes has a code of its own, and what may never pass is
   * not offered for ever.
   */
  | { readonly type: 'not-known'; readonly code: string };

/** Tells a refusal that may pass from one that never does. */
function notesRefusal(code: string): NotesRefusal {
  if (!isCtiFailureCode(code)) return { type: 'not-known', code };
  switch (code) {
    case 'systemOffline':
    case 'notLoggedIn':
    case 'notAllowedNow':
    case 'phoneNotRegistered':
    case 'callAtAnotherPhone':
    // He is not the switch's agent at this desk now; at his next login he is.
    case 'agentLoggedInElsewhere':
    case 'deviceInUse':
    case 'invalidCredentials':
      return { type: 'may-pass', code };
    case 'unknownCall':
    case 'unknownAgent':
    case 'unknownDevice':
    case 'badNumber':
    // The notes go out only while the desk is logged in, so this is about the message itself.
    case 'badMessage':
      return { type: 'final', code };
  }
}
