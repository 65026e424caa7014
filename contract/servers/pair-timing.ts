import { backOffMs } from './back-off.ts';
import { awayFrom } from './pair-home.ts';
import {
  otherSide,
  type PairMoment,
  type PairState,
  type PairStep,
  type PairTimer,
  usedSides,
} from './pair-state.ts';

/**
 * How long the first server has before the other one is begun with beside it, milliseconds: what Happy Eyeballs calls
 * the Connection Attempt Delay (RFC 8305, section 5: 250 ms for one round trip, 2 s at most). A Hello takes two, TCP
 * and the WebSocket handshake, and contact centres allow 200 ms for one (Finesse 12.0, CTI failover): a healthy server
 * behind the slowest line that is allowed is not raced.
 */
export const headStartMs = 500;

/**
 * How often the side that is not in use is asked whether it lives, milliseconds, where the cluster says nothing else:
 * 2,000 desks, as many as a CTI OS pair serves, are then at most 14 connections a second at a standby server.
 */
export const usualProbeMs = 300_000;

/** A side that did not answer, or was never asked, is asked sooner: CAD notices within a minute that a server is back. */
export const soonestProbeMs = 60_000;

/**
 * How long a pair does not go back by choice to a side that it left for not answering, milliseconds, of which a random
 * 50 to 100 %: as long as Genesys WDE waits between two changes of site (60 s).
 */
const avoidedMs = 60_000;

/** Nobody is asked more often than this, milliseconds. */
const shortestProbeMs = 500;

/** The longest waits are spread, so that desks that began together do not come together (RFC 5626, 4.5). */
export function spread(ms: number, random: number): number {
  return Math.round(ms * (0.5 + random / 2));
}

/**
 * How long the primary must have been seen to live before a pair comes home to it, milliseconds, where the cluster says
 * nothing else. A server that was restarted is often restarted again, and nobody gains by hurry: CAD keeps an agent's
 * state for 20 minutes, Twilio's preferred-server window is 15 s.
 */
export const usualHomeMs = 300_000;

export function avoidedFor(random: number): number {
  return spread(avoidedMs, random);
}

/** Sets the pair's one timer to what it waits for now. A wait that goes on is left alone. */
export function timed({ state, effects }: PairStep, { now, random }: PairMoment): PairStep {
  const timer = timerFor(state);
  if (timer === state.timer) return { state, effects };
  const timedState = { ...state, timer };
  return timer === null
    ? { state: timedState, effects }
    : {
        state: timedState,
        effects: [...effects, { type: 'wait', for: timer, ms: waitMs(state, timer, now, random) }],
      };
}

function timerFor(state: PairState): PairTimer | null {
  if (!state.started) return null;
  const { A, B } = state.sides;
  const [first, second] = usedSides(state);
  if (first === undefined) return A.address === null && B.address === null ? null : 'back-off';
  const other = state.sides[otherSide(first)];
  if (second !== undefined || other.address === null || other.socket !== 'none') return null;
  if (state.inUse !== null) return state.probeEveryMs > 0 ? 'probe' : null;
  return state.raced || other.tried ? null : 'head-start';
}

function waitMs(state: PairState, timer: PairTimer, now: number, random: number): number {
  switch (timer) {
    case 'back-off':
      return backOffMs(state.round - 1, random);
    case 'head-start':
      return headStartMs;
    case 'probe':
      return Math.min(spread(probeMs(state), random), homeProbeMs(state, now, random));
  }
}

function probeMs({ sides, inUse, probeEveryMs }: PairState): number {
  const other = inUse === null ? null : sides[otherSide(inUse)];
  return other?.state === 'standby' ? probeEveryMs : Math.min(probeEveryMs, soonestProbeMs);
}

/**
 * A primary that stands by is asked once more when it has been up for long enough to come home to: then, and up to half
 * as long again, so that the desks that its loss drove away together do not come back together.
 */
function homeProbeMs(state: PairState, now: number, random: number): number {
  const home = awayFrom(state);
  if (home === null || state.sides[home].state !== 'standby') return Number.POSITIVE_INFINITY;
  const left = Math.max(0, state.sides[home].since + state.homeAfterMs - now);
  // Already due, and the agent is busy: coming to rest is what brings him home, not being asked again.
  if (left === 0) return Number.POSITIVE_INFINITY;
  return Math.max(shortestProbeMs, Math.round(left + (state.homeAfterMs / 2) * random));
}
