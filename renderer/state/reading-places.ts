/** Where the agent reads in a chat: kept while another tab is open. */
export interface ReadingPlace {
  /** The number of the first message that is drawn; null: he reads at the end, and the view follows what is new. */
  readonly first: number | null;
  /** How far the view is from the end, px. */
  readonly fromEnd: number;
}

export interface ReadingPlaces {
  of(sessionId: string): ReadingPlace | null;
  keep(sessionId: string, place: ReadingPlace): void;
  keepOnly(sessionIds: readonly string[]): void;
}

export function createReadingPlaces(): ReadingPlaces {
  const places = new Map<string, ReadingPlace>();
  return {
    of: (sessionId) => places.get(sessionId) ?? null,
    keep: (sessionId, place) => void places.set(sessionId, place),
    keepOnly(sessionIds) {
      for (const id of places.keys()) if (!sessionIds.includes(id)) places.delete(id);
    },
  };
}
