import type { DesktopSettings } from '../../../contract/configuration/desktop-settings.ts';
import type { ChoosableState } from '../../../contract/cti/agent.ts';
import { allows } from '../../../contract/cti/enablement.ts';
import { sameChoice } from '../../../contract/cti/same-choice.ts';
import type { DeskCommand } from '../../../contract/desk/desk-command.ts';
import type { AgentView, AudioView } from '../../../contract/desk/desk-state.ts';
import type { IconName } from '../../parts/icons.tsx';
import { problemWords } from '../audio/audio-words.ts';
import { phoneIsOff } from '../toolbar/tool.ts';

export interface StateChoice {
  readonly id: string;
  readonly label: string;
  readonly icon: IconName | null;
  /** It is the state now, or what is to come after the call. */
  readonly current: boolean;
  /** What the agent should know before choosing it; where it is off, why. */
  readonly note: string | null;
  readonly off: boolean;
  readonly command: DeskCommand;
}

export interface StateChoices {
  /** Over the list: when what is chosen here takes effect. */
  readonly heading: string;
  readonly ready: StateChoice;
  readonly wrapUp: StateChoice;
  readonly notReady: readonly StateChoice[];
  readonly logOut: readonly StateChoice[];
}

const notNow = 'Not possible now';
const isSoNow = 'Your state now';

/** What the state menu offers, from the mask that the server sent. */
export function stateChoices(
  agent: AgentView,
  desktop: DesktopSettings | null,
  audio: Pick<AudioView, 'problem'>,
  phoneFailed: boolean,
): StateChoices {
  const inCall = agent.state === 'Talking' || agent.state === 'Hold' || agent.state === 'Reserved';
  const heading = agent.known === 'lost' ? 'When CTI answers again' : inCall ? 'After this call' : 'Now';
  const unheard = problemWords(audio.problem);
  return {
    heading,
    ready: choice(agent, {
      target: { state: 'Ready' },
      label: 'Ready',
      icon: 'ready',
      bit: 'ready',
      note: unheard ? unheard.title : null,
      whyOff: agent.state === 'Ready' ? isSoNow : phoneFailed ? phoneIsOff : notNow,
    }),
    wrapUp: choice(agent, {
      target: { state: 'WrapUp' },
      label: 'Wrap-up',
      icon: 'wrapUp',
      bit: 'wrapUp',
      note: null,
      whyOff:
        agent.state === 'WrapUp' ? isSoNow : inCall ? 'Not after this call' : 'Only in a call, for after it',
    }),
    notReady: notReadyChoices(agent, desktop),
    logOut: logOutChoices(agent, desktop),
  };
}

interface Offered {
  readonly target: ChoosableState;
  readonly label: string;
  readonly icon: IconName | null;
  readonly bit: Parameters<typeof allows>[1];
  readonly note: string | null;
  readonly whyOff: string;
}

function choice(agent: AgentView, { target, label, icon, bit, note, whyOff }: Offered): StateChoice {
  // What the switch does meanwhile is not known: the state that was last known may be wished for, too.
  const off = !allows(agent.enablement, bit) && !(agent.known === 'lost' && agent.state === target.state);
  return {
    id: `${target.state}:${target.state === 'NotReady' ? target.reasonCode : ''}`,
    label,
    icon,
    current: isCurrent(agent, target),
    note: off ? whyOff : note,
    off,
    command: { type: 'setState', target },
  };
}

function notReadyChoices(agent: AgentView, desktop: DesktopSettings | null): readonly StateChoice[] {
  const reasons = allows(agent.enablement, 'notReadyWithReason') ? (desktop?.notReadyReasons ?? []) : [];
  const plain = allows(agent.enablement, 'notReady') || reasons.length === 0;
  const offered: Offered[] = reasons.map(({ code, label }) => ({
    target: { state: 'NotReady', reasonCode: code },
    label,
    icon: null,
    bit: 'notReadyWithReason',
    note: null,
    whyOff: notNow,
  }));
  const withoutReason: Offered = {
    target: { state: 'NotReady', reasonCode: null },
    label: reasons.length === 0 ? 'Not Ready' : 'No reason',
    icon: null,
    bit: 'notReady',
    note: null,
    whyOff: notNow,
  };
  return [...(plain ? [withoutReason] : []), ...offered].map((item) => choice(agent, item));
}

/** Logging out begins from Not Ready alone (seed 004): elsewhere it is shown, off, with why. */
function logOutChoices(agent: AgentView, desktop: DesktopSettings | null): readonly StateChoice[] {
  const why =
    agent.known === 'lost'
      ? 'Not while CTI does not answer: nobody would hear it'
      : agent.state !== 'NotReady'
        ? 'Only from Not Ready'
        : allows(agent.enablement, 'logOut')
          ? null
          : notNow;
  const reasons = desktop?.logoutReasons ?? [];
  const single = { code: null, label: 'Log out' };
  const offered = why !== null || reasons.length === 0 ? [single] : reasons;
  return offered.map(({ code, label }) => ({
    id: `LogOut:${code}`,
    label,
    icon: offered[0] === single ? 'loggedOut' : null,
    current: false,
    note: why,
    off: why !== null,
    command: { type: 'logOut', reasonCode: code },
  }));
}

function isCurrent(agent: AgentView, target: ChoosableState): boolean {
  const to = agent.chosen?.target ?? agent.next;
  if (to) return sameChoice(to, target);
  if (agent.state !== target.state) return false;
  return target.state !== 'NotReady' || agent.reasonCode === target.reasonCode;
}
