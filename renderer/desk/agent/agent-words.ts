import type { DesktopSettings } from '../../../contract/configuration/desktop-settings.ts';
import type { AgentState, ChoosableState } from '../../../contract/cti/agent.ts';
import { systemReasonLabel } from '../../../contract/cti/system-reasons.ts';
import type { AgentView, DeskState } from '../../../contract/desk/desk-state.ts';
import { never } from '../../../contract/result.ts';
import type { IconName } from '../../parts/icons.tsx';
import { channelsWords, type Readiness, readiness } from './readiness.ts';

/** What colours the plate and the thread across the window: `data-state`. */
export type StateTone =
  | 'ready'
  | 'partial'
  | 'reserved'
  | 'talking'
  | 'wrap-up'
  | 'not-ready'
  | 'out'
  | 'lost';

export interface StateWords {
  readonly tone: StateTone;
  readonly icon: IconName;
  readonly word: string;
  /** The second line: the reason, or what comes next. */
  readonly detail: string;
}

/** The word for a state, as an agent says it. */
export function stateWord(state: AgentState): string {
  switch (state) {
    case 'LoggedOut':
      return 'Logged out';
    case 'NotReady':
      return 'Not Ready';
    case 'WrapUp':
      return 'Wrap-up';
    case 'Ready':
    case 'Reserved':
    case 'Talking':
    case 'Hold':
      return state;
    default:
      return never(state);
  }
}

/** The words for a reason code: the cluster's, else the system's own, else its number. */
export function reasonLabel(code: number, desktop: DesktopSettings | null): string {
  const codes = [...(desktop?.notReadyReasons ?? []), ...(desktop?.logoutReasons ?? [])];
  return codes.find((reason) => reason.code === code)?.label ?? systemReasonLabel(code) ?? `Reason ${code}`;
}

/** "Ready", "Wrap-up", "Not Ready, Lunch". */
export function choiceWords(target: ChoosableState, desktop: DesktopSettings | null): string {
  const word = stateWord(target.state);
  return target.state === 'NotReady' && target.reasonCode !== null
    ? `${word}, ${reasonLabel(target.reasonCode, desktop)}`
    : word;
}

/** How the plate shows the agent's state. A choice not answered yet is shown as chosen, never as set. */
export function stateWords(
  desk: Pick<DeskState, 'agent' | 'login' | 'domains' | 'connections'>,
  desktop: DesktopSettings | null,
): StateWords {
  const { agent, login } = desk;
  // He is logged in, at the other desk; a call that was up is still at this one's phone.
  if (login.phase === 'displaced') {
    return { tone: 'out', icon: 'swap', word: 'Taken over', detail: `By ${login.by.desk}` };
  }
  if (!agent) return { tone: 'out', icon: 'loggedOut', word: 'Logged out', detail: 'Log in to start' };
  const chosen = chosenWords(agent, desktop);
  if (agent.known === 'lost') {
    const lastKnown = `Last known: ${stateWord(agent.state).toLowerCase()}`;
    return { tone: 'lost', icon: 'lost', word: 'No connection', detail: chosen ?? lastKnown };
  }
  const next = agent.next ? `then ${choiceWords(agent.next, desktop)}` : '';
  const words = readinessWords(agent, readiness(desk), desktop) ?? liveWords(agent, next, desktop);
  return chosen ? { ...words, detail: chosen } : words;
}

/** What he chose and the switch has not answered; null: nothing. */
export function chosenWords(
  { chosen, wrapUpFinished }: AgentView,
  desktop: DesktopSettings | null,
): string | null {
  if (chosen) return `${choiceWords(chosen.target, desktop)} chosen`;
  return wrapUpFinished ? 'End of wrap-up chosen' : null;
}

/**
 * Where he is ready in some of his media routing domains, or in none though the switch has him Ready, the plate says so.
 * In a call and in wrap-up the state of the switch is what counts.
 */
function readinessWords(
  agent: AgentView,
  { is, ready, notReady }: Readiness,
  desktop: DesktopSettings | null,
): StateWords | null {
  if (agent.state !== 'Ready' && agent.state !== 'NotReady') return null;
  switch (is) {
    case 'unknown':
      return null;
    case 'partial':
      return { tone: 'partial', icon: 'partial', word: 'Partial', detail: partialDetail(ready, notReady) };
    case 'all':
      return { tone: 'ready', icon: 'ready', word: 'Ready', detail: channelsWords(ready) };
    case 'none': {
      if (agent.state === 'NotReady') return null;
      const code = notReady.find(({ reasonCode }) => reasonCode !== null)?.reasonCode ?? null;
      return notReadyWords(code, desktop);
    }
    default:
      return never(is);
  }
}

/** What he did not choose says why first: "Call not answered: chat only". */
function partialDetail(ready: Readiness['ready'], notReady: Readiness['notReady']): string {
  const only = `${channelsWords(ready)} only`;
  const why = notReady
    .map(({ reasonCode }) => reasonCode !== null && systemReasonLabel(reasonCode))
    .find(Boolean);
  return why ? `${why}: ${only.charAt(0).toLowerCase()}${only.slice(1)}` : only;
}

function notReadyWords(reasonCode: number | null, desktop: DesktopSettings | null): StateWords {
  const detail = reasonCode === null ? 'No reason given' : reasonLabel(reasonCode, desktop);
  return { tone: 'not-ready', icon: 'notReady', word: 'Not Ready', detail };
}

function liveWords(agent: AgentView, next: string, desktop: DesktopSettings | null): StateWords {
  switch (agent.state) {
    case 'LoggedOut':
      return { tone: 'out', icon: 'loggedOut', word: 'Logged out', detail: '' };
    case 'Ready':
      return { tone: 'ready', icon: 'ready', word: 'Ready', detail: 'Voice' };
    case 'NotReady':
      return notReadyWords(agent.reasonCode, desktop);
    case 'Reserved':
      return { tone: 'reserved', icon: 'reserved', word: 'Reserved', detail: 'Call offered' };
    case 'Talking':
      return { tone: 'talking', icon: 'talking', word: 'Talking', detail: next };
    case 'Hold':
      return { tone: 'talking', icon: 'talking', word: 'Talking', detail: 'On hold' };
    case 'WrapUp':
      return { tone: 'wrap-up', icon: 'wrapUp', word: 'Wrap-up', detail: next };
    default:
      return never(agent.state);
  }
}
