import type { DeskState } from '../../contract/desk/desk-state.ts';
import { voiceSessions } from '../../contract/desk/voice-sessions.ts';
import { whatIsUnfinished } from '../desk/unfinished.ts';

/** What an agent is asked who closes the window in the middle of his work. */
export interface ClosingQuestion {
  readonly message: string;
  readonly detail: string;
  /** To stay first, to close second. */
  readonly buttons: readonly [string, string];
  /** The calls that are released first where he closes it. */
  readonly calls: readonly string[];
}

/** Null: nothing is open that closing would take from him. Manual sessions are there again at his next login. */
export function closingQuestion(view: DeskState): ClosingQuestion | null {
  const calls = voiceSessions(view.sessions)
    .filter(({ phase }) => phase !== 'ended')
    .map(({ id }) => id);
  const unfinished = whatIsUnfinished(view);
  const givenBack = unfinished && 'Chats and action items that are not over go back to the queue.';
  if (calls.length > 0) {
    const released = 'Closing Switchhook releases the call and logs you out.';
    return {
      message: 'You are in a call',
      detail: [released, givenBack].filter(Boolean).join(' '),
      buttons: ['Stay in the call', 'Release and close'],
      calls,
    };
  }
  if (unfinished === null) return null;
  return {
    message: 'You have not finished',
    detail: `${unfinished} Closing Switchhook logs you out. ${givenBack}`,
    buttons: ['Go on working', 'Close'],
    calls,
  };
}
