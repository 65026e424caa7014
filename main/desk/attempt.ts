import type { ConnectionProfile } from '../../contract/configuration/profile.ts';

/** Who logs in, and where: what a login string, or a record in place of its parts, comes to. */
export interface Credentials {
  readonly agentId: string;
  readonly password: string;
  readonly device: string;
}

/**
 * How far the communication session is, of an agent who has more than voice; it begins anew with each connection of the
 * session managers' pair. `none`: his profile has voice alone. `connected`: it is asked for once the switch has said that
 * no other desk has him. `refused`: the connector does not open it on this connection. `closed`: the connector has ended
 * it; it is opened again when the switch has logged this desk in anew.
 */
export type Communication = 'none' | 'absent' | 'connected' | 'asked' | 'open' | 'refused' | 'closed';

/**
 * Whether the password is remembered on this computer. `wanted`: it is to be, once the switch has taken it. `remembered`:
 * it came out of the secure storage, or is in it since.
 */
export type LoginMemory = 'none' | 'wanted' | 'remembered';

/** What a login is for. The password stays here, in memory, for coming back after a lost server. */
interface LoginWanted {
  readonly profile: ConnectionProfile;
  readonly login: Credentials;
  /** As he wrote it: the connector reads it anew, as the authority. */
  readonly loginString: string;
  readonly memory: LoginMemory;
}

/** A login that is under way or in force, with how far its communication session is. */
interface WithCommunication {
  readonly communication: Communication;
}

/** The agent waits for his login. */
export interface LoginBegun extends LoginWanted {
  /** The click that is answered when he is in, or is not. */
  readonly commandId: string;
  readonly takeOver: boolean;
}

/** The licence, the CTI connection and the communication session are under way; the switch is asked when all are there. */
export interface Preparing extends LoginBegun, WithCommunication {
  readonly stage: 'preparing';
  readonly licence: string | null;
  /** `queried`: the agent's state at the switch is known. */
  readonly cti: 'absent' | 'connected' | 'queried';
}

/** The switch has been asked to log him in. */
export interface Asking extends LoginBegun, WithCommunication {
  readonly stage: 'asking';
  readonly licence: string;
}

/** The switch has logged this desk in: from then on a connection comes back, it does not log in. */
export interface LoggedIn extends LoginWanted, WithCommunication {
  readonly stage: 'logged-in';
  readonly licence: string;
  /** How far this CTI connection has come; begins anew with each. `whole`: the desk shows what the switch has. */
  readonly cti: 'absent' | 'connected' | 'queried' | 'asked' | 'whole';
}

/** A login under way or in force. */
export type Attempt = Preparing | Asking | LoggedIn;

/** The attempt with its CTI connection so far and no further. */
export function atCti(attempt: Attempt, cti: Preparing['cti']): Attempt {
  return attempt.stage === 'asking' ? { ...attempt, stage: 'preparing', cti } : { ...attempt, cti };
}

/** The attempt with its communication session so far and no further. */
export function atSessions(attempt: Attempt, communication: Communication): Attempt {
  return { ...attempt, communication };
}

/** The connector has this desk's communication session, and has told all of it: requests are understood. */
export function isOpen(attempt: Attempt | null): attempt is Attempt {
  return attempt?.communication === 'open';
}

/** The switch has this desk logged in, and every event since has come: requests are understood. */
export function isWhole(attempt: Attempt | null): attempt is LoggedIn {
  return attempt?.stage === 'logged-in' && attempt.cti === 'whole';
}
