import type { DeviceReport } from '../../links/device-control.ts';

/** A leg that the switch offers to a device, up to the moment its dialog stands by itself. */
export type OfferedState =
  /** Media makes the offer. */
  | { readonly phase: 'preparing' }
  | { readonly phase: 'inviting'; readonly provisional: boolean; readonly alerted: boolean }
  /** The switch took the offer back; CANCEL has to wait for a provisional response (RFC 3261, 9.1). */
  | { readonly phase: 'cancelling'; readonly asked: boolean; readonly release: Release }
  /** The device answered; media takes the answer. */
  | { readonly phase: 'answering' }
  /** Established, or gone. */
  | { readonly phase: 'over' };

export interface Release {
  readonly status: number;
  readonly reason: string;
}

export type OfferedEvent =
  | { readonly type: 'offer-made'; readonly sdp: string }
  | { readonly type: 'no-offer'; readonly problem: string }
  | { readonly type: 'provisional'; readonly status: number }
  /** 2xx; null where it brings no session description. */
  | { readonly type: 'answer'; readonly sdp: string | null }
  /** Any other final response, or none at all (408, 503). */
  | { readonly type: 'refusal'; readonly status: number; readonly reason: string }
  /** The connection to the device closed before it answered. */
  | { readonly type: 'unreached'; readonly reason: string }
  | { readonly type: 'answer-taken' }
  | { readonly type: 'answer-refused'; readonly problem: string }
  | { readonly type: 'release'; readonly release: Release };

export type OfferedEffect =
  | { readonly type: 'invite'; readonly sdp: string }
  | { readonly type: 'cancel'; readonly release: Release }
  /** Keeps the dialog and acknowledges the 2xx. */
  | { readonly type: 'establish' }
  | { readonly type: 'take-answer'; readonly sdp: string }
  /** BYE; `report` follows when it is answered or given up. */
  | { readonly type: 'hang-up'; readonly release: Release; readonly report: DeviceReport }
  | { readonly type: 'report'; readonly report: DeviceReport }
  | { readonly type: 'close-media' };

export interface OfferedStep {
  readonly state: OfferedState;
  readonly effects: readonly OfferedEffect[];
}

const OVER: OfferedState = { phase: 'over' };

function stay(state: OfferedState): OfferedStep {
  return { state, effects: [] };
}

function end(report: DeviceReport): OfferedStep {
  return { state: OVER, effects: [{ type: 'close-media' }, { type: 'report', report }] };
}

function refused(legId: string, status: number, reason: string): DeviceReport {
  return { type: 'refused', legId, status, reason };
}

function released(legId: string, release: Release): DeviceReport {
  return { type: 'released', legId, reason: release.reason };
}

/** The switch keeps the call ringing for a phone that registers again in time, as with push (RFC 8599, 5.3). */
function unreached(legId: string, reason: string): OfferedStep {
  return end({ type: 'unreached', legId, reason });
}

function whilePreparing(legId: string, state: OfferedState, event: OfferedEvent): OfferedStep {
  switch (event.type) {
    case 'offer-made':
      return {
        state: { phase: 'inviting', provisional: false, alerted: false },
        effects: [{ type: 'invite', sdp: event.sdp }],
      };
    case 'no-offer':
      return end(refused(legId, 500, `no offer from media: ${event.problem}`));
    case 'refusal':
      return end(refused(legId, event.status, event.reason));
    case 'unreached':
      return unreached(legId, event.reason);
    case 'release':
      return end(released(legId, event.release));
    default:
      return stay(state);
  }
}

function whileInviting(
  legId: string,
  state: Extract<OfferedState, { phase: 'inviting' }>,
  event: OfferedEvent,
): OfferedStep {
  switch (event.type) {
    case 'provisional': {
      const alerts = event.status === 180 && !state.alerted;
      return {
        state: { phase: 'inviting', provisional: true, alerted: state.alerted || alerts },
        effects: alerts ? [{ type: 'report', report: { type: 'alerting', legId } }] : [],
      };
    }
    case 'answer':
      return answered(legId, event.sdp);
    case 'refusal':
      return end(refused(legId, event.status, event.reason));
    case 'unreached':
      return unreached(legId, event.reason);
    case 'release':
      return {
        state: { phase: 'cancelling', asked: state.provisional, release: event.release },
        // Nobody will hear it any more; the device's word may take its time, or never come.
        effects: [
          { type: 'close-media' },
          ...(state.provisional ? [{ type: 'cancel', release: event.release } as const] : []),
        ],
      };
    default:
      return stay(state);
  }
}

function answered(legId: string, sdp: string | null): OfferedStep {
  if (sdp !== null) {
    return { state: { phase: 'answering' }, effects: [{ type: 'establish' }, { type: 'take-answer', sdp }] };
  }
  const release = { status: 488, reason: 'the device answered without a session description' };
  const report = refused(legId, release.status, release.reason);
  return { state: OVER, effects: [{ type: 'establish' }, { type: 'hang-up', release, report }] };
}

function whileCancelling(
  legId: string,
  state: Extract<OfferedState, { phase: 'cancelling' }>,
  event: OfferedEvent,
): OfferedStep {
  const { release, asked } = state;
  switch (event.type) {
    case 'provisional':
      if (asked) return stay(state);
      return { state: { phase: 'cancelling', asked: true, release }, effects: [{ type: 'cancel', release }] };
    case 'answer':
      // The answer crossed the CANCEL: the call stands and has to be ended (RFC 3261, section 9.1).
      return {
        state: OVER,
        effects: [{ type: 'establish' }, { type: 'hang-up', release, report: released(legId, release) }],
      };
    case 'refusal':
    case 'unreached':
      return end(released(legId, release));
    default:
      return stay(state);
  }
}

function whileAnswering(legId: string, state: OfferedState, event: OfferedEvent): OfferedStep {
  switch (event.type) {
    case 'answer-taken':
      return { state: OVER, effects: [{ type: 'report', report: { type: 'answered', legId } }] };
    case 'answer-refused': {
      const release = { status: 488, reason: `media refused the device's answer: ${event.problem}` };
      const report = refused(legId, release.status, release.reason);
      return { state: OVER, effects: [{ type: 'hang-up', release, report }] };
    }
    case 'release': {
      const report = released(legId, event.release);
      return { state: OVER, effects: [{ type: 'hang-up', release: event.release, report }] };
    }
    default:
      return stay(state);
  }
}

/** What an event makes of an offered leg. Events that come too late change nothing. */
export function stepOffered(legId: string, state: OfferedState, event: OfferedEvent): OfferedStep {
  switch (state.phase) {
    case 'preparing':
      return whilePreparing(legId, state, event);
    case 'inviting':
      return whileInviting(legId, state, event);
    case 'cancelling':
      return whileCancelling(legId, state, event);
    case 'answering':
      return whileAnswering(legId, state, event);
    case 'over':
      return stay(state);
    default:
      return state satisfies never;
  }
}
