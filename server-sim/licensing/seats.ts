import { randomUUID } from 'node:crypto';

/** How many seats a cluster has, and how long one is kept for a desk that lost its server, milliseconds. */
export interface SeatPlan {
  readonly seats: number;
  readonly graceMs: number;
}

export interface Seat {
  readonly licence: string;
  readonly agentId: string;
  /** The desk's own id. */
  readonly desk: string;
}

/** What a cluster's two licensing servers share: who sits where. A holder is a connection, compared by identity. */
export interface Seats {
  readonly plan: () => SeatPlan;
  inUse(): number;
  /** The desk's own seat, or a free one; null when there is none. */
  acquire(desk: string, agentId: string, holder: object): Seat | null;
  /** False for a licence that was never given. A repeat is confirmed again. */
  release(licence: string): boolean;
  /** The connection was lost: its seats are kept for the grace time, then freed. */
  lost(holder: object): void;
  /** Every seat is free again. */
  reset(plan: SeatPlan): void;
}

interface Taken extends Seat {
  readonly holder: object;
  readonly grace: NodeJS.Timeout | null;
}

/** How many returned licences are remembered, so that a repeated release is told from a wrong one. */
const mostRemembered = 1_000;

export function createSeats(first: SeatPlan): Seats {
  let plan = first;
  const taken = new Map<string, Taken>();
  const returned = new Set<string>();

  const free = (desk: string): void => {
    const seat = taken.get(desk);
    if (!seat) return;
    clearTimeout(seat.grace ?? undefined);
    taken.delete(desk);
    returned.add(seat.licence);
    if (returned.size > mostRemembered) returned.delete([...returned][0] ?? '');
  };
  return {
    plan: () => plan,
    inUse: () => taken.size,
    acquire(desk, agentId, holder) {
      const own = taken.get(desk);
      if (!own && taken.size >= plan.seats) return null;
      clearTimeout(own?.grace ?? undefined);
      const seat = { licence: own?.licence ?? randomUUID(), agentId, desk, holder, grace: null };
      taken.set(desk, seat);
      return seat;
    },
    release(licence) {
      if (returned.has(licence)) return true;
      const seat = [...taken.values()].find((each) => each.licence === licence);
      if (seat) free(seat.desk);
      return seat !== undefined;
    },
    lost(holder) {
      for (const seat of taken.values()) {
        if (seat.holder !== holder) continue;
        const grace = setTimeout(() => free(seat.desk), plan.graceMs);
        taken.set(seat.desk, { ...seat, grace });
      }
    },
    reset(next) {
      for (const desk of [...taken.keys()]) free(desk);
      plan = next;
    },
  };
}
