import { type ChannelSessions, mostSessions } from './channel-sessions.ts';

/** Sessions in use, by kind. */
export interface OpenSessions {
  readonly voice: number;
  readonly chat: number;
  readonly action: number;
  readonly manual: number;
}

/** An agent's sessions, counted: the three are all that there are. */
export interface SessionSlots {
  readonly used: number;
  /** Kept free for what comes unasked, such as a transfer. */
  readonly reserved: number;
  readonly free: number;
}

/**
 * Reserved are the buffer sessions of the channels that he is logged in for, less what stands in them: a second call, a
 * chat beyond those that he has, and manual sessions, which the contact centre does not count (seed 001, "buffer
 * session", "Manual Sessions").
 *
 * @param most how many sessions he may have in all
 */
export function sessionSlots(
  { voice, chat, action, manual }: OpenSessions,
  channels: ChannelSessions,
  most: number = mostSessions,
): SessionSlots {
  const used = voice + chat + action + manual;
  const left = Math.max(0, most - used);
  const buffers = bufferLeft(channels.voice, voice) + bufferLeft(channels.chats, chat);
  const reserved = Math.min(left, Math.max(0, buffers - manual));
  return { used, reserved, free: left - reserved };
}

/** A channel's one buffer session, while no session more than he is logged in for stands in it. */
function bufferLeft(most: number, open: number): 0 | 1 {
  return most > 0 && open <= most ? 1 : 0;
}
