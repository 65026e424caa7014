/** 5 ms of decoded sound, as the phone window measured it. */
export interface SoundBlock {
  /** Its level, dB below a full-scale square wave; null: digital silence, or none was delivered. */
  readonly dbfs: number | null;
  /** How much of its power is the tone that is expected, 0 to 1. */
  readonly share: number;
}

export interface Hole {
  readonly afterMs: number;
  readonly ms: number;
}

export const blockMs = 5;

/** The same measure as the media server's for the other direction: docs/qa.md, `listen`. */
const quietestDbfs = -50;
const leastShare = 0.15;

/** Where a tone that should be continuous was not heard. One that has not ended counts. */
export function holesIn(blocks: readonly SoundBlock[]): readonly Hole[] {
  const holes: Hole[] = [];
  let began: number | null = null;
  const close = (at: number): void => {
    if (began !== null) holes.push({ afterMs: began * blockMs, ms: (at - began) * blockMs });
    began = null;
  };
  for (const [at, block] of blocks.entries()) {
    if (isTone(block)) close(at);
    else began ??= at;
  }
  close(blocks.length);
  return holes;
}

/** Milliseconds; 0: none. */
export function longestHole(holes: readonly Hole[]): number {
  return Math.max(0, ...holes.map(({ ms }) => ms));
}

/** Deliveries come in 10 ms, not on the dot: so much is nothing, milliseconds. */
const underWayMs = 40;

/**
 * How much sound was not even delivered, silent or not, milliseconds: a hole that no block tells of. What a busy
 * computer delivered late, it delivered.
 */
export function missingMs({
  blocks,
  forMs,
  latestMs,
}: {
  readonly blocks: readonly SoundBlock[];
  /** How long was listened. */
  readonly forMs: number;
  /** How late a delivery was at the most. */
  readonly latestMs: number;
}): number {
  const missing = Math.round(forMs - blocks.length * blockMs);
  return missing > Math.max(underWayMs, latestMs) ? missing : 0;
}

function isTone({ dbfs, share }: SoundBlock): boolean {
  return dbfs !== null && dbfs >= quietestDbfs && share >= leastShare;
}
