/** The parts that a login string may have; which, and in what order, its AgentLoginType says. */
export type LoginPartName = 'agent' | 'name' | 'password' | 'device' | 'media';

/**
 * Which parts a login string has (seed 001, "Channel Combination at Agent Login"; type 5 is MCA's "agent name"):
 * 0 `agentid;password;device[;media]`, 1 `password;device[;media]`, 2 `device[;media]`,
 * 5 `agentname;password;device[;media]`.
 */
export type AgentLoginType = 0 | 1 | 2 | 5;

/** Where a part stands in the text: characters from `start` up to, not including, `end`. */
export interface LoginPart {
  readonly name: LoginPartName;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Who logs in, as far as the string says; the rest is in the record of the system's user. */
export type LoginIdentity =
  | { readonly by: 'agent-id'; readonly agentId: string; readonly password: string }
  | { readonly by: 'agent-name'; readonly agentName: string; readonly password: string }
  | { readonly by: 'system-user-with-password'; readonly password: string }
  | { readonly by: 'system-user' };

/** Sessions of one channel: a number, or what the connector gives where none is written. */
export type SessionsAsked = number | 'default';

/** The channels that were written. */
export interface ChosenMedia {
  readonly voice: boolean;
  /** Action items; null: not wanted. */
  readonly actions: SessionsAsked | null;
  readonly chats: SessionsAsked | null;
}

/** The channels asked for. Nothing written means every channel, each with its default. */
export type MediaAsked = 'defaults' | ChosenMedia;

/** What a whole login string says. */
export interface LoginString {
  readonly identity: LoginIdentity;
  readonly device: string;
  readonly media: MediaAsked;
}

/** What is wrong with a part: which, at which character (from 1), what was expected. Never quotes the password. */
export interface LoginStringFailure {
  readonly part: LoginPartName;
  readonly at: number;
  /** A short heading: "The device is missing". */
  readonly title: string;
  /** One sentence on what was expected and what to do. */
  readonly message: string;
  /** Whether it is only unfinished: no error is shown while he still types. */
  readonly unfinished: boolean;
}
