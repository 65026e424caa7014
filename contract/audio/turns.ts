/** Does one thing after the other. */
export interface Turns {
  /** Starts the work when all before it has ended, well or not. */
  inTurn<Value>(work: () => Promise<Value>): Promise<Value>;
  /** Ends: what is under way or waits is given up with this error, whether it ever settles or not. */
  end(error: Error): void;
}

/** For the descriptions of one leg: two at once would find each other's state. */
export function createTurns(): Turns {
  const ended = Promise.withResolvers<never>();
  ended.promise.catch(() => undefined);
  let last: Promise<unknown> = Promise.resolve();
  return {
    inTurn(work) {
      const turn = Promise.race([ended.promise, last.then(work, work)]);
      last = turn;
      return turn;
    },
    end: (error) => ended.reject(error),
  };
}
