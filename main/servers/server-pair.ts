import { PairDriver } from './pair-driver.ts';
import type { PairRequest, ServerPair, ServerPairOptions } from './server-pair-types.ts';

export type { PairRequest, ServerPair, ServerPairEvent, ServerPairOptions } from './server-pair-types.ts';

/** A pair of servers of one kind, kept connected to one of the two. What to do is decided by `pairTransition` alone. */
export function createServerPair<Request extends PairRequest, Answer extends object>(
  options: ServerPairOptions<Request, Answer>,
): ServerPair<Request> {
  const driver = new PairDriver(options);
  return {
    start: () => driver.dispatch({ type: 'start' }),
    stop: () => driver.dispatch({ type: 'stop' }),
    send: (request) => driver.send(request),
    setAddresses: (a, b) => driver.dispatch({ type: 'addresses', a, b }),
    setDeadline: (ms) => driver.setDeadline(ms),
    setProbing: (everyMs) => driver.dispatch({ type: 'probing', everyMs }),
    setHoming: (afterMs) => driver.dispatch({ type: 'homing', afterMs }),
    setIdle: (isIdle) => {
      // With random choice there is no home to go to.
      if (options.order === 'primary-first') driver.dispatch({ type: 'idle', isIdle });
    },
    tryNow: () => driver.dispatch({ type: 'retry' }),
    wake: () => driver.wake(),
    view: () => driver.view(),
    lastCause: (side) => driver.lastCause(side),
  };
}
