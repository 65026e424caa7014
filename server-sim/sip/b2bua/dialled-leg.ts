import type { DeviceReport } from '../../links/device-control.ts';
import type { Release } from './offered-leg.ts';

/** A leg that a device began with an INVITE of its own, up to the moment its dialog stands by itself. */
export type DialledState =
  | { readonly phase: 'waiting'; readonly ringing: boolean }
  /** The far end answered; media makes our session description. */
  | { readonly phase: 'answering' }
  /** 2xx is sent; the device's ACK is awaited. */
  | { readonly phase: 'accepted' }
  /** To be released, but no BYE may go out before the ACK (RFC 3261, section 15). */
  | { readonly phase: 'closing'; readonly release: Release }
  /** Established, or gone. */
  | { readonly phase: 'over' };

export type DialledEvent =
  | { readonly type: 'progress' }
  | { readonly type: 'accept' }
  | { readonly type: 'description-made'; readonly sdp: string }
  | { readonly type: 'no-description'; readonly problem: string }
  | { readonly type: 'acknowledged' }
  | { readonly type: 'unacknowledged' }
  | { readonly type: 'cancelled' }
  | { readonly type: 'connection-closed' }
  | { readonly type: 'release'; readonly release: Release };

export type DialledEffect =
  | { readonly type: 'ring' }
  | { readonly type: 'ask-media' }
  /** Keeps the dialog and sends 2xx with this session description until it is acknowledged. */
  | { readonly type: 'accept'; readonly sdp: string }
  | { readonly type: 'refuse'; readonly status: number; readonly reason: string }
  | { readonly type: 'hang-up'; readonly release: Release; readonly report: DeviceReport }
  | { readonly type: 'report'; readonly report: DeviceReport }
  | { readonly type: 'close-media' };

export interface DialledStep {
  readonly state: DialledState;
  readonly effects: readonly DialledEffect[];
}

const OVER: DialledState = { phase: 'over' };

function stay(state: DialledState): DialledStep {
  return { state, effects: [] };
}

/** A release's status as a final response to an INVITE: 480 where it is none. */
function refusalStatus(status: number): number {
  return status >= 300 && status <= 699 ? status : 480;
}

function refuse(legId: string, status: number, phrase: string, reason: string): DialledStep {
  return {
    state: OVER,
    effects: [
      { type: 'refuse', status: refusalStatus(status), reason: phrase },
      { type: 'close-media' },
      { type: 'report', report: { type: 'released', legId, reason } },
    ],
  };
}

function hangUp(legId: string, release: Release): DialledStep {
  const report: DeviceReport = { type: 'released', legId, reason: release.reason };
  return { state: OVER, effects: [{ type: 'hang-up', release, report }] };
}

/** Before the final response. */
function whileOpen(
  legId: string,
  state: Extract<DialledState, { phase: 'waiting' | 'answering' }>,
  event: DialledEvent,
): DialledStep {
  switch (event.type) {
    case 'progress':
      if (state.phase !== 'waiting' || state.ringing) return stay(state);
      return { state: { phase: 'waiting', ringing: true }, effects: [{ type: 'ring' }] };
    case 'accept':
      if (state.phase !== 'waiting') return stay(state);
      return { state: { phase: 'answering' }, effects: [{ type: 'ask-media' }] };
    case 'description-made':
      return { state: { phase: 'accepted' }, effects: [{ type: 'accept', sdp: event.sdp }] };
    case 'no-description':
      return refuse(legId, 488, 'Not Acceptable Here', `no answer from media: ${event.problem}`);
    case 'cancelled':
      return refuse(legId, 487, 'Request Terminated', 'cancelled by the device');
    case 'connection-closed':
      return {
        state: OVER,
        effects: [
          { type: 'close-media' },
          { type: 'report', report: { type: 'released', legId, reason: 'connection closed' } },
        ],
      };
    case 'release':
      return refuse(legId, event.release.status, event.release.reason, event.release.reason);
    default:
      return stay(state);
  }
}

/** After the 2xx, before its ACK. */
function whileAccepted(
  legId: string,
  state: Extract<DialledState, { phase: 'accepted' | 'closing' }>,
  event: DialledEvent,
): DialledStep {
  switch (event.type) {
    case 'acknowledged':
      return state.phase === 'closing' ? hangUp(legId, state.release) : stay(OVER);
    case 'unacknowledged':
      return hangUp(
        legId,
        state.phase === 'closing' ? state.release : { status: 408, reason: 'no ACK came' },
      );
    case 'release':
      return stay({ phase: 'closing', release: event.release });
    default:
      return stay(state);
  }
}

/** What an event makes of a dialled leg. Events that come too late change nothing. */
export function stepDialled(legId: string, state: DialledState, event: DialledEvent): DialledStep {
  switch (state.phase) {
    case 'waiting':
    case 'answering':
      return whileOpen(legId, state, event);
    case 'accepted':
    case 'closing':
      return whileAccepted(legId, state, event);
    case 'over':
      return stay(state);
    default:
      return state satisfies never;
  }
}
