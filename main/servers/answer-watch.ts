import { awaitedAnswers } from '../../contract/servers/awaited-answers.ts';
import type { TimerHandle, Timers } from '../timers.ts';

export interface AnswerWatchOptions<Request, Answer> {
  readonly timers: Timers;
  /** Whether this answers that. */
  readonly settles: (request: Request, answer: Answer) => boolean;
  /** This request has waited too long; told again for as long as it is so. */
  readonly onLate: (request: Request) => void;
  /** Everything was answered after all. */
  readonly onCaughtUp: () => void;
}

/** Watches the requests on one connection: a server that lives but does not answer is told of. */
export class AnswerWatch<Request, Answer> {
  readonly #options: AnswerWatchOptions<Request, Answer>;
  #awaited = awaitedAnswers.none<Request>();
  #timer: TimerHandle = null;

  constructor(options: AnswerWatchOptions<Request, Answer>) {
    this.#options = options;
  }

  asked(request: Request): void {
    const { timers } = this.#options;
    const waited = this.#awaited.dueAt !== null;
    this.#awaited = awaitedAnswers.asked(this.#awaited, request, timers.monotonic());
    if (!waited) this.#wait();
  }

  heard(answer: Answer): void {
    const { settles, onCaughtUp } = this.#options;
    const { late } = this.#awaited;
    this.#awaited = awaitedAnswers.answered(this.#awaited, (request) => settles(request, answer));
    if (this.#awaited.dueAt === null) this.stop();
    if (late && !this.#awaited.late) onCaughtUp();
  }

  stop(): void {
    this.#options.timers.clearTimeout(this.#timer);
    this.#awaited = awaitedAnswers.none();
  }

  #tick(): void {
    const { awaited, late } = awaitedAnswers.tick(this.#awaited, this.#options.timers.monotonic());
    this.#awaited = awaited;
    this.#wait();
    if (late !== null) this.#options.onLate(late);
  }

  #wait(): void {
    const { timers } = this.#options;
    const { dueAt } = this.#awaited;
    timers.clearTimeout(this.#timer);
    if (dueAt === null) return;
    this.#timer = timers.setTimeout(() => this.#tick(), Math.max(1, dueAt - timers.monotonic()));
  }
}
