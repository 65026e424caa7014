/** What can be made to fail, and how it is made whole again. */
export interface Victim {
  kill(): Promise<unknown>;
  freeze(): Promise<unknown>;
  slow(milliseconds: number): Promise<unknown>;
  cut(): Promise<unknown>;
  flap(periodMs: number): Promise<unknown>;
  start(): Promise<unknown>;
  thaw(): Promise<unknown>;
  mend(): Promise<unknown>;
}

export const faultNames = ['kill', 'freeze', 'slow', 'cut', 'flap'] as const;
export type FaultName = (typeof faultNames)[number];

/** What is done to the victim, and what ends it. */
export interface Fault {
  hit(victim: Victim): Promise<unknown>;
  end(victim: Victim): Promise<unknown>;
  /** Whether a desk leaves a server that this happens to. Slow is not dead. */
  readonly moves: boolean;
  /** Whether what is asked of it in this fault lies unread, so that it can be asked then. */
  readonly takesRequests: boolean;
}

/** How late every byte is, each way, milliseconds: a round trip takes twice that, and is still within the deadline. */
const slowedByMs = 150;
/** Killed and started in turn, so often, milliseconds. */
const flapEveryMs = 500;

export const faults: Readonly<Record<FaultName, Fault>> = {
  kill: {
    hit: (victim) => victim.kill(),
    end: (victim) => victim.start(),
    moves: true,
    takesRequests: false,
  },
  freeze: {
    hit: (victim) => victim.freeze(),
    end: (victim) => victim.thaw(),
    moves: true,
    takesRequests: true,
  },
  slow: {
    hit: (victim) => victim.slow(slowedByMs),
    end: (victim) => victim.slow(0),
    moves: false,
    takesRequests: true,
  },
  cut: { hit: (victim) => victim.cut(), end: (victim) => victim.mend(), moves: true, takesRequests: true },
  flap: {
    hit: (victim) => victim.flap(flapEveryMs),
    end: (victim) => victim.start(),
    moves: true,
    takesRequests: false,
  },
};
