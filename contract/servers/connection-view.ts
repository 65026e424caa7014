import type { ConnectionView, SideView } from '../desk/desk-state.ts';
import { misconfiguration } from './pair-misconfigured.ts';
import { type PairSide, type PairState, pairStatus } from './pair-state.ts';
import type { ServerKind } from './server-kind.ts';

/** One pair as the jack field and the connections popover show it. */
export function connectionView(kind: ServerKind, state: PairState): ConnectionView {
  return {
    kind,
    sides: { A: sideView(state.sides.A), B: sideView(state.sides.B) },
    inUse: state.inUse,
    status: pairStatus(state),
    since: state.since,
    misconfigured: misconfiguration(kind, state),
  };
}

function sideView({ address, state, since, error, answeredAt }: PairSide): SideView {
  return { address, state, since, error, answeredAt };
}
