import type { DeskState } from '../../../contract/desk/desk-state.ts';
import type { DomainState } from '../../../contract/sessions/media-routing-domain.ts';
import { sessionsAnswer } from '../../state/selectors.ts';

type Channel = DomainState['channel'];

const channelsInOrder = ['voice', 'chat', 'action'] as const satisfies readonly Channel[];

/** A channel inside a sentence. */
export const channelNoun: Readonly<Record<Channel, string>> = {
  voice: 'voice',
  chat: 'chat',
  action: 'action items',
};

/** In which of an agent's media routing domains more may be routed to him. */
export interface Readiness {
  /** `partial`: in some and not in others. `unknown`: he has none, or nobody tells of them now. */
  readonly is: 'all' | 'partial' | 'none' | 'unknown';
  readonly ready: readonly Channel[];
  /** Those where he is not, with the reason code where there is one. */
  readonly notReady: readonly { readonly channel: Channel; readonly reasonCode: number | null }[];
}

/** Ready where, by what the connector last said; where no session manager answers that is not known. */
export function readiness(desk: Pick<DeskState, 'domains' | 'connections'>): Readiness {
  const known = sessionsAnswer(desk) ? desk.domains : [];
  const ordered = channelsInOrder.flatMap((channel) => known.filter((domain) => domain.channel === channel));
  const ready = ordered.filter(({ isReady }) => isReady).map(({ channel }) => channel);
  const notReady = ordered
    .filter(({ isReady }) => !isReady)
    .map(({ channel, reasonCode }) => ({ channel, reasonCode }));
  const is =
    ordered.length === 0
      ? 'unknown'
      : notReady.length === 0
        ? 'all'
        : ready.length === 0
          ? 'none'
          : 'partial';
  return { is, ready: [...new Set(ready)], notReady };
}

/** "Voice", "Voice and chat", "Voice, chat and action items". */
export function channelsWords(channels: readonly Channel[]): string {
  const nouns = channels.map((channel) => channelNoun[channel]);
  const last = nouns.at(-1) ?? '';
  const sentence = nouns.length < 2 ? last : `${nouns.slice(0, -1).join(', ')} and ${last}`;
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
