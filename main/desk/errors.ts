import type { DeskError, Remedy } from '../../contract/desk/desk-error.ts';
import type { ConnectionView } from '../../contract/desk/desk-state.ts';
import type { LoginStringFailure } from '../../contract/login-string/parts.ts';
import { type ServerKind, type Side, serverNoun, sides } from '../../contract/servers/server-kind.ts';
import type { FailureConf } from '../../contract/wire/common.ts';
import { type ConnectionCause, describeCause } from '../servers/connection-cause.ts';
import { failuresInShort, whatToDo } from './pair-failure-words.ts';
import { timeOfDay } from './time-of-day.ts';

export const tryAgain: Remedy = { action: 'try-again' };

/** An error with no more to it than its words. */
export function deskError(code: string, title: string, message: string): DeskError {
  return { code, title, message, details: {}, remedies: [] };
}

/** Only what needs the lost servers is off, and it says so. */
export const neitherAnswers = {
  cti: deskError(
    'cti.down',
    'No CTI server answers',
    'This needs a CTI server, and neither answers now. Answer, hold, mute, keypad and release still work; Switchhook goes on trying.',
  ),
  sessions: deskError(
    'sessions.down',
    'No session manager answers',
    'This needs a session manager, and neither answers now. Your calls, notes and replies go on; Switchhook goes on trying.',
  ),
} as const;

export function loginStringError(failure: LoginStringFailure): DeskError {
  return {
    code: `loginString.${failure.part}`,
    title: failure.title,
    message: failure.message,
    details: { part: failure.part, character: String(failure.at) },
    remedies: [],
    part: failure.part,
  };
}

/** Why one side of a pair could not be reached. */
export interface SideFailure {
  readonly side: Side;
  readonly address: string;
  readonly cause: ConnectionCause;
}

/** The failures of a pair that is down, with the addresses its view shows. */
export function sideFailures(
  view: ConnectionView,
  causes: Readonly<Record<Side, ConnectionCause | null>>,
): readonly SideFailure[] {
  return sides.flatMap((side) => {
    const cause = causes[side];
    return cause === null ? [] : [{ side, address: view.sides[side].address ?? 'no address', cause }];
  });
}

/** Neither side answers: names each side's address and cause in short, and what happens or is to be done now. */
export function pairDown(kind: ServerKind, failures: readonly SideFailure[], now: string): DeskError {
  const none = failures.length === 0;
  return {
    code: `${kind}.down`,
    title: none ? `No ${serverNoun[kind]} is set` : `No ${serverNoun[kind]} answers`,
    message: none
      ? `Both addresses are blank. Ask IT for the address of a ${serverNoun[kind]}.`
      : [failuresInShort(kind, failures), whatToDo(failures), now].filter(Boolean).join(' '),
    details: causesByAddress(kind, failures),
    remedies: [tryAgain],
  };
}

/** Each side's cause in whole sentences, for the details. */
export function causesByAddress(
  kind: ServerKind,
  failures: readonly SideFailure[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    failures.map(({ side, address, cause }) => [
      `${kind} ${side} (${address})`,
      describeCause(kind, side, address, cause),
    ]),
  );
}

/** What a CTI server said no to at login, in the desk's own words where it has them. */
export function loginRefused(failure: FailureConf): DeskError {
  const details = failure.details ?? {};
  const base = { code: `cti.${failure.code}`, details };
  switch (failure.code) {
    case 'deviceInUse':
      return {
        ...base,
        title: `Device ${details.device ?? ''} is in use`,
        message: `Agent ${details.agentId ?? '?'}${named(details.agentName)} logged in on it at ${clockTime(details.since)}. You are still logged out.`,
        remedies: [{ action: 'use-another-device' }, tryAgain],
        part: 'device',
      };
    case 'agentLoggedInElsewhere':
      return takenElsewhere(details.desk ?? 'another desk', details.device ?? '?', details.since);
    case 'invalidCredentials':
      return {
        ...base,
        title: 'The password is not right',
        message: 'The switch knows the agent, but not with this password. Check it and try again.',
        remedies: [tryAgain],
        part: 'password',
      };
    case 'unknownAgent':
      return {
        ...base,
        title: 'This agent ID is not known',
        message: `${failure.message} Check the first part of the login string.`,
        remedies: [],
        part: 'agent',
      };
    case 'unknownDevice':
      return {
        ...base,
        title: 'This device is not known',
        message: `${failure.message} Check the third part of the login string.`,
        remedies: [{ action: 'use-another-device' }],
        part: 'device',
      };
    default:
      return { ...base, title: 'Login was refused', message: failure.message, remedies: [tryAgain] };
  }
}

/** The agent ID is in use at another desk: it may be taken over. */
export function takenElsewhere(desk: string, device: string, since: string | undefined): DeskError {
  return {
    code: 'cti.agentLoggedInElsewhere',
    title: 'You are logged in at another desk',
    message: `${desk} with device ${device} has been logged in as you since ${clockTime(since)}. Take over, and that desk is logged out.`,
    details: { desk, device, since: since ?? '' },
    remedies: [{ action: 'take-over' }, tryAgain],
  };
}

/** A request of a running desk that the server refused. */
export function requestRefused(action: string, failure: FailureConf): DeskError {
  return {
    code: `cti.${failure.code}`,
    title: `${action} was refused`,
    message: failure.message,
    details: failure.details ?? {},
    remedies: [],
  };
}

function named(name: string | undefined): string {
  return name ? ` (${name})` : '';
}

/** From an ISO instant; "an unknown time" where the server gave none. */
function clockTime(iso: string | undefined): string {
  const at = iso ? Date.parse(iso) : Number.NaN;
  return Number.isNaN(at) ? 'an unknown time' : timeOfDay(at);
}
