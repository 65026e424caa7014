/**
 * What a client says in one connection, over and over: transactions, one after the other. It is made of text templates
 * and looks at the beginnings of what it hears, so that the client costs little beside the server.
 */
export interface Conversation {
  /** What begins the next transaction. */
  begin(): string;
  /** @throws when it is not what belongs here. */
  hear(text: string): Heard;
}

/** What is said at once in answer, and whether the transaction is over with it. */
export interface Heard {
  readonly say: readonly string[];
  readonly done: boolean;
}

export const goOn: Heard = { say: [], done: false };
export const over: Heard = { say: [], done: true };

export function unexpected(text: string): Error {
  return new Error(`The server said what does not belong here: ${JSON.stringify(text.slice(0, 300))}`);
}
