import type { AgentLoginType } from '../login-string/parts.ts';

/** A login whose password this computer remembers. The password itself is in no view and goes to no window. */
export interface RememberedLogin {
  /** The name of its connection profile. */
  readonly profile: string;
  /** How that profile's strings were read. */
  readonly agentLoginType: AgentLoginType;
  /** As it was written, with nothing in the password's place: `12345;;52513;pm2c`. */
  readonly loginString: string;
}

/** Whether the login dialog offers to remember a password, and whose it is that is remembered. */
export type PasswordMemory =
  /** The setting `rememberPassword` is off, or it is not known yet what this computer can do. */
  | { readonly status: 'not-offered' }
  /** It is on, and this computer has no secure storage: `why` is a sentence. */
  | { readonly status: 'impossible'; readonly why: string }
  | { readonly status: 'offered'; readonly remembered: RememberedLogin | null };
