import type { ConnectionView, SideView } from '../desk/desk-state.ts';
import { parseAddress } from './address.ts';
import { type ShownSecurity, shownSecurity } from './connection-security.ts';
import { misconfiguration } from './pair-misconfigured.ts';
import { type PairSide, type PairState, pairStatus } from './pair-state.ts';
import type { ServerKind } from './server-kind.ts';

/** Of an address as IT wrote it; null: there is none, or it is wrong. */
export function securityOfText(address: string | null): ShownSecurity | null {
  const parsed = address === null ? null : parseAddress(address);
  return parsed?.ok ? shownSecurity(parsed.value) : null;
}

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
  return { address, security: securityOfText(address), state, since, error, answeredAt };
}
