import type { ConnectionProfile } from '../../contract/configuration/profile.ts';

/** Who logs in, and where: what a login string, or a record in place of its parts, comes to. */
export interface Credentials {
  readonly agentId: string;
  readonly password: string;
  readonly device: string;
}

/** What a login is for. The password stays here, in memory, for coming back after a lost server. */
interface LoginWanted {
  readonly profile: ConnectionProfile;
  readonly login: Credentials;
}

/** The agent waits for his login. */
export interface LoginBegun extends LoginWanted {
  /** The click that is answered when he is in, or is not. */
  readonly commandId: string;
  readonly takeOver: boolean;
}

/** The licence and the CTI connection are under way; the switch is asked when both are there. */
export interface Preparing extends LoginBegun {
  readonly stage: 'preparing';
  readonly licence: string | null;
  /** `queried`: the agent's state at the switch is known. */
  readonly cti: 'absent' | 'connected' | 'queried';
}

/** The switch has been asked to log him in. */
export interface Asking extends LoginBegun {
  readonly stage: 'asking';
  readonly licence: string;
}

/** The switch has logged this desk in: from then on a connection comes back, it does not log in. */
export interface LoggedIn extends LoginWanted {
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

/** The switch has this desk logged in, and every event since has come: requests are understood. */
export function isWhole(attempt: Attempt | null): attempt is LoggedIn {
  return attempt?.stage === 'logged-in' && attempt.cti === 'whole';
}
