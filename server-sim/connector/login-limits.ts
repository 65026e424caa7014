import { type ChannelSessions, totalSessions } from '../../contract/sessions/channel-sessions.ts';
import type { ConnectorSettings } from './connector-settings.ts';

/** The limit that a login goes over: its key in the connector's INI file, what it allows and what was asked. */
export interface LimitExceeded {
  readonly limit: 'AppItemMaxSession' | 'AppActionRoutingMaxSession' | 'AppChatMaxSession';
  readonly most: number;
  readonly asked: number;
}

/**
 * The first limit that a login is over; null: it is within all (seed 001: "must be equal or lower to the values of
 * the AppItemMaxSession, AppActionRoutingMaxSession and AppChatMaxSession parameters"). The channels' own come first,
 * since the sentence that names them says what to change.
 */
export function limitExceeded(channels: ChannelSessions, { most }: ConnectorSettings): LimitExceeded | null {
  const { actions, chats } = channels;
  if (actions > most.actions) return over('AppActionRoutingMaxSession', most.actions, actions);
  if (chats > most.chats) return over('AppChatMaxSession', most.chats, chats);
  const total = totalSessions(channels);
  return total > most.sessions ? over('AppItemMaxSession', most.sessions, total) : null;
}

function over(limit: LimitExceeded['limit'], most: number, asked: number): LimitExceeded {
  return { limit, most, asked };
}
