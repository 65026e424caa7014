/** What becomes of things on their way in one direction. */
export type LaneMode =
  | { readonly type: 'pass' }
  /** Each is late by so many milliseconds; their order is kept. */
  | { readonly type: 'delay'; readonly ms: number }
  /** Nothing moves until the mode changes. */
  | { readonly type: 'hold' }
  /** Everything vanishes. */
  | { readonly type: 'lose' };

/** One direction of a connection, in order. */
export interface Lane<Item> {
  push(item: Item): void;
  setMode(mode: LaneMode): void;
  /** Whether anything has vanished here: the stream has a hole, so it cannot go on. */
  readonly hasLost: boolean;
  /** Forgets what is under way. */
  close(): void;
}

/**
 * @param deliver is called with each item that arrives.
 * @param vanish is called with each item that is lost.
 */
export function createLane<Item>(deliver: (item: Item) => void, vanish: (item: Item) => void): Lane<Item> {
  let mode: LaneMode = { type: 'pass' };
  let queue: { readonly item: Item; readonly due: number }[] = [];
  let timer: NodeJS.Timeout | null = null;
  let lost = false;

  const lose = (item: Item): void => {
    lost = true;
    vanish(item);
  };
  const arm = (): void => {
    clearTimeout(timer ?? undefined);
    timer = null;
    const [first] = queue;
    if (first && mode.type === 'delay') timer = setTimeout(deliverDue, Math.max(0, first.due - now()));
  };
  const deliverDue = (): void => {
    while (mode.type === 'delay' && queue[0] && queue[0].due <= now()) {
      const [first] = queue.splice(0, 1);
      if (first) deliver(first.item);
    }
    arm();
  };
  return {
    push(item) {
      if (mode.type === 'lose') return lose(item);
      if (mode.type === 'pass' && queue.length === 0) return deliver(item);
      const lateBy = mode.type === 'delay' ? mode.ms : 0;
      queue.push({ item, due: Math.max(now() + lateBy, queue.at(-1)?.due ?? 0) });
      if (queue.length === 1) arm();
    },
    setMode(next) {
      mode = next;
      if (mode.type === 'pass' || mode.type === 'lose') {
        const waiting = queue;
        queue = [];
        for (const { item } of waiting) mode.type === 'pass' ? deliver(item) : lose(item);
      }
      arm();
    },
    get hasLost() {
      return lost;
    },
    close() {
      queue = [];
      arm();
    },
  };
}

function now(): number {
  return performance.now();
}
