import type { TimerHandle, Timers } from '../timers.ts';
import { type Clocks, gapBetween, lookEveryMs, wasSetBack } from './gap.ts';

/** Why every connection may be dead although nothing has said so. */
export type WakeCause =
  /** The computer woke, as its system says. */
  | 'woke'
  /** This process did not run for a while. */
  | 'held-up'
  /** The date was set back: what servers say of their time is to be held against it anew. */
  | 'set-back'
  /** Another network, address or VPN; or the network is there again, or gone. */
  | 'network-changed';

export interface WakeWatchOptions {
  readonly timers: Timers;
  /** Milliseconds since 1970, by this computer's clock. */
  readonly now: () => number;
  /** This computer's own addresses, as one text: another text is another network. */
  readonly addresses: () => string;
  /** `forMs`: how long nothing ran, where that is known. */
  readonly onWake: (cause: WakeCause, forMs: number | null) => void;
}

/** Looks once a second whether the process ran and the network is the same; returns how to stop. */
export function watchForWake({ timers, now, addresses, onWake }: WakeWatchOptions): () => void {
  const look = (): Clocks => ({ monotonic: timers.monotonic(), date: now() });
  let clocks = look();
  let network = addresses();
  let timer: TimerHandle = null;
  const tick = (): void => {
    const [before, was] = [clocks, network];
    [clocks, network] = [look(), addresses()];
    timer = timers.setTimeout(tick, lookEveryMs);
    const gap = gapBetween(before, clocks);
    if (gap !== null) onWake('held-up', gap);
    else if (wasSetBack(before, clocks)) onWake('set-back', null);
    else if (network !== was) onWake('network-changed', null);
  };
  timer = timers.setTimeout(tick, lookEveryMs);
  return () => timers.clearTimeout(timer);
}
