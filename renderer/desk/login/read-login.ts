import type { ConnectionProfile } from '../../../contract/configuration/profile.ts';
import type { Remedy } from '../../../contract/desk/desk-error.ts';
import { loginParts } from '../../../contract/login-string/login-parts.ts';
import { writeMedia } from '../../../contract/login-string/media.ts';
import { formOfProfile, parseLogin } from '../../../contract/login-string/of-profile.ts';
import type { ChosenMedia, LoginStringFailure, MediaAsked } from '../../../contract/login-string/parts.ts';
import {
  bufferSessions,
  type ChannelDefaults,
  type ChannelSessions,
  channelsAsked,
  mostSessions,
  totalSessions,
} from '../../../contract/sessions/channel-sessions.ts';

/** What the connector gives where nothing else is set in its file (seed 001); a login that its file forbids it blocks. */
const usualDefaults: ChannelDefaults = { actions: 1, chats: 1 };
const voiceAlone: ChannelDefaults = { actions: 0, chats: 0 };

/** What is wrong with a login string, and what a click changes about it. */
export interface LoginFailure extends LoginStringFailure {
  readonly remedies: readonly Remedy[];
  /** The channel that asks for too many; null: that is not what is wrong. */
  readonly tooMany: 'actions' | 'chats' | null;
}

export interface LoginRead {
  /** Null: it may be sent. */
  readonly failure: LoginFailure | null;
  /** The sessions that it asks for; null while that cannot be read. */
  readonly channels: ChannelSessions | null;
}

/** Reads what is written for a profile: by voice's own rules where it has voice alone, else with the total of six. */
export function readLogin(
  text: string,
  profile: Pick<ConnectionProfile, 'agentLoginType' | 'sessions'> | null,
): LoginRead {
  const form = formOfProfile(profile ?? { agentLoginType: 0, sessions: null });
  const parsed = parseLogin(text, form);
  if (!parsed.ok) return { failure: { ...parsed.error, remedies: [], tooMany: null }, channels: null };
  const { media } = parsed.value;
  const channels = channelsAsked(media, form.voiceAlone ? voiceAlone : usualDefaults);
  const part = loginParts(text, form.type).find(({ name }) => name === 'media');
  const failure = overTotal(media, channels, part?.text ?? '', part?.start ?? text.length);
  return { failure, channels };
}

function overTotal(
  media: MediaAsked,
  channels: ChannelSessions,
  written: string,
  start: number,
): LoginFailure | null {
  const over = totalSessions(channels) - mostSessions;
  if (over <= 0 || media === 'defaults') return null;
  const limit = `${mostSessions} is the most${reservedWords(bufferSessions(channels))}.`;
  const change = fewer(media, channels, over);
  const failure = { part: 'media', unfinished: false, tooMany: change?.channel ?? null } as const;
  const many = over === 1 ? '1 session' : `${over} sessions`;
  if (!change) {
    return {
      ...failure,
      at: start + 1,
      title: `${written} asks for ${many} too many`,
      message: `${limit} Write fewer action items, or fewer chats.`,
      remedies: [],
    };
  }
  const { letter, asked, to } = change;
  return {
    ...failure,
    at: start + written.indexOf(letter) + 1,
    title: `${letter}${asked} asks for ${many} too many`,
    message: `${limit} Write ${letter}${to === 1 ? '' : to}${leaveOutWords(channels, over, change.channel)}.`,
    remedies: [
      {
        action: 'change-login-string',
        to: writeMedia({ ...media, [change.channel]: to === 1 ? 'default' : to }),
      },
    ],
  };
}

interface Change {
  readonly channel: 'actions' | 'chats';
  readonly letter: 'm' | 'c';
  readonly asked: number;
  readonly to: number;
}

/** The larger of the two numbers that are written, less what is over; null where that alone does not do. */
function fewer(media: ChosenMedia, channels: ChannelSessions, over: number): Change | null {
  const changes: readonly Change[] = [
    { channel: 'actions', letter: 'm', asked: channels.actions, to: channels.actions - over },
    { channel: 'chats', letter: 'c', asked: channels.chats, to: channels.chats - over },
  ];
  const possible = changes.filter(({ channel, to }) => typeof media[channel] === 'number' && to >= 1);
  return possible.toSorted((one, other) => other.asked - one.asked)[0] ?? null;
}

function reservedWords(reserved: number): string {
  return reserved === 0 ? '' : `, and your profile reserves ${reserved}`;
}

/** ", or leave out the voice or the chat": each that does it alone, with its buffer session. */
function leaveOutWords(channels: ChannelSessions, over: number, but: 'actions' | 'chats'): string {
  const { voice, chats, actions } = channels;
  const nouns = [
    voice === 1 && over <= 2 ? 'the voice' : '',
    but !== 'chats' && chats > 0 && over <= chats + 1 ? (chats === 1 ? 'the chat' : 'the chats') : '',
    but !== 'actions' && actions >= over ? (actions === 1 ? 'the action item' : 'the action items') : '',
  ].filter(Boolean);
  return nouns.length === 0 ? '' : `, or leave out ${nouns.join(' or ')}`;
}
