import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Side } from '../../contract/servers/server-kind.ts';

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
  /** The licensing server that gave it, or gave it again. */
  readonly side: Side;
  /** When it was taken, this computer's clock. */
  readonly since: number;
  /** Until when it is kept for its desk, whose connection was lost; null while that is connected. */
  readonly graceEndsAt: number | null;
}

/** What happened to a seat. `freed`: its grace has passed. */
export interface SeatChange {
  readonly change: 'taken' | 'lost' | 'returned' | 'freed';
  readonly seat: Seat;
}

/** A desk's connection to one of the two servers; compared by identity. */
export interface SeatHolder {
  readonly side: Side;
  readonly connection: object;
}

/** What comes of asking for a seat. */
export const seatAnswer = z
  .object({
    /** The desk's own, or a free one; null when there is none. */
    licence: z.string().nullable(),
    seats: z.number().int(),
    inUse: z.number().int(),
    graceMs: z.number(),
  })
  .readonly();
export type SeatAnswer = z.infer<typeof seatAnswer>;

/** The seats as a licensing server has them: they may be kept in another process. */
export interface SeatRegister {
  acquire(desk: string, agentId: string, holder: SeatHolder): Promise<SeatAnswer>;
  /** Not known: a licence that was never given. A repeat is confirmed again. */
  release(licence: string): Promise<{ readonly isKnown: boolean; readonly inUse: number }>;
  /** The connection was lost: its seats are kept for the grace time, then freed. */
  lost(connection: object): void;
}

/** What a cluster's two licensing servers share: who sits where. */
export interface Seats extends SeatRegister {
  readonly plan: () => SeatPlan;
  inUse(): number;
  /** In the order in which they were taken. */
  list(): readonly Seat[];
  /** Every seat is free again. */
  reset(plan: SeatPlan): void;
  onChange(listener: (change: SeatChange) => void): void;
}

interface Taken {
  readonly seat: Seat;
  readonly connection: object;
  readonly grace: NodeJS.Timeout | null;
}

/** How many returned licences are remembered, so that a repeated release is told from a wrong one. */
const mostRemembered = 1_000;

/** @param now this computer's clock: grace is real time, whatever the contact centre's clock does. */
export function createSeats(first: SeatPlan, now: () => number): Seats {
  let plan = first;
  const taken = new Map<string, Taken>();
  const returned = new Set<string>();
  const listeners: ((change: SeatChange) => void)[] = [];

  const tell = (change: SeatChange['change'], seat: Seat): void => {
    for (const listener of listeners) listener({ change, seat });
  };
  const answer = (licence: string | null): SeatAnswer => ({ licence, ...plan, inUse: taken.size });
  const free = (desk: string): Seat | null => {
    const found = taken.get(desk);
    if (!found) return null;
    clearTimeout(found.grace ?? undefined);
    taken.delete(desk);
    returned.add(found.seat.licence);
    if (returned.size > mostRemembered) returned.delete([...returned][0] ?? '');
    return found.seat;
  };
  const freeAndTell = (desk: string, change: 'returned' | 'freed'): void => {
    const seat = free(desk);
    if (seat) tell(change, seat);
  };
  return {
    plan: () => plan,
    inUse: () => taken.size,
    list: () => [...taken.values()].map(({ seat }) => seat),
    async acquire(desk, agentId, { side, connection }) {
      const own = taken.get(desk);
      if (!own && taken.size >= plan.seats) return answer(null);
      clearTimeout(own?.grace ?? undefined);
      const licence = own?.seat.licence ?? randomUUID();
      const seat: Seat = {
        licence,
        agentId,
        desk,
        side,
        since: own?.seat.since ?? now(),
        graceEndsAt: null,
      };
      taken.set(desk, { seat, connection, grace: null });
      tell('taken', seat);
      return answer(licence);
    },
    async release(licence) {
      const found = [...taken.values()].find(({ seat }) => seat.licence === licence);
      if (found) freeAndTell(found.seat.desk, 'returned');
      return { isKnown: returned.has(licence), inUse: taken.size };
    },
    lost(connection) {
      for (const { seat, connection: own, grace: before } of taken.values()) {
        if (own !== connection || before !== null) continue;
        const kept: Seat = { ...seat, graceEndsAt: now() + plan.graceMs };
        const grace = setTimeout(() => freeAndTell(seat.desk, 'freed'), plan.graceMs);
        taken.set(seat.desk, { seat: kept, connection, grace });
        tell('lost', kept);
      }
    },
    reset(next) {
      for (const desk of [...taken.keys()]) free(desk);
      plan = next;
    },
    onChange: (listener) => void listeners.push(listener),
  };
}
