import type { PhoneTimers } from '../surroundings.ts';

interface Alarm {
  readonly at: number;
  readonly run: () => void;
}

/** A clock that stands, and its alarms: time passes when a test says so, and not otherwise. */
export class HeldTime {
  readonly timers: PhoneTimers = {
    setTimeout: (run, ms) => {
      const alarm = { at: this.#now + ms, run };
      this.#alarms.add(alarm);
      return alarm;
    },
    clearTimeout: (alarm) => void this.#alarms.delete(alarm as Alarm),
  };
  readonly now = (): number => this.#now;
  readonly #alarms = new Set<Alarm>();
  #now = 0;

  /** Lets so much time pass; what falls due on the way happens at its time, one thing after the other. */
  async pass(ms: number): Promise<void> {
    const until = this.#now + ms;
    for (;;) {
      const [next] = [...this.#alarms].sort((one, other) => one.at - other.at);
      if (!next || next.at > until) break;
      this.#now = Math.max(this.#now, next.at);
      this.#alarms.delete(next);
      next.run();
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.#now = until;
  }

  /** As after a sleep of the whole process: the clock is ahead, and what was due meanwhile is late. */
  jump(ms: number): void {
    this.#now += ms;
  }
}
