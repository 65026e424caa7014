import type { DesktopSettings } from '../../../contract/configuration/desktop-settings.ts';
import type { DeskState } from '../../../contract/desk/desk-state.ts';
import type { DomainState } from '../../../contract/sessions/media-routing-domain.ts';
import { sessionsAnswer, sessionsAreDown } from '../../state/selectors.ts';
import { reasonLabel } from './agent-words.ts';
import { channelNoun } from './readiness.ts';
import type { StateChoice } from './state-choices.ts';

const icons = { chat: 'chat', action: 'action' } as const;

/** Ready, or not, in one media routing domain alone; voice follows the agent's state and is not among them. */
export function domainChoices(
  desk: Pick<DeskState, 'domains' | 'connections'>,
  desktop: DesktopSettings | null,
): readonly StateChoice[] {
  const known = sessionsAnswer(desk);
  const areDown = sessionsAreDown(desk);
  return desk.domains.flatMap((domain) => {
    const { channel, domainId, isReady } = domain;
    if (channel === 'voice') return [];
    const noun = channelNoun[channel];
    return [
      {
        id: `domain:${domainId}`,
        label: isReady ? `Not Ready for ${noun}` : `Ready for ${noun}`,
        icon: icons[channel],
        current: false,
        note: known
          ? domainNote(domain, desktop)
          : areDown
            ? 'No session manager answers'
            : 'A session manager is looked for',
        off: areDown,
        command: { type: 'setDomainReady', domainId, isReady: !isReady },
      },
    ];
  });
}

/** "Ready now, 1 of 2 open", "Not Ready now: Work not answered". */
function domainNote(domain: DomainState, desktop: DesktopSettings | null): string {
  if (!domain.isReady) {
    const { reasonCode } = domain;
    return reasonCode === null ? 'Not Ready now' : `Not Ready now: ${reasonLabel(reasonCode, desktop)}`;
  }
  const open = `${domain.inUse} of ${domain.most} open`;
  return domain.state === 'Interrupted' ? `Interrupted by your call, ${open}` : `Ready now, ${open}`;
}
