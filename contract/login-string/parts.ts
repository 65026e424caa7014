/** The parts of a login string, in order: `agentid;password;device[;media]` (seed 001, AgentLoginType 0). */
export type LoginPartName = 'agent' | 'password' | 'device' | 'media';

/** Where a part stands in the text: characters from `start` up to, not including, `end`. */
export interface LoginPart {
  readonly name: LoginPartName;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What a whole login string says. */
export interface LoginString {
  readonly agentId: string;
  readonly password: string;
  readonly device: string;
  /** Channels asked for; here voice alone, the others come with sessions. */
  readonly media: { readonly voice: boolean };
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
