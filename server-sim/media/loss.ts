/** Decides packet by packet what is lost. The same seed loses the same packets. */
export interface PacketLoss {
  /** The share to lose from now on, 0 to 1. */
  lose(share: number): void;
  /** Whether the next packet is lost. */
  drops(): boolean;
}

/** A leg's own sequence of losses: by the server's seed and the leg's name, so that legs do not lose in step. */
export function createPacketLoss(seed: number, legId: string): PacketLoss {
  const random = createRandom(
    [...legId].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 0x01000193), seed),
  );
  let share = 0;
  return {
    lose(newShare) {
      share = newShare;
    },
    // Nothing is drawn while nothing is lost, so that when loss begins does not decide what is lost.
    drops: () => share > 0 && random() < share,
  };
}

/** Mulberry32: 32 bits of state are plenty for dropping packets. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
