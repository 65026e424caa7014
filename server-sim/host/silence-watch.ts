/** A client whose silence is watched. */
export interface WatchedClient {
  /** How many bytes have come from it so far. */
  received(): number;
  /** Asks it for a sign of life. */
  ping(): void;
  /** Lets it go, of which nothing was heard for so many milliseconds; it is watched no more. */
  drop(silentMs: number): void;
}

/** The watch over one client. */
export interface ClientWatch {
  /** Somebody doubts that it is there: it is asked at once, and has a fifth of the limit for a sign of life. */
  doubt(): void;
  end(): void;
}

/** Lets go of clients that say nothing: that were stopped, unplugged, or cut off without a word. */
export interface SilenceWatch {
  add(client: WatchedClient): ClientWatch;
  /** The server hears, or does not: while it does not, nobody is silent. */
  setHearing(isHearing: boolean): void;
  close(): void;
}

export interface SilenceWatchOptions {
  /** How long a client may be silent, milliseconds; 0: for ever. It may change while the watch goes on. */
  readonly limitMs: () => number;
  /** A steady time, milliseconds. */
  readonly now: () => number;
}

/** So often in a limit all clients are looked at. */
const looksInALimit = 10;
/** So many looks a client that is doubted has left. */
const looksInDoubt = 2;
/** How often it is looked whether there is a limit now, milliseconds. */
const unlimitedLookMs = 2_000;

interface Watched {
  readonly client: WatchedClient;
  received: number;
  /** At so many looks in a row nothing new had come. */
  silentLooks: number;
  /** At so many it is let go. */
  mostLooks: number;
}

/** Of a client that has just been heard. */
const heard = (received: number): Omit<Watched, 'client'> => ({
  received,
  silentLooks: 0,
  mostLooks: looksInALimit,
});

/**
 * One timer for all clients, and nothing done when a message comes: at each look a client has sent something since the
 * last, or has been silent for one step more. So silence is dropped between the limit and a tenth more. After half of
 * the limit the client is pinged (RFC 6455, section 5.5.2), which browsers and `ws` answer by themselves: whoever has
 * nothing to say lives.
 */
export function createSilenceWatch({ limitMs, now }: SilenceWatchOptions): SilenceWatch {
  const clients = new Set<Watched>();
  let timer: NodeJS.Timeout | null = null;

  const look = (limit: number): void => {
    for (const watched of clients) {
      const received = watched.client.received();
      if (received !== watched.received) {
        Object.assign(watched, heard(received));
        continue;
      }
      watched.silentLooks += 1;
      if (watched.silentLooks >= watched.mostLooks) {
        clients.delete(watched);
        watched.client.drop((watched.silentLooks * limit) / looksInALimit);
      } else if (watched.silentLooks === looksInALimit / 2) watched.client.ping();
    }
  };
  const arm = (): void => {
    const stepMs = limitMs() === 0 ? unlimitedLookMs : limitMs() / looksInALimit;
    const due = now() + stepMs;
    timer = setTimeout(() => {
      // A process that was stopped, or too busy to hear, looks before it has read what came meanwhile.
      const isLate = now() - due > stepMs;
      if (limitMs() > 0 && !isLate) look(limitMs());
      arm();
    }, stepMs);
  };
  const rest = (): void => {
    clearTimeout(timer ?? undefined);
    timer = null;
  };
  arm();
  return {
    add(client) {
      const watched: Watched = { client, ...heard(client.received()) };
      clients.add(watched);
      return {
        doubt() {
          if (client.received() !== watched.received) Object.assign(watched, heard(client.received()));
          watched.mostLooks = Math.min(watched.mostLooks, watched.silentLooks + looksInDoubt);
          client.ping();
        },
        end: () => clients.delete(watched),
      };
    },
    setHearing(isHearing) {
      if (!isHearing) rest();
      else if (timer === null) arm();
    },
    close() {
      rest();
      clients.clear();
    },
  };
}
