import type { MediaAsked, SessionsAsked } from '../login-string/parts.ts';

/** An agent handles six interactions at most, whatever his channels (seed 001, "Multi-Session"). */
export const mostSessions = 6;

/** How many sessions of each channel an agent may have at once. */
export interface ChannelSessions {
  readonly voice: 0 | 1;
  readonly actions: number;
  readonly chats: number;
}

/** What a channel is given where its letter stands alone, or where no media are written. */
export interface ChannelDefaults {
  readonly actions: number;
  readonly chats: number;
}

/** The sessions that a login asks for. No media written means every channel that has a default. */
export function channelsAsked(media: MediaAsked, defaults: ChannelDefaults): ChannelSessions {
  if (media === 'defaults') return { voice: 1, ...defaults };
  const { voice, actions, chats } = media;
  return {
    voice: voice ? 1 : 0,
    actions: sessions(actions, defaults.actions),
    chats: sessions(chats, defaults.chats),
  };
}

function sessions(asked: SessionsAsked | null, usual: number): number {
  if (asked === null) return 0;
  return asked === 'default' ? usual : asked;
}

/** Buffer sessions: one for voice, one for chat, kept free for what a channel brings unasked, such as a transfer. */
export function bufferSessions({ voice, chats }: ChannelSessions): number {
  return voice + (chats > 0 ? 1 : 0);
}

/** All the sessions that a login takes of the six, buffer sessions included. */
export function totalSessions(channels: ChannelSessions): number {
  return channels.voice + channels.actions + channels.chats + bufferSessions(channels);
}
