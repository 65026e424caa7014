import type { InteractionNews } from '../links/interaction-control.ts';
import type { SwitchEvent } from '../links/switch-control.ts';

/** Everything that happened in the tier, in order: what the switch tells, and what was done to the tier itself. */
export interface TierEvent {
  /** Grows by one; `after` counts from it. It goes on through resets. */
  readonly number: number;
  /** The contact centre's clock. */
  readonly at: number;
  readonly type: SwitchEvent['type'] | InteractionNews['type'] | TierEventType;
  readonly agentId?: string;
  readonly callId?: string;
  readonly interactionId?: string;
  readonly device?: string;
  /** `cti-a`, in events about servers and what they gave. */
  readonly server?: string;
  readonly detail: SwitchEvent['detail'];
}

export const tierEventTypes = ['server', 'licence', 'clock', 'scenario', 'configuration'] as const;
export type TierEventType = (typeof tierEventTypes)[number];

export interface EventLog {
  add(event: Omit<TierEvent, 'number'>): void;
  /** The number of the last event; 0 before the first. */
  last(): number;
  /** Events after that number, oldest first; those that were forgotten are missing. */
  after(number: number): readonly TierEvent[];
  onEvent(listener: (event: TierEvent) => void): () => void;
}

/** How many events are remembered. */
const mostEvents = 20_000;

export function createEventLog(): EventLog {
  const events: TierEvent[] = [];
  const listeners = new Set<(event: TierEvent) => void>();
  let last = 0;
  return {
    add(event) {
      last += 1;
      const numbered = { ...event, number: last };
      events.push(numbered);
      if (events.length > mostEvents) events.splice(0, events.length - mostEvents);
      for (const listener of listeners) listener(numbered);
    },
    last: () => last,
    after: (number) => events.slice(Math.max(0, events.length - Math.max(0, last - number))),
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
