import { callLabel } from '../../../contract/cti/call-label.ts';
import type { DeskState } from '../../../contract/desk/desk-state.ts';
import { useDesk, useDeskTools } from '../../state/desk-context.tsx';
import { desktopSettings, ringingSession } from '../../state/selectors.ts';
import { chosenWords, stateWords } from '../agent/agent-words.ts';
import { ariaShortcut } from '../shortcuts.ts';
import { waitingSentence } from '../toolbar/waiting-words.ts';
import { ToldSessions } from './told-sessions.tsx';

/**
 * Says to screen readers what the eye sees change by itself: a call that rings, at once; the agent's state and what waits
 * for a server, when it suits. Marked for React Aria, so that an open menu does not silence it.
 */
export function Announcer() {
  const { bridge } = useDeskTools();
  const keys = ariaShortcut('answer', bridge.platform).replace('+', ' ');
  const ringing = useDesk(ringingWords);
  const state = useDesk(stateText);
  const waiting = useDesk(waitingSentence);
  return (
    <div className="visually-hidden" data-live-announcer="true">
      <div role="alert">{ringing && `${ringing} ${keys} answers.`}</div>
      <div role="status">{state}</div>
      <div role="status">{waiting}</div>
      <ToldSessions keys={keys} />
    </div>
  );
}

function ringingWords(desk: DeskState): string {
  const session = ringingSession(desk);
  if (!session) return '';
  const queue = session.call.skillGroup ? `, ${session.call.skillGroup.name}` : '';
  return `Incoming call from ${callLabel(session.call)}${queue}.`;
}

/** What a strip tells in the same moment, a lost connection or another desk that took over, is not told twice. */
function stateText(desk: DeskState): string {
  const desktop = desktopSettings(desk);
  const { word, detail } = stateWords(desk, desktop);
  if (desk.login.phase === 'displaced') return '';
  if (desk.agent?.known === 'lost') return chosenWords(desk.agent, desktop) ?? '';
  return detail ? `${word}, ${detail}` : word;
}
