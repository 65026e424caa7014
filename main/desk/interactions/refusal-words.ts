import type { DeskError, Remedy } from '../../../contract/desk/desk-error.ts';
import { writeMedia } from '../../../contract/login-string/media.ts';
import { parseLoginString } from '../../../contract/login-string/parse-login-string.ts';
import type { ChosenMedia, LoginPartName, SessionsAsked } from '../../../contract/login-string/parts.ts';
import { sessionsFailureCodes } from '../../../contract/sessions/answers.ts';
import { type ChannelSessions, totalSessions } from '../../../contract/sessions/channel-sessions.ts';
import type { InteractionRequest } from '../../../contract/sessions/requests.ts';
import type { FailureConf } from '../../../contract/wire/common.ts';
import { asSentence } from '../as-sentence.ts';
import type { Attempt } from '../attempt.ts';

const tryAgain: Remedy = { action: 'try-again' };

/** Why the connector did not let this agent in, in the desk's own words where it has them. Never names his password. */
export function sessionRefused(failure: FailureConf, attempt: Attempt): DeskError {
  const details = failure.details ?? {};
  const base = { code: `sessions.${failure.code}`, details };
  switch (failure.code) {
    case sessionsFailureCodes.overLimit:
      return { ...base, ...overLimit(details, attempt), part: 'media' };
    case sessionsFailureCodes.badLoginString: {
      const part = loginPartNames.find((name) => name === details.part);
      return {
        ...base,
        title: 'The connector refused your login string',
        message: `${asSentence(failure.message)} Check what you wrote, or give IT the details.`,
        remedies: [],
        ...(part && { part }),
      };
    }
    case sessionsFailureCodes.invalidCredentials:
      return {
        ...base,
        title: 'The password is not right',
        message: 'The connector knows no agent with this ID and password. Check both and try again.',
        remedies: [tryAgain],
        part: 'password',
      };
    case sessionsFailureCodes.misconfigured:
      return {
        ...base,
        title: 'The connector is set up wrongly',
        message: `${details.key ?? 'A key'}=${details.value ?? '?'} in ${details.file ?? 'its settings'} does not go with this profile, which has several sessions at once. Give IT the details, or log in with another profile.`,
        remedies: [tryAgain],
      };
    default:
      return {
        ...base,
        title: 'The connector did not let you in',
        message: failure.message,
        remedies: [tryAgain],
      };
  }
}

const loginPartNames: readonly LoginPartName[] = ['agent', 'name', 'password', 'device', 'media'];

type Words = Pick<DeskError, 'title' | 'message' | 'remedies'>;

/** "AppActionRoutingMaxSession allows 2 action items; your login asks for 3": with a string that fits, where there is one. */
function overLimit(details: Readonly<Record<string, string>>, { loginString, profile }: Attempt): Words {
  const { limit = 'A limit', most = '?', asked = '?' } = details;
  const fits = fittingMedia(loginString, profile.agentLoginType, limit, Number(most));
  const instead = fits === null ? 'Ask for fewer, or ask IT.' : `Write ${fits} instead.`;
  return {
    title: 'Your login asks for too many sessions',
    message: `${limit} allows ${counted(Number(most), limit)}; your login asks for ${asked}. ${instead}`,
    // The media alone: a whole login string would show the password.
    remedies: fits === null ? [] : [{ action: 'change-login-string', to: fits }],
  };
}

function counted(most: number, limit: string): string {
  const [one, many] = {
    AppActionRoutingMaxSession: ['action item', 'action items'],
    AppChatMaxSession: ['chat', 'chats'],
  }[limit] ?? ['session', 'sessions'];
  return `${most} ${most === 1 ? one : many}`;
}

/**
 * The media that are nearest to what he wrote and within the limit: fewer action items first, then fewer chats. A letter
 * alone counts as one: what it stands for, the connector alone knows.
 */
function fittingMedia(
  loginString: string,
  type: Attempt['profile']['agentLoginType'],
  limit: string,
  most: number,
): string | null {
  const read = parseLoginString(loginString, type);
  if (!read.ok || read.value.media === 'defaults' || !Number.isInteger(most) || most < 0) return null;
  const { media } = read.value;
  const voice = media.voice ? 1 : 0;
  const [actions, chats] = [numberOf(media.actions), numberOf(media.chats)];
  const counts = [...downFrom(chats)].flatMap((fewer) =>
    [...downFrom(actions)].map((one) => ({ voice, actions: one, chats: fewer }) as const),
  );
  const fit = counts.find((channels) => countedBy(limit, channels) <= most && totalSessions(channels) > 0);
  return fit ? written(media, fit) : null;
}

/** What a limit counts of the sessions that are asked for. */
function countedBy(limit: string, channels: ChannelSessions): number {
  switch (limit) {
    case 'AppActionRoutingMaxSession':
      return channels.actions;
    case 'AppChatMaxSession':
      return channels.chats;
    default:
      return totalSessions(channels);
  }
}

/** No session of a channel only after every other number of it. */
function downFrom(most: number): readonly number[] {
  return Array.from({ length: most + 1 }, (_, index) => most - index);
}

function numberOf(asked: ChosenMedia['actions']): number {
  if (asked === null) return 0;
  return asked === 'default' ? 1 : asked;
}

/** As it is written in a login string: one session of a channel is its letter alone. */
function written({ voice, ...media }: ChosenMedia, { actions, chats }: ChannelSessions): string {
  const letter = (asked: SessionsAsked | null, count: number): SessionsAsked | null => {
    if (count === 0) return null;
    return count === 1 || asked === 'default' ? 'default' : count;
  };
  return writeMedia({ voice, actions: letter(media.actions, actions), chats: letter(media.chats, chats) });
}

/** What was refused, as the beginning of a sentence. */
export function actionName({ type }: InteractionRequest): string {
  switch (type) {
    case 'AcceptOfferRequest':
      return 'Accepting it';
    case 'RejectOfferRequest':
      return 'Rejecting it';
    case 'EndInteractionRequest':
      return 'Ending it';
    case 'SetDomainReadyRequest':
      return 'The new state';
  }
}
