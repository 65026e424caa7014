import * as z from 'zod';
import type { ServerLog } from '../../host/server-log.ts';
import { type SeatRegister, seatAnswer } from '../../licensing/seats.ts';
import type { Channel } from '../link/channel.ts';
import { createLink } from '../link/link.ts';

/** A licensing server at the cluster's seats. The server numbers its desks' connections. */
const connection = z.number().int();
export const seatsProtocol = {
  name: 'seats',
  client: { calls: {}, news: {} },
  server: {
    calls: {
      acquire: {
        ask: z.object({ desk: z.string(), agentId: z.string(), connection }),
        answer: seatAnswer,
      },
      release: {
        ask: z.object({ licence: z.string() }),
        answer: z.object({ isKnown: z.boolean(), inUse: z.number() }).readonly(),
      },
    },
    news: { lost: z.object({ connection }) },
  },
} as const;

/** The seats as a licensing server in another process has them. */
export function distantSeats(channel: Channel, log: ServerLog): SeatRegister {
  const numbers = new WeakMap<object, number>();
  let last = 0;
  const numberOf = (link: object): number => {
    const known = numbers.get(link);
    if (known !== undefined) return known;
    last += 1;
    numbers.set(link, last);
    return last;
  };
  const link = createLink({
    channel,
    peer: 'the register of seats',
    own: seatsProtocol.client,
    other: seatsProtocol.server,
    handlers: { calls: {}, news: {} },
    log,
  });
  return {
    acquire: (desk, agentId, holder) =>
      link.ask('acquire', { desk, agentId, connection: numberOf(holder.connection) }),
    release: (licence) => link.ask('release', { licence }),
    lost: (of) => link.tell('lost', { connection: numberOf(of) }),
  };
}

/** One life of a licensing server's process, at the seats. When it is gone, all its desks' connections are lost. */
export function serveSeats(
  channel: Channel,
  from: string,
  side: 'A' | 'B',
  seats: SeatRegister,
  log: ServerLog,
): void {
  const connections = new Map<number, object>();
  const of = (number: number): object => {
    const known = connections.get(number) ?? {};
    connections.set(number, known);
    return known;
  };
  const lost = (number: number): void => {
    const gone = connections.get(number);
    connections.delete(number);
    if (gone) seats.lost(gone);
  };
  const link = createLink({
    channel,
    peer: from,
    own: seatsProtocol.server,
    other: seatsProtocol.client,
    handlers: {
      calls: {
        acquire: ({ desk, agentId, connection: number }) =>
          seats.acquire(desk, agentId, { side, connection: of(number) }),
        release: ({ licence }) => seats.release(licence),
      },
      news: { lost: ({ connection: number }) => lost(number) },
    },
    log,
  });
  link.onClosed(() => {
    for (const number of [...connections.keys()]) lost(number);
  });
}
