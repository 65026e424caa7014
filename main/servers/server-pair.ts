import { encodeMessage } from '../../contract/wire/decode.ts';
import { PairDriver } from './pair-driver.ts';
import type { ServerPair, ServerPairOptions } from './server-pair-types.ts';

export type { ServerPair, ServerPairEvent, ServerPairOptions } from './server-pair-types.ts';

/** A pair of servers of one kind, kept connected to one of the two. What to do is decided by `pairTransition` alone. */
export function createServerPair<Request extends { readonly type: string }, Answer>(
  options: ServerPairOptions<Answer>,
): ServerPair<Request> {
  const driver = new PairDriver(options);
  return {
    start: () => driver.dispatch({ type: 'start', now: options.now(), random: options.random() }),
    stop: () => driver.dispatch({ type: 'stop', now: options.now() }),
    send: (request) => driver.send(encodeMessage(request)),
    setAddresses: (a, b) =>
      driver.dispatch({ type: 'addresses', a, b, now: options.now(), random: options.random() }),
    setDeadline: (ms) => driver.setDeadline(ms),
    tryNow: () => driver.dispatch({ type: 'retry', now: options.now(), random: options.random() }),
    view: () => driver.view(),
    lastCause: (side) => driver.lastCause(side),
  };
}
