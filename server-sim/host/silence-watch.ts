/** A client whose silence is watched. */
export interface WatchedClient {
  /** How many bytes have come from it so far. */
  received(): number;
  /** Asks it for a sign of life. */
  ping(): void;
  /** Lets it go, of which nothing was heard for this limit, milliseconds; it is watched no more. */
  drop(limitMs: number): void;
}

/** Lets go of clients that say nothing: that were stopped, unplugged, or cut off without a word. */
export interface SilenceWatch {
  /** @returns what ends the watch over it. */
  add(client: WatchedClient): () => void;
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
/** How often it is looked whether there is a limit now, milliseconds. */
const unlimitedLookMs = 2_000;

interface Watched {
  readonly client: WatchedClient;
  received: number;
  /** At so many looks in a row nothing new had come. */
  silentLooks: number;
}

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
      watched.silentLooks = received === watched.received ? watched.silentLooks + 1 : 0;
      watched.received = received;
      if (watched.silentLooks === looksInALimit / 2) watched.client.ping();
      else if (watched.silentLooks === looksInALimit) {
        clients.delete(watched);
        watched.client.drop(limit);
      }
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
      const watched: Watched = { client, received: client.received(), silentLooks: 0 };
      clients.add(watched);
      return () => clients.delete(watched);
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
