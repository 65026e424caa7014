import { parseAddress, sameAddress } from './address.ts';
import {
  addressOrNull,
  freshSide,
  otherSide,
  type PairEffect,
  type PairSide,
  type PairState,
  type PairStep,
} from './pair-state.ts';
import { type Side, sides } from './server-kind.ts';

/**
 * Gives a pair new addresses. What is known of an address goes with it to its new side, and the socket at it is
 * kept; a socket whose address is gone is abandoned. Null: nothing changes.
 */
export function changeAddresses(
  state: PairState,
  a: string | null,
  b: string | null,
  now: number,
): PairStep | null {
  const wanted = { A: addressOrNull(a), B: addressOrNull(b) };
  const { A, B } = state.sides;
  if (sameOrBlank(wanted.A, A.address) && sameOrBlank(wanted.B, B.address)) return null;
  const from = whereFrom(state, wanted);
  const gone = sides.filter((side) => state.sides[side].socket !== 'none' && goneTo(from, side) === null);
  const kept = sides.filter((side) => state.sides[side].socket !== 'none' && goneTo(from, side) !== null);
  const moved = kept.some((side) => goneTo(from, side) !== side);
  const effects: readonly PairEffect[] = [
    ...gone.map((side): PairEffect => ({ type: 'abandon', side })),
    ...(moved ? [{ type: 'swap' } as const] : []),
  ];
  const sideNow = (side: Side): PairSide => {
    const old = from[side];
    return old === null ? freshSide(wanted[side], state.started, now) : state.sides[old];
  };
  const inUse = state.inUse === null ? null : goneTo(from, state.inUse);
  const began = state.firstUsed === null ? null : goneTo(from, state.firstUsed);
  return {
    state: {
      ...state,
      sides: { A: sideNow('A'), B: sideNow('B') },
      inUse,
      firstUsed: began ?? inUse,
    },
    effects,
  };
}

/** For each side, the side its new address was at before; one side's past is given to one side only. */
function whereFrom(
  state: PairState,
  wanted: Readonly<Record<Side, string | null>>,
): Readonly<Record<Side, Side | null>> {
  const was = (side: Side, at: Side): boolean =>
    wanted[side] !== null && sameOrBlank(wanted[side], state.sides[at].address);
  const stays = { A: was('A', 'A'), B: was('B', 'B') };
  const source = (side: Side): Side | null => {
    if (stays[side]) return side;
    const other = otherSide(side);
    return !stays[other] && was(side, other) ? other : null;
  };
  return { A: source('A'), B: source('B') };
}

/** The side that what was at `side` is at now; null: its address is no longer among the two. */
function goneTo(from: Readonly<Record<Side, Side | null>>, side: Side): Side | null {
  if (from.A === side) return 'A';
  return from.B === side ? 'B' : null;
}

export function sameOrBlank(one: string | null, other: string | null): boolean {
  if (one === null || other === null) return one === other;
  const [parsedOne, parsedOther] = [parseAddress(one), parseAddress(other)];
  return parsedOne.ok && parsedOther.ok ? sameAddress(parsedOne.value, parsedOther.value) : one === other;
}
